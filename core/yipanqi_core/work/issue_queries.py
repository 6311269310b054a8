"""Reading issues for people, as they stand on the county's own day: lists by what is looked for, and one issue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, false, func, literal, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.keyset import Key, in_order, rows_after
from yipanqi_core.people.tables import units
from yipanqi_core.projects.level_queries import of_levels
from yipanqi_core.projects.state_queries import of_tenant, open_issue
from yipanqi_core.projects.tables import items, projects, responsibilities
from yipanqi_core.projects.wanted import MyProjects
from yipanqi_core.vocabulary import ItemKind, Level, ResponsibilityKind, Urgency
from yipanqi_core.work.tables import issues

_x, _i, _part = issues.c, items.c, responsibilities.c
_lead = units.alias("lead")
_guarantee = units.alias("guarantee")
_GUARANTEED = (_i.project_id == _x.project_id, _i.kind == ItemKind.GUARANTEE.value, _i.title == _x.category)
_LED = (_part.project_id == _x.project_id, _part.kind == ResponsibilityKind.LEAD_UNIT.value, _part.to_on.is_(None))
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
    levels: Sequence[Level] | None = None
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


async def issue_page(  # noqa: PLR0917
    connection: AsyncConnection,
    tenant_id: UUID,
    day: date,
    wanted: IssuesWanted,
    keys: Sequence[Key],
    after: Sequence[Any] | None,
    limit: int,
) -> Sequence[Row[Any]]:
    """List a page of issues raised by the day; the page is cut first, then joined with what is shown."""
    conditions = [*_conditions(tenant_id, day, wanted), *(() if after is None else (rows_after(keys, after),))]
    named = [key.expression.label(f"key_{place}") for place, key in enumerate(keys)]
    cut = (
        select(_x.id, *named)
        .where(*conditions)
        .order_by(*in_order(keys))
        .limit(literal_column(str(int(limit))))
        .subquery("page")
    )
    shown = [Key(cut.c[f"key_{place}"], key.descending) for place, key in enumerate(keys)]
    statement = _shown(tenant_id, day, cut).add_columns(*(key.expression for key in shown)).order_by(*in_order(shown))
    return list(await connection.execute(statement))


async def count_issues(connection: AsyncConnection, tenant_id: UUID, day: date, wanted: IssuesWanted) -> int:
    """Count the issues of a list."""
    counted = select(func.count()).select_from(issues).where(*_conditions(tenant_id, day, wanted))
    return int((await connection.execute(counted)).scalar_one())


def one_issue(tenant_id: Any, issue_id: Any, day: Any) -> Select[Any]:
    """Select one issue as in the list."""
    one = select(_x.id).where(*_conditions(tenant_id, day, IssuesWanted()), _x.id == issue_id).limit(1).subquery("page")
    return _shown(tenant_id, day, one)


def _shown(tenant_id: Any, day: Any, page: Any) -> Select[Any]:
    """Issues with their project and who answers for them: the unit of the category's guarantee item, or the lead."""
    resolved = case((_x.resolved_on <= day, _x.resolved_on)).label("resolved_on")
    source = (
        page.join(issues, of_tenant(issues, tenant_id, _x.id == page.c.id))
        .join(projects, of_tenant(projects, tenant_id, projects.c.id == _x.project_id))
        .outerjoin(items, of_tenant(items, tenant_id, *_GUARANTEED))
        .outerjoin(_guarantee, of_tenant(_guarantee, tenant_id, _guarantee.c.id == _i.unit_id))
        .outerjoin(responsibilities, of_tenant(responsibilities, tenant_id, *_LED))
        .outerjoin(_lead, of_tenant(_lead, tenant_id, _lead.c.id == _part.unit_id))
    )
    return select(
        _x.id, _x.description, _x.category, _x.urgency, _x.raised_on, _x.required_on, resolved, _x.version,
        _x.project_id, projects.c.name.label("project"),
        func.coalesce(_guarantee.c.id, _lead.c.id).label("unit_id"),
        func.coalesce(_guarantee.c.name, _lead.c.name).label("unit"),
    ).select_from(source)  # fmt: skip


def _conditions(tenant_id: Any, day: Any, wanted: IssuesWanted) -> Iterator[ColumnElement[bool]]:
    yield _x.tenant_id == tenant_id
    yield _x.raised_on <= day
    if wanted.project is not None:
        yield _x.project_id == wanted.project
    if wanted.levels is not None:
        yield of_levels(_x.project_id, tenant_id, wanted.levels)
    if wanted.categories is not None:
        yield _x.category.in_(wanted.categories)
    if wanted.urgencies is not None:
        yield _x.urgency.in_(wanted.urgencies)
    if wanted.open is not None:
        yield open_issue(day) if wanted.open else ~open_issue(day)
    if wanted.overdue is not None:
        yield _overdue(day) if wanted.overdue else ~_overdue(day)
    yield from _days(wanted)
    yield from _people(tenant_id, wanted)


def _overdue(day: Any) -> ColumnElement[bool]:
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


def _people(tenant_id: Any, wanted: IssuesWanted) -> Iterator[ColumnElement[bool]]:
    if wanted.q is not None:
        p = projects.c
        found = p.search.contains(wanted.q.lower(), autoescape=True)
        of_project = exists().where(p.tenant_id == tenant_id, p.id == _x.project_id, found)
        yield or_(_x.description.icontains(wanted.q, autoescape=True), of_project)
    if wanted.unit is not None:
        yield _of_unit(tenant_id, wanted.unit)
    if wanted.mine is not None:
        posts = wanted.mine.post_ids
        led = _held(tenant_id, _part.post_id.in_(posts)) if posts else false()
        yield or_(_of_unit(tenant_id, wanted.mine.unit_id), led)


def _of_unit(tenant_id: Any, unit: UUID) -> ColumnElement[bool]:
    """Whether the unit leads the project or has the guarantee item of the category."""
    guaranteed = exists().where(_i.tenant_id == tenant_id, *_GUARANTEED, _i.unit_id == unit)
    return or_(_held(tenant_id, _part.kind == ResponsibilityKind.LEAD_UNIT.value, _part.unit_id == unit), guaranteed)


def _held(tenant_id: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    held = select(_part.project_id).where(_part.tenant_id == tenant_id, _part.to_on.is_(None), *conditions)
    return _x.project_id.in_(held)
