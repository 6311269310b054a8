"""Setting and taking away a project's yearly marks, within their seasons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert as upsert

from yipanqi_core.acts import queries
from yipanqi_core.acts.standing import Standing, standing
from yipanqi_core.acts.tables import project_marks
from yipanqi_core.acts.writing import tell
from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.marks import Mark
from yipanqi_core.mechanism.seasons import Season
from yipanqi_core.projects.tables import projects
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.tenants.scope import Scope

MAX_PART = 500
"""Characters that one part of a mark may have."""


@dataclass(frozen=True, slots=True)
class Marking:
    """Whether the project shall bear the mark in the year, and what is recorded of it."""

    mark: str
    year: int
    borne: bool
    parts: Mapping[str, str]


async def set_mark(scope: Scope, edition: Edition, who: Identity, project_id: UUID, wanted: Marking) -> int:
    """Set a mark, change its parts or take it away; gives the year under which it stands.

    Raises NotFoundError, WrongActorError, RefusedError (out of season, wrong nature), InvalidInputError.
    """
    mark = next((one for one in edition.marks if one.code == wanted.mark), None)
    if mark is None:
        raise NotFoundError("没有这种年度标记")
    at = await standing(scope, edition, who, project_id)
    at.require_one_of(mark.seats, f"{mark.title}登记", mark.clause)
    _require_parts(mark, wanted.parts)
    if mark.lasting:
        year = await queries.borne_since(scope.connection, scope.tenant_id, project_id, mark.code)
        wanted = wanted if year is None else replace(wanted, year=year)
    before = await queries.mark_row(scope.connection, scope.tenant_id, project_id, mark.code, wanted.year)
    borne = before is not None and before.until_on is None
    _require_season(at, mark, wanted, borne)
    row = {
        "since_on": at.on if before is None or not borne else before.since_on,
        "until_on": None if wanted.borne else at.on,
        "data": encode({code: text.strip() for code, text in wanted.parts.items()}).decode(),
        "set_by": scope.actor,
    }
    if before is None and not wanted.borne:
        return wanted.year
    key = {"tenant_id": scope.tenant_id, "project_id": project_id, "mark": mark.code, "year": wanted.year}
    statement = upsert(project_marks).values(**key, **row)
    await scope.connection.execute(
        statement.on_conflict_do_update(index_elements=["tenant_id", "project_id", "mark", "year"], set_=row)
    )
    await scope.connection.execute(
        update(projects)
        .where(projects.c.tenant_id == scope.tenant_id, projects.c.id == project_id)
        .values(version=projects.c.version + 1)
    )
    what = "列入" if wanted.borne and not borne else "补充" if wanted.borne else "移出"
    await tell(scope, at, f"{what} {wanted.year} 年{mark.title}", mark.clause)
    await record(scope, "set_mark", f"project:{project_id}", {"mark": mark.code, "year": wanted.year, **row})
    return wanted.year


def require_markable(at: Standing, mark: Mark) -> None:
    """Let pass whoever can set this year's mark now, or take it away or complete it where the project bears it.

    Raises WrongActorError, RefusedError.
    """
    at.require_one_of(mark.seats, f"{mark.title}登记", mark.clause)
    borne = mark.of(at.facts, at.on.year) is not None
    if not (borne and mark.parts):  # the parts of what is borne can be completed in any season
        _require_season(at, mark, Marking(mark.code, at.on.year, not borne, {}), borne)


def _require_parts(mark: Mark, parts: Mapping[str, str]) -> None:
    titles = {part.code: part.title for part in mark.parts}
    for code, text in parts.items():
        if code not in titles:
            place = code.replace("~", "~0").replace("/", "~1")
            able = f"；可填：{'、'.join(titles.values())}" if titles else "，这种标记没有内容可填"
            raise InvalidInputError(f"没有“{code[:50]}”这一项{able}", f"/parts/{place}")
        if len(text) > MAX_PART:
            raise InvalidInputError(f"“{titles[code]}”有 {len(text)} 字，至多 {MAX_PART} 字", f"/parts/{code}")


def _require_season(at: Standing, mark: Mark, wanted: Marking, borne: bool) -> None:
    if wanted.borne and not borne:
        if at.facts.nature not in mark.natures:
            natures = "、".join(sorted(nature.label for nature in mark.natures))
            raise RefusedError(f"{mark.title}只收{natures}项目（{mark.clause}）", mark.clause)
        _within(at, mark, mark.set_in, wanted.year, "列入")
    if borne and not wanted.borne:
        _within(at, mark, mark.ended_in, wanted.year, "移出")


def _within(at: Standing, mark: Mark, season: Season | None, year: int, what: str) -> None:
    if season is None:
        return
    first, last = season.window(year, at.parameters)
    if not first <= at.on <= last:
        raise RefusedError(
            f"{year} 年{mark.title}只在{season.title}时（{first} 至 {last}）{what}，今天是 {at.on}（{mark.clause}）",
            mark.clause,
        )
