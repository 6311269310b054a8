"""Moving issues from rung to rung: their stays, the inbox of who gets them, the projects' histories; by sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, update

from yipanqi_core.database.bulk import insert_rows, update_rows
from yipanqi_core.facts.names import Names
from yipanqi_core.identifiers import new_id
from yipanqi_core.ladder.standing import id_of
from yipanqi_core.ladder.tables import issue_stays
from yipanqi_core.mechanism.ladders import Ladder
from yipanqi_core.projects.tables import project_events
from yipanqi_core.rules.ladder import Holder, Standing
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.tables import issues

SHOWN = 40
"""Characters of an issue's description that lines show."""


@dataclass(frozen=True, slots=True)
class Move:
    """An issue that goes from where it stands to somewhere else."""

    issue: Row[Any]
    before: Standing
    position: int
    held_by: Holder | None
    after: Standing
    holder: Holder | None
    reason: str | None = None


def short(description: str) -> str:
    """Name an issue in a line."""
    return description if len(description) <= SHOWN else f"{description[:SHOWN]}……"


async def move(scope: Scope, ladder: Ladder, names: Names, moves: Sequence[Move], on: date) -> None:
    """Carry out moves of a day: end the stays that are left, begin those that are reached, tell who must know."""
    first, ended, begun = [], [], []
    for one in moves:
        number = one.issue.id
        if one.position:
            ended.append({"issue_id": number, "position": one.position, "until_on": on})
        else:
            stood = stay_row(scope, names, number, 1, one.before, one.held_by)
            first.append({**stood, "until_on": on, "decided_by": "登记"})
        begun.append(stay_row(scope, names, number, max(one.position, 1) + 1, one.after, one.holder, one.reason))
    connection, tenant = scope.connection, scope.tenant_id
    await update_rows(connection, issue_stays, tenant, ended, key=("issue_id", "position"))
    await insert_rows(connection, issue_stays, tenant, [*first, *begun])
    await _bump(scope, [one.issue.id for one in moves])
    told = [
        row
        for one in moves
        for row in _entries(names, one.holder, f"问题提级到“{ladder.rung(one.after.rung).title}”", one.issue, on)
    ]
    await tell(scope, told)
    await add_events(scope, on, [(one.issue.project_id, _line(ladder, one)) for one in moves], ladder.clause)


def stay_row(  # noqa: PLR0917
    scope: Scope,
    names: Names,
    issue_id: UUID,
    position: int,
    standing: Standing,
    holder: Holder | None,
    reason: str | None = None,
) -> dict[str, Any]:
    """Make the row of an open stay."""
    held = None if holder is None else id_of(names, holder)
    return {
        "issue_id": issue_id,
        "position": position,
        "rung": standing.rung,
        "unit_id": None if holder is None or holder.is_post else held,
        "post_id": held if holder is not None and holder.is_post else None,
        "since_on": standing.since_on,
        "until_on": None,
        "cause": standing.cause.value,
        "reason": reason,
        "decided_by": scope.actor,
    }


_BY = {"declared": "办理者说明无法解决", "major": "标为重大问题", "time": "超过办理时限", "referred": "上报"}


def _line(ladder: Ladder, one: Move) -> str:
    why = f"：{one.reason}" if one.reason else ""
    source, target = ladder.rung(one.before.rung).title, ladder.rung(one.after.rung).title
    return f"问题“{short(one.issue.description)}”由“{source}”到“{target}”，{_BY[one.after.cause.value]}{why}"


def _entries(names: Names, holder: Holder | None, subject: str, issue: Row[Any], on: date) -> list[dict[str, Any]]:
    return entries(names, holder, f"{subject}：{issue.project}——{short(issue.description)}", on)


def entries(names: Names, holder: Holder | None, subject: str, on: date) -> list[dict[str, Any]]:
    """Make the inbox rows of everyone who holds a rung."""
    receivers = () if holder is None else holder.all
    return [entry(id_of(names, one), one.is_post, subject, on) for one in receivers]


def entry(receiver: UUID, is_post: bool, subject: str, on: date) -> dict[str, Any]:
    """Make an inbox row for a post or a unit."""
    unit, post = (None, receiver) if is_post else (receiver, None)
    return {"id": new_id(), "unit_id": unit, "post_id": post, "subject": subject, "received_on": on}


async def tell(scope: Scope, entries: Sequence[dict[str, Any]]) -> None:
    """Put entries in inboxes."""
    await insert_rows(scope.connection, inbox, scope.tenant_id, entries)


async def add_events(scope: Scope, on: date, lines: Sequence[tuple[UUID, str]], clause: str) -> None:
    """Write lines into projects' histories."""
    await insert_rows(scope.connection, project_events, scope.tenant_id, event_rows(scope, on, lines, clause))


def event_rows(scope: Scope, on: date, lines: Sequence[tuple[UUID, str]], clause: str) -> list[dict[str, Any]]:
    """Make the rows of lines in projects' histories."""
    same = {"on_date": on, "actor": scope.actor, "kind": "issue", "clause": clause}
    return [{"id": new_id(), "project_id": project, "line": line, **same} for project, line in lines]


async def _bump(scope: Scope, issue_ids: Sequence[UUID]) -> None:
    x = issues.c
    await scope.connection.execute(
        update(issues).where(x.tenant_id == scope.tenant_id, x.id.in_(issue_ids)).values(version=x.version + 1)
    )
