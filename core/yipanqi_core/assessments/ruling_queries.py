"""Reading stored rulings across periods: ratings and findings, narrowed as a reader wishes, a page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select, true, tuple_, union
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.standing_queries import override_of, value_in_effect
from yipanqi_core.assessments.tables import assessments, publications, rulings
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.people.tables import units
from yipanqi_core.projects.level_queries import of_levels
from yipanqi_core.projects.tables import items, passages, projects, responsibilities
from yipanqi_core.vocabulary import ItemKind, Level

Rows = Sequence[Row[Any]]
Key = tuple[date, int, UUID]
"""Where a page ended: the period's last day, the place among its rulings, the ruling."""


@dataclass(frozen=True, slots=True)
class Mine:
    """The unit and posts whose own matters are asked for."""

    unit_id: UUID
    post_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """Which rulings a list is to hold; what is None or empty does not narrow it. In `values` None is the unrated."""

    kind: RulingKind
    periods: Collection[str] = ()
    values: Collection[str | None] = ()
    codes: Collection[str] = ()
    clauses: Collection[str] = ()
    project_ids: Collection[UUID] = ()
    unit_ids: Collection[UUID] = ()
    steps: Collection[str] = ()
    levels: Collection[Level] = ()
    mine: Mine | None = None


_r, _a = rulings.c, assessments.c
_override = override_of(rulings)
_VALUE = value_in_effect(rulings, _override)
_WHOLE = (
    rulings.join(assessments, and_(_a.tenant_id == _r.tenant_id, _a.id == _r.assessment_id))
    .outerjoin(
        publications,
        and_(publications.c.tenant_id == _r.tenant_id, publications.c.assessment_id == _r.assessment_id),
    )
    .outerjoin(projects, and_(projects.c.tenant_id == _r.tenant_id, projects.c.id == _r.project_id))
    .outerjoin(units, and_(units.c.tenant_id == _r.tenant_id, units.c.id == _r.unit_id))
    .outerjoin(_override, true())
)
_COLUMNS = (
    *rulings.c,
    _a.period,
    _a.ends_on,
    _a.mechanism,
    _a.edition,
    _a.revision,
    publications.c.published_on,
    projects.c.name.label("project"),
    units.c.name.label("unit"),
    _VALUE.label("in_effect"),
    _override.c.id.label("override_id"),
    _override.c.reason.label("override_reason"),
    _override.c.clause.label("override_clause"),
    _override.c.set_by.label("override_set_by"),
    _override.c.set_on.label("override_set_on"),
)


async def list_rulings(
    connection: AsyncConnection, tenant_id: UUID, sought: Sought, after: Key | None, limit: int, *, descending: bool
) -> Rows:
    """List rulings by period, within a period in the engine's order; `descending` begins with the latest period."""
    statement = _narrowed(select(*_COLUMNS), tenant_id, sought)
    if after is not None:
        statement = statement.where(_beyond(after, descending))
    ends = _a.ends_on.desc() if descending else _a.ends_on
    return list(await connection.execute(statement.order_by(ends, _r.position, _r.id).limit(limit)))


async def count_rulings(connection: AsyncConnection, tenant_id: UUID, sought: Sought) -> int:
    """Count what the list holds in all."""
    return int((await connection.execute(_narrowed(select(func.count()), tenant_id, sought))).scalar_one())


async def find_ruling(
    connection: AsyncConnection, tenant_id: UUID, kind: RulingKind, ruling_id: UUID
) -> Row[Any] | None:
    """Find one ruling of a kind."""
    statement = _narrowed(select(*_COLUMNS), tenant_id, Sought(kind)).where(_r.id == ruling_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


def _beyond(after: Key, descending: bool) -> ColumnElement[bool]:
    ends_on, position, ruling_id = after
    further = _a.ends_on < ends_on if descending else _a.ends_on > ends_on
    return or_(further, and_(_a.ends_on == ends_on, tuple_(_r.position, _r.id) > tuple_(position, ruling_id)))


def _narrowed(statement: Select[Any], tenant_id: UUID, sought: Sought) -> Select[Any]:
    statement = statement.select_from(_WHOLE).where(
        _r.tenant_id == tenant_id, _a.tenant_id == tenant_id, _r.kind == sought.kind
    )
    for column, wanted in (
        (_a.period, sought.periods),
        (_r.code, sought.codes),
        (_r.clause, sought.clauses),
        (_r.project_id, sought.project_ids),
        (_r.unit_id, sought.unit_ids),
    ):
        if wanted:
            statement = statement.where(column.in_(wanted))
    if sought.values:
        known = _VALUE.in_([value for value in sought.values if value is not None])
        statement = statement.where(or_(known, _VALUE.is_(None)) if None in sought.values else known)
    if sought.levels:
        statement = statement.where(of_levels(_r.project_id, tenant_id, sought.levels))
    if sought.steps:
        statement = statement.where(_stood(sought.steps))
    if sought.mine is not None:
        mine = _projects_of(tenant_id, sought.mine)
        statement = statement.where(or_(_r.unit_id == sought.mine.unit_id, _r.project_id.in_(mine)))
    return statement


def _stood(steps: Collection[str]) -> ColumnElement[bool]:
    """Say that the project stood on one of these steps on the period's last day."""
    s = passages.c
    return exists().where(
        s.tenant_id == _r.tenant_id,
        s.project_id == _r.project_id,
        s.step.in_(steps),
        s.entered_on <= _a.ends_on,
        or_(s.left_on.is_(None), s.left_on > _a.ends_on),
    )


def _projects_of(tenant_id: UUID, mine: Mine) -> Any:
    """Give the projects that a unit leads, owns or owes a guarantee item for, or that its posts answer for."""
    r, i = responsibilities.c, items.c
    held = select(r.project_id).where(
        r.tenant_id == tenant_id,
        r.to_on.is_(None),
        or_(r.unit_id == mine.unit_id, r.post_id.in_(mine.post_ids)),
    )
    owed = select(i.project_id).where(i.tenant_id == tenant_id, i.unit_id == mine.unit_id, i.kind == ItemKind.GUARANTEE)
    return union(held, owed)
