"""Reading bulletins, rectifications and consequences for people: lists by what they look for, and one by one."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.bulletins.tables import bulletins, consequences, rectifications
from yipanqi_core.inspections.tables import inspections
from yipanqi_core.people.holder_queries import today
from yipanqi_core.people.tables import units
from yipanqi_core.projects.tables import projects

_b, _f, _c, _n = bulletins.c, rectifications.c, consequences.c, inspections.c

BULLETIN_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"issued_on": (_b.issued_on,)}
RECTIFICATION_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "due_on": (_f.due_on,),
    "unit": (units.c.name,),
}
CONSEQUENCE_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"proposed_on": (_c.proposed_on,)}


@dataclass(frozen=True, slots=True)
class RectificationsWanted:
    """Which rectifications a list is to hold; what is None or empty does not narrow it."""

    bulletin_id: UUID | None = None
    inspection_id: UUID | None = None
    unit_ids: Collection[UUID] = ()
    project_ids: Collection[UUID] = ()
    open: bool | None = None
    overdue: bool | None = None
    hidden: Collection[str] = ()
    """Kinds of inspections that nobody but the unit to act, `own_unit`, is to know the problems of."""
    own_unit: UUID | None = None


def list_bulletins(tenant_id: UUID, kinds: Collection[str], periods: Collection[str]) -> Select[Any]:
    """List bulletins without their documents, with how many problems they fed back and how many are open."""
    f = rectifications.alias("fed_back").c
    of_it = and_(f.tenant_id == _b.tenant_id, f.bulletin_id == _b.id)
    statement = select(
        *(column for column in _b if column.name != "document"),
        select(func.count()).where(of_it).scalar_subquery().label("problems"),
        select(func.count()).where(of_it, f.confirmed_on.is_(None)).scalar_subquery().label("open_problems"),
    ).where(_b.tenant_id == tenant_id)
    for column, wanted in ((_b.kind, kinds), (_b.period, periods)):
        if wanted:
            statement = statement.where(column.in_(wanted))
    return statement


async def bulletin_row(connection: AsyncConnection, tenant_id: UUID, bulletin_id: UUID) -> Row[Any] | None:
    """Find one bulletin as in the list, with its frozen document."""
    statement = list_bulletins(tenant_id, (), ()).add_columns(_b.document).where(_b.id == bulletin_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


def list_rectifications(tenant_id: UUID, wanted: RectificationsWanted) -> Select[Any]:
    """List rectifications with their bulletin, unit and project, and the county's own day."""
    statement = (
        select(
            rectifications, _b.number, func.coalesce(_b.kind, _n.kind).label("kind"),
            func.coalesce(_b.period, _n.period).label("period"),
            func.coalesce(_b.issued_on, _n.inspected_on).label("issued_on"), units.c.name.label("unit"),
            projects.c.name.label("project"), today().label("today"),
        )
        .select_from(
            rectifications.outerjoin(bulletins, and_(_b.tenant_id == _f.tenant_id, _b.id == _f.bulletin_id))
            .outerjoin(inspections, and_(_n.tenant_id == _f.tenant_id, _n.id == _f.inspection_id))
            .join(units, and_(units.c.tenant_id == _f.tenant_id, units.c.id == _f.unit_id))
            .outerjoin(projects, and_(projects.c.tenant_id == _f.tenant_id, projects.c.id == _f.project_id))
        )
        .where(_f.tenant_id == tenant_id)
    )  # fmt: skip
    for column, asked in ((_f.unit_id, wanted.unit_ids), (_f.project_id, wanted.project_ids)):
        if asked:
            statement = statement.where(column.in_(asked))
    if wanted.hidden:
        seen = or_(_n.kind.is_(None), _n.kind.not_in(wanted.hidden))
        statement = statement.where(seen if wanted.own_unit is None else or_(seen, _f.unit_id == wanted.own_unit))
    if wanted.bulletin_id is not None:
        statement = statement.where(_f.bulletin_id == wanted.bulletin_id)
    if wanted.inspection_id is not None:
        statement = statement.where(_f.inspection_id == wanted.inspection_id)
    if wanted.open is not None:
        statement = statement.where(_f.confirmed_on.is_(None) if wanted.open else _f.confirmed_on.is_not(None))
    if wanted.overdue is not None:
        late = and_(_f.rectified_on.is_(None), _f.due_on < today())
        statement = statement.where(late if wanted.overdue else ~late)
    return statement


async def rectification_row(connection: AsyncConnection, tenant_id: UUID, rectification_id: UUID) -> Row[Any] | None:
    """Find one rectification as in the list."""
    statement = list_rectifications(tenant_id, RectificationsWanted()).where(_f.id == rectification_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


def list_consequences(
    tenant_id: UUID, kinds: Collection[str], states: Collection[str], unit_ids: Collection[UUID]
) -> Select[Any]:
    """List consequences with the unit and project they concern."""
    statement = (
        select(consequences, units.c.name.label("unit"), projects.c.name.label("project"))
        .select_from(
            consequences.outerjoin(units, and_(units.c.tenant_id == _c.tenant_id, units.c.id == _c.unit_id)).outerjoin(
                projects, and_(projects.c.tenant_id == _c.tenant_id, projects.c.id == _c.project_id)
            )
        )
        .where(_c.tenant_id == tenant_id)
    )
    for column, wanted in ((_c.kind, kinds), (_c.state, states), (_c.unit_id, unit_ids)):
        if wanted:
            statement = statement.where(column.in_(wanted))
    return statement


async def consequence_row(connection: AsyncConnection, tenant_id: UUID, consequence_id: UUID) -> Row[Any] | None:
    """Find one consequence as in the list."""
    statement = list_consequences(tenant_id, (), (), ()).where(_c.id == consequence_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found
