"""Reading issues for people, as they stand on the county's own day: lists by what is looked for, and one issue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, case, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.people.tables import units
from yipanqi_core.projects.state_queries import of_tenant, open_issue
from yipanqi_core.projects.tables import items, projects, responsibilities
from yipanqi_core.projects.wanted import MyProjects
from yipanqi_core.vocabulary import ItemKind, ResponsibilityKind, Urgency
from yipanqi_core.work.tables import issues

_x, _i, _part = issues.c, items.c, responsibilities.c
_lead = units.alias("lead")
_guarantee = units.alias("guarantee")
_leader = responsibilities.alias("leader_part")
_NEVER = literal(date(9999, 12, 31))
_GRAVITY = {urgency.value: place for place, urgency in enumerate(Urgency)}

SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "urgency": (case(_GRAVITY, value=_x.urgency),),
    "raised_on": (_x.raised_on,),
    "required_on": (func.coalesce(_x.required_on, _NEVER),),
    "category": (_x.category,),
}
LAST = _x.id


@dataclass(frozen=True, slots=True)
class IssuesWanted:
    """The filters of a list of issues; what is None is not asked."""

    project: UUID | None = None
    categories: Sequence[str] | None = None
    urgencies: Sequence[str] | None = None
    open: bool | None = None
    overdue: bool | None = None
    raised_on_gte: date | None = None
    raised_on_lte: date | None = None
    required_on_gte: date | None = None
    required_on_lte: date | None = None
    unit: UUID | None = None
    mine: MyProjects | None = None
    q: str | None = None


def issue_statement(tenant_id: UUID, day: date, wanted: IssuesWanted) -> Select[Any]:
    """Select issues raised by the day, each with its project and the unit that has to see to it."""
    resolved = case((_x.resolved_on <= day, _x.resolved_on)).label("resolved_on")
    return (
        select(
            _x.id, _x.description, _x.category, _x.urgency, _x.raised_on, _x.required_on, resolved, _x.version,
            _x.project_id, projects.c.name.label("project"),
            func.coalesce(_guarantee.c.id, _lead.c.id).label("unit_id"),
            func.coalesce(_guarantee.c.name, _lead.c.name).label("unit"),
        )
        .select_from(_source(tenant_id))
        .where(_x.tenant_id == tenant_id, _x.raised_on <= day, *_conditions(day, wanted))
    )  # fmt: skip


async def count_issues(connection: AsyncConnection, tenant_id: UUID, day: date, wanted: IssuesWanted) -> int:
    """Count the issues of a list."""
    counted = issue_statement(tenant_id, day, wanted).with_only_columns(func.count())
    return int((await connection.execute(counted)).scalar_one())


async def issue_row(connection: AsyncConnection, tenant_id: UUID, issue_id: UUID, day: date) -> Row[Any] | None:
    """Find one issue as in the list."""
    statement = issue_statement(tenant_id, day, IssuesWanted()).where(_x.id == issue_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


def _source(tenant_id: UUID) -> FromClause:
    """Issues with their project and who answers for them: the unit of the category's guarantee item, or the lead."""
    guarantee = (_i.project_id == _x.project_id, _i.kind == ItemKind.GUARANTEE.value, _i.title == _x.category)
    lead = (_part.project_id == _x.project_id, _part.kind == ResponsibilityKind.LEAD_UNIT.value, _part.to_on.is_(None))
    leader = _leader.c
    led = (leader.project_id == _x.project_id, leader.kind == ResponsibilityKind.LEADER.value, leader.to_on.is_(None))
    return (
        issues.join(projects, of_tenant(projects, tenant_id, projects.c.id == _x.project_id))
        .outerjoin(items, of_tenant(items, tenant_id, *guarantee))
        .outerjoin(_guarantee, of_tenant(_guarantee, tenant_id, _guarantee.c.id == _i.unit_id))
        .outerjoin(responsibilities, of_tenant(responsibilities, tenant_id, *lead))
        .outerjoin(_lead, of_tenant(_lead, tenant_id, _lead.c.id == _part.unit_id))
        .outerjoin(_leader, of_tenant(_leader, tenant_id, *led))
    )


def _conditions(day: date, wanted: IssuesWanted) -> Iterator[ColumnElement[bool]]:
    if wanted.project is not None:
        yield _x.project_id == wanted.project
    if wanted.categories is not None:
        yield _x.category.in_(wanted.categories)
    if wanted.urgencies is not None:
        yield _x.urgency.in_(wanted.urgencies)
    if wanted.open is not None:
        yield open_issue(day) if wanted.open else ~open_issue(day)
    if wanted.overdue is not None:
        yield _overdue(day) if wanted.overdue else ~_overdue(day)
    if wanted.q is not None:
        yield or_(_x.description.icontains(wanted.q, autoescape=True), projects.c.search.contains(wanted.q.lower()))
    yield from _days(wanted)
    yield from _units(wanted)


def _overdue(day: date) -> ColumnElement[bool]:
    """Open past the day by which it was to be resolved; never unknown."""
    return and_(open_issue(day), func.coalesce(_x.required_on < day, False))


def _days(wanted: IssuesWanted) -> Iterator[ColumnElement[bool]]:
    if wanted.raised_on_gte is not None:
        yield _x.raised_on >= wanted.raised_on_gte
    if wanted.raised_on_lte is not None:
        yield _x.raised_on <= wanted.raised_on_lte
    if wanted.required_on_gte is not None:
        yield _x.required_on >= wanted.required_on_gte
    if wanted.required_on_lte is not None:
        yield _x.required_on <= wanted.required_on_lte


def _units(wanted: IssuesWanted) -> Iterator[ColumnElement[bool]]:
    if wanted.unit is not None:
        yield or_(_part.unit_id == wanted.unit, _i.unit_id == wanted.unit)
    if wanted.mine is not None:
        mine = or_(_part.unit_id == wanted.mine.unit_id, _i.unit_id == wanted.mine.unit_id)
        yield or_(mine, _leader.c.post_id.in_(wanted.mine.post_ids)) if wanted.mine.post_ids else mine
