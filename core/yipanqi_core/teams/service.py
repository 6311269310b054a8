"""Naming the members of teams and bodies, and setting the work plans of teams: each from a day on, nothing undone."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, update

from yipanqi_core.audit.service import record
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.teams import Body, Team, TeamPart
from yipanqi_core.meetings.queries import found_ids
from yipanqi_core.people.tables import posts, units
from yipanqi_core.projects.tables import project_events, projects
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.teams import queries
from yipanqi_core.teams.tables import team_members, work_plans
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope

MAX_PLAN = 20000
"""Characters that a work plan may have."""


@dataclass(frozen=True, slots=True)
class Member:
    """Who has a part: a post (its successor has it as well), a unit, or a person by name, of a unit if that is said."""

    post_id: UUID | None = None
    unit_id: UUID | None = None
    person: str | None = None
    rank: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The members that have a part from a day on; with `of_unit` only that unit's are changed."""

    members: tuple[Member, ...]
    from_on: date | None
    of_unit: UUID | None = None


async def set_part(  # noqa: PLR0917
    scope: Scope, team: Team | Body, part: TeamPart, change: Change, project_id: UUID | None, before: Sequence[Member]
) -> date:
    """Let these have the part from a day on; who had it before has it until then. Gives that day.

    `before` are members that stood there by the document alone: they are written down as soon as anything changes.
    Raises InvalidInputError, NotFoundError, RefusedError.
    """
    day = await today(scope.connection)
    begins = change.from_on or day
    if begins > day:
        raise InvalidInputError(f"起始日期 {begins} 尚未到来", "/from_on")
    _require_members(part, change.members, part.clause or team.clause)
    await _require_there(scope, change.members)
    rows = await queries.running(scope.connection, scope.tenant_id, team.code, part.code, project_id)
    if before and not rows:
        rows = await _write_down(scope, team, part, before)
    concerned = [row for row in rows if change.of_unit is None or row.unit_id == change.of_unit]
    latest = max((row.from_on for row in concerned if row.from_on is not None), default=begins)
    if begins < latest:
        raise InvalidInputError(f"{part.title}已自 {latest} 起调整过，起始日期不能早于该日", "/from_on")
    if not change.members and len(concerned) == len(rows) and isinstance(team, Body):
        raise RefusedError(f"{team.title}的{part.title}不能全部去掉，至少保留一名", team.clause)
    _require_few(team, part, len(rows) - len(concerned) + len(change.members))
    await _replace(scope, team, part, concerned, change.members, begins, project_id)
    told = {"part": part.code, "from_on": begins, "members": [asdict(one) for one in change.members]}
    await record(scope, "set_members", f"team:{team.code}", {**told, "project_id": project_id})
    return begins


def _require_members(part: TeamPart, members: Sequence[Member], clause: str) -> None:
    for place, one in enumerate(members):
        person = None if one.person is None else one.person.strip()
        if one.post_id is None and one.unit_id is None and not person:
            raise InvalidInputError(f"{part.title}应为岗位、单位或具体姓名", f"/members/{place}")
        if part.ranks and one.rank is not None and one.rank not in part.ranks:
            allowed = "、".join(part.ranks)
            raise InvalidInputError(f"{part.title}的职级应为{allowed}（{clause}）", f"/members/{place}/rank")
    if len(set(members)) < len(members):
        raise InvalidInputError(f"{part.title}有重复", "/members")


def _require_few(team: Team | Body, part: TeamPart, many: int) -> None:
    if part.most is not None and many > part.most:
        raise RefusedError(f"{team.title}的{part.title}至多 {part.most} 名，现为 {many} 名", team.clause)


async def _require_there(scope: Scope, members: Sequence[Member]) -> None:
    for table, ids in (
        (posts, {one.post_id for one in members if one.post_id is not None}),
        (units, {one.unit_id for one in members if one.unit_id is not None}),
    ):
        if ids and await found_ids(scope.connection, scope.tenant_id, table, list(ids)) != ids:
            raise NotFoundError("所填的岗位或单位不存在")


async def _write_down(scope: Scope, team: Team | Body, part: TeamPart, before: Sequence[Member]) -> Sequence[Any]:
    rows = [{"id": new_id(), "team": team.code, "part": part.code, **asdict(one)} for one in before]
    await insert_rows(scope.connection, team_members, scope.tenant_id, rows)
    return await queries.running(scope.connection, scope.tenant_id, team.code, part.code, None)


async def _replace(  # noqa: PLR0917
    scope: Scope,
    team: Team | Body,
    part: TeamPart,
    concerned: Sequence[Any],
    members: Sequence[Member],
    begins: date,
    project_id: UUID | None,
) -> None:
    """End who leaves, begin who comes; who stays keeps their day. Who came on the very day is taken back."""
    m, tenant = team_members.c, scope.tenant_id
    stays = {_key(row) for row in concerned} & {_key(one) for one in members}
    leaving = [row for row in concerned if _key(row) not in stays]
    undone = [row.id for row in leaving if row.from_on == begins]
    ended = [row.id for row in leaving if row.id not in undone]
    await scope.connection.execute(delete(team_members).where(m.tenant_id == tenant, m.id.in_(undone)))
    await scope.connection.execute(
        update(team_members).where(m.tenant_id == tenant, m.id.in_(ended)).values(to_on=begins)
    )
    named = {"team": team.code, "part": part.code, "project_id": project_id, "from_on": begins}
    rows = [{"id": new_id(), **named, **asdict(one)} for one in members if _key(one) not in stays]
    await insert_rows(scope.connection, team_members, tenant, rows)


def _key(one: Any) -> tuple[object, ...]:
    return one.post_id, one.unit_id, one.person, one.rank


async def set_plan(scope: Scope, team: Team, project_id: UUID, plan: str, topics: Mapping[str, date | None]) -> None:
    """Set a team's work plan with its schedule; what was in force before stays readable.

    A topic's date is None where it does not apply. Raises InvalidInputError, RefusedError.
    """
    if team.plan is None:
        raise RefusedError(f"{team.title}不要求工作方案", team.clause)
    text = plan.strip()
    if not text or len(text) > MAX_PLAN:
        raise InvalidInputError(f"{team.plan}应为 1 至 {MAX_PLAN} 字", "/plan")
    known = {topic.code: topic.title for topic in team.topics}
    for code in topics:
        if code not in known:
            allowed = "、".join(f"{key}（{title}）" for key, title in known.items())
            raise InvalidInputError(f"进度安排没有“{code[:30]}”；应为：{allowed}", "/topics")
    missing = [title for code, title in known.items() if code not in topics]
    if missing:
        raise InvalidInputError(f"进度安排未明确{'、'.join(missing)}；请填日期，不涉及的填 null", "/topics")
    day = await today(scope.connection)
    row = {
        "id": new_id(),
        "project_id": project_id,
        "team": team.code,
        "plan": text,
        "topics": {code: None if on is None else on.isoformat() for code, on in topics.items()},
        "set_on": day,
        "set_by": scope.actor,
    }
    await scope.connection.execute(insert(work_plans).values(tenant_id=scope.tenant_id, **row))
    await note_project(
        scope, project_id, day, f"{team.title}制定{team.plan}和进度安排", team.plan_clause or team.clause
    )
    await record(scope, "set_work_plan", f"project:{project_id}", row)


async def note_project(scope: Scope, project_id: UUID, on: date, line: str, clause: str) -> None:
    """Raise the project's version and write a line of its history."""
    p = projects.c
    await scope.connection.execute(
        update(projects).where(p.tenant_id == scope.tenant_id, p.id == project_id).values(version=p.version + 1)
    )
    event = {"project_id": project_id, "on_date": on, "actor": scope.actor, "kind": "responsibility", "line": line}
    await scope.connection.execute(
        insert(project_events).values(tenant_id=scope.tenant_id, id=new_id(), clause=clause, **event)
    )
