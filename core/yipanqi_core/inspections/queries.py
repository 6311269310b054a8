"""Reading inspections for people, for changes and for reports."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.bulletins.tables import rectifications
from yipanqi_core.inspections.tables import inspections
from yipanqi_core.people.tables import units
from yipanqi_core.projects.tables import projects

_n, _f = inspections.c, rectifications.c
_subject = units.alias("subject")
SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"period": (_n.period,), "project": (projects.c.name,)}
LAST = _n.id


@dataclass(frozen=True, slots=True)
class InspectionsWanted:
    """Which inspections a list is to hold; what is None or empty does not narrow it."""

    kinds: Collection[str] = ()
    periods: Collection[str] = ()
    project_ids: Collection[UUID] = ()
    made: bool | None = None


def inspection_statement(tenant_id: UUID, hidden: Collection[str], wanted: InspectionsWanted) -> Select[Any]:
    """Select inspections with names and how many problems each found; kinds in `hidden` are left out."""
    of_it = and_(_f.tenant_id == _n.tenant_id, _f.inspection_id == _n.id)
    problems = select(func.count()).where(of_it)
    statement = (
        select(
            inspections, projects.c.name.label("project"), _subject.c.name.label("subject"),
            units.c.name.label("unit"), problems.scalar_subquery().label("problems"),
            problems.where(_f.confirmed_on.is_(None)).scalar_subquery().label("open_problems"),
        )
        .select_from(
            inspections.outerjoin(projects, and_(projects.c.tenant_id == _n.tenant_id, projects.c.id == _n.project_id))
            .outerjoin(_subject, and_(_subject.c.tenant_id == _n.tenant_id, _subject.c.id == _n.subject_unit_id))
            .outerjoin(units, and_(units.c.tenant_id == _n.tenant_id, units.c.id == _n.unit_id))
        )
        .where(_n.tenant_id == tenant_id)
    )  # fmt: skip
    if hidden:
        statement = statement.where(_n.kind.not_in(hidden))
    for column, asked in ((_n.kind, wanted.kinds), (_n.period, wanted.periods), (_n.project_id, wanted.project_ids)):
        if asked:
            statement = statement.where(column.in_(asked))
    if wanted.made is not None:
        statement = statement.where(_n.inspected_on.is_not(None) if wanted.made else _n.inspected_on.is_(None))
    return statement


async def inspection_row(connection: AsyncConnection, tenant_id: UUID, inspection_id: UUID) -> Row[Any] | None:
    """Find one inspection as in the list."""
    statement = inspection_statement(tenant_id, (), InspectionsWanted()).where(_n.id == inspection_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def rows_of(connection: AsyncConnection, tenant_id: UUID, kind: str, period: str) -> Sequence[Row[Any]]:
    """List a period's inspections of a kind: made ones by day, then what was only proposed, each by name."""
    wanted = InspectionsWanted(kinds=(kind,), periods=(period,))
    statement = inspection_statement(tenant_id, (), wanted)
    order = (_n.inspected_on.nulls_last(), projects.c.name, _subject.c.name, _n.id)
    return list(await connection.execute(statement.order_by(*order)))


async def waiting(  # noqa: PLR0917
    connection: AsyncConnection,
    tenant_id: UUID,
    kind: str,
    period: str,
    project_id: UUID | None,
    subject_unit_id: UUID | None,
) -> Row[Any] | None:
    """Find, held for this transaction, the proposed inspection of this subject that has not been made."""
    statement = (
        select(inspections)
        .where(
            _n.tenant_id == tenant_id,
            _n.kind == kind,
            _n.period == period,
            _n.project_id.is_not_distinct_from(project_id),
            _n.subject_unit_id.is_not_distinct_from(subject_unit_id),
            _n.inspected_on.is_(None),
        )
        .with_for_update()
    )
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def problem_rows(
    connection: AsyncConnection, tenant_id: UUID, inspection_ids: Sequence[UUID]
) -> Sequence[Row[Any]]:
    """List the problems that these inspections found, with unit and date."""
    statement = (
        select(
            _f.id, _f.inspection_id, _f.problem, _f.due_on, _f.rectified_on, _f.confirmed_on, _f.unit_id,
            units.c.name.label("unit"), projects.c.name.label("project"),
        )
        .select_from(
            rectifications.join(units, and_(units.c.tenant_id == _f.tenant_id, units.c.id == _f.unit_id)).outerjoin(
                projects, and_(projects.c.tenant_id == _f.tenant_id, projects.c.id == _f.project_id)
            )
        )
        .where(_f.tenant_id == tenant_id, _f.inspection_id.in_(inspection_ids))
        .order_by(projects.c.name.nulls_last(), _f.id)
    )  # fmt: skip
    return list(await connection.execute(statement))
