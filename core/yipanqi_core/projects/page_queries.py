"""Reading projects for people: a page of a list, one project, how many there are; each in one statement.

The page is cut first, by key; only its rows are then joined with what is shown of them.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import FromClause, Row, Select, and_, func, literal_column, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.tables import rulings
from yipanqi_core.database.keyset import Key, in_order, keys_for, rows_after
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.people.holder_queries import holder_on
from yipanqi_core.people.tables import posts, units
from yipanqi_core.projects.filter_queries import ProjectSearch
from yipanqi_core.projects.frame_queries import Frame
from yipanqi_core.projects.state_queries import issues_of, late_items_of, of_tenant, step_of
from yipanqi_core.projects.tables import annual_plans, projects, responsibilities
from yipanqi_core.vocabulary import ResponsibilityKind

_p, _r, _plan = projects.c, rulings.c, annual_plans.c


def order(search: ProjectSearch, orders: Sequence[tuple[str, bool]]) -> tuple[Key, ...]:
    """Give the keys for an order of published fields."""
    return keys_for(search.sorts, orders, _p.id)


async def project_page(  # noqa: PLR0917
    connection: AsyncConnection,
    frame: Frame,
    track: str,
    search: ProjectSearch,
    orders: Sequence[tuple[str, bool]],
    after: Sequence[Any] | None,
    limit: int,
    year: int | None = None,
) -> Sequence[Row[Any]]:
    """List a page of projects with all that a list shows of them."""
    keys = order(search, orders)
    named = [key.expression.label(f"key_{place}") for place, key in enumerate(keys)]
    conditions = search.conditions() + ([] if after is None else [rows_after(keys, after)])
    cut = (
        select(_p.id, *named)
        .select_from(search.source([field for field, _ in orders]))
        .where(*conditions)
        .order_by(*in_order(keys))
        .limit(literal_column(str(int(limit))))  # in the text: a plan for any limit would be a plan for thousands
        .subquery("page")
    )
    shown = _shown(frame, track, cut, year or frame.today.year)
    page_keys = [Key(cut.c[f"key_{place}"], key.descending) for place, key in enumerate(keys)]
    statement = shown.add_columns(*(key.expression for key in page_keys)).order_by(*in_order(page_keys))
    return list(await connection.execute(statement))


async def count_projects(connection: AsyncConnection, search: ProjectSearch) -> int:
    """Count the projects of a list."""
    statement = select(func.count()).select_from(search.source()).where(*search.conditions())
    return int((await connection.execute(statement)).scalar_one())


async def project_row(connection: AsyncConnection, frame: Frame, track: str, project_id: UUID) -> Row[Any] | None:
    """Find one project as in the list, with the rest of its own columns and the figures of its rating."""
    one = select(_p.id).where(_p.tenant_id == frame.county.id, _p.id == project_id).limit(1).subquery("page")
    statement = _shown(frame, track, one, frame.today.year).add_columns(
        _p.content, _p.fields, _p.created_at, _p.version, _r.facts
    )
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


def _shown(frame: Frame, track: str, page: Any, year: int) -> Select[Any]:
    tenant, day = frame.county.id, frame.today
    stay, open_issues = step_of(tenant, page.c.id, track, day), issues_of(tenant, page.c.id, day)
    late = late_items_of(tenant, page.c.id, day)
    plan = of_tenant(annual_plans, tenant, _plan.project_id == page.c.id, _plan.year == year)
    source: FromClause = page.join(projects, of_tenant(projects, tenant, _p.id == page.c.id))
    source = source.outerjoin(annual_plans, plan).outerjoin(rulings, _rated(frame, page.c.id))
    source = source.outerjoin(stay, true()).outerjoin(open_issues, true()).outerjoin(late, true())
    source, parts = _with_parts(source, tenant, page, day)
    return select(
        _p.id, _p.name, _p.code, _p.nature, _p.sector, _p.level, _p.total_investment, _p.site, _p.updated_at,
        _plan.amount.label("annual_plan"),
        _r.kind.label("rating_kind"), _r.value.label("colour"), _r.clause, _r.because,
        stay.c.step, stay.c.entered_on.label("listed_on"),
        open_issues.c.open.label("open_issues"), open_issues.c.urgent.label("urgent_issues"),
        late.c.late.label("late_items"),
        *parts,
    ).select_from(source)  # fmt: skip


def _rated(frame: Frame, project: Any) -> Any:
    return and_(
        _r.tenant_id == frame.county.id,
        _r.project_id == project,
        _r.assessment_id == (frame.month.assessment_id if frame.month else None),
        _r.kind.in_((RulingKind.RATING.value, RulingKind.REFERENCE.value)),
    )


def _with_parts(source: FromClause, tenant: UUID, page: Any, day: Any) -> tuple[FromClause, list[Any]]:
    """Join who has which part in the project: lead unit, owner, leader with the holder on the day."""
    columns: list[Any] = []
    for kind in (ResponsibilityKind.LEAD_UNIT, ResponsibilityKind.OWNER):
        part, unit = responsibilities.alias(f"{kind.value}_part"), units.alias(kind.value)
        source = source.outerjoin(part, _open_part(part, tenant, page, kind))
        source = source.outerjoin(unit, of_tenant(unit, tenant, unit.c.id == part.c.unit_id))
        columns += [unit.c.id.label(f"{kind.value}_id"), unit.c.name.label(kind.value)]
    part, post = responsibilities.alias("leader_part"), posts.alias("leader")
    holder = holder_on(tenant, post.c.id, day)
    source = source.outerjoin(part, _open_part(part, tenant, page, ResponsibilityKind.LEADER))
    source = source.outerjoin(post, of_tenant(post, tenant, post.c.id == part.c.post_id)).outerjoin(holder, true())
    columns += [
        post.c.id.label("leader_id"), post.c.title.label("leader"),
        holder.c.id.label("holder_id"), holder.c.name.label("holder"),
    ]  # fmt: skip
    return source, columns


def _open_part(part: Any, tenant: UUID, page: Any, kind: ResponsibilityKind) -> Any:
    conditions = (part.c.project_id == page.c.id, part.c.kind == kind.value, part.c.to_on.is_(None))
    return of_tenant(part, tenant, *conditions)
