"""Reading what a ledger is compiled from, and ledgers and unit reports for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.ladder.tables import issue_stays, ledger_entries, ledgers, unit_reports
from yipanqi_core.people.tables import units
from yipanqi_core.projects.state_queries import of_tenant, open_issue, stays
from yipanqi_core.projects.tables import passages, projects
from yipanqi_core.work.tables import issues

_x, _s, _e, _l, _r = issues.c, issue_stays.c, ledger_entries.c, ledgers.c, unit_reports.c
LEDGER_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"dated": (_l.dated,)}
REPORT_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"reported_on": (_r.reported_on,)}
LEDGER_LAST, REPORT_LAST = _l.id, _r.id


async def open_issue_rows(connection: AsyncConnection, tenant_id: UUID, track: str, day: date) -> Sequence[Row[Any]]:
    """List the issues of listed projects that are open at the end of a day, with the rung of their latest stay."""
    listed = select(passages.c.project_id).where(*stays(tenant_id, track, day))
    latest = (
        select(_s.rung)
        .where(_s.tenant_id == tenant_id, _s.issue_id == _x.id, _s.since_on <= day)
        .order_by(_s.position.desc())
        .limit(1)
        .lateral("latest")
    )
    of_project = of_tenant(projects, tenant_id, projects.c.id == _x.project_id)
    statement = (
        select(issues, projects.c.name.label("project"), latest.c.rung)
        .select_from(issues.join(projects, of_project).outerjoin(latest, true()))
        .where(_x.tenant_id == tenant_id, open_issue(day), _x.project_id.in_(listed))
    )
    return list(await connection.execute(statement))


async def listed_projects(connection: AsyncConnection, tenant_id: UUID, track: str, day: date) -> Sequence[UUID]:
    """List the projects on the track at the end of a day."""
    statement = select(passages.c.project_id).where(*stays(tenant_id, track, day)).distinct()
    return list((await connection.execute(statement)).scalars())


async def reports_of(connection: AsyncConnection, tenant_id: UUID, period: str) -> Sequence[Row[Any]]:
    """List what units reported for a period."""
    return list(await connection.execute(report_statement(tenant_id).where(_r.period == period)))


async def find_report(
    connection: AsyncConnection, tenant_id: UUID, period: str, unit_id: UUID, project_id: UUID
) -> Row[Any] | None:
    """Find what a unit reported of a project for a period."""
    statement = report_statement(tenant_id, ReportsWanted(period, unit_id, project_id))
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def report_row(connection: AsyncConnection, tenant_id: UUID, report_id: UUID) -> Row[Any] | None:
    """Find one report."""
    found: Row[Any] | None = (
        await connection.execute(report_statement(tenant_id).where(_r.id == report_id))
    ).one_or_none()
    return found


@dataclass(frozen=True, slots=True)
class ReportsWanted:
    """The filters of a list of reports; what is None is not asked."""

    period: str | None = None
    unit: UUID | None = None
    project: UUID | None = None


def report_statement(tenant_id: UUID, wanted: ReportsWanted | None = None) -> Select[Any]:
    """Select unit reports with names."""
    source = unit_reports.join(units, of_tenant(units, tenant_id, units.c.id == _r.unit_id)).join(
        projects, of_tenant(projects, tenant_id, projects.c.id == _r.project_id)
    )
    statement = (
        select(unit_reports, units.c.name.label("unit"), projects.c.name.label("project"))
        .select_from(source)
        .where(_r.tenant_id == tenant_id)
    )
    asked = wanted or ReportsWanted()
    for column, value in ((_r.period, asked.period), (_r.unit_id, asked.unit), (_r.project_id, asked.project)):
        if value is not None:
            statement = statement.where(column == value)
    return statement


@dataclass(frozen=True, slots=True)
class LedgersWanted:
    """The filters of a list of ledgers; what is None is not asked."""

    kind: str | None = None
    period: str | None = None
    unit: UUID | None = None
    issue: UUID | None = None


def ledger_statement(tenant_id: UUID, wanted: LedgersWanted) -> Select[Any]:
    """Select ledgers with how many issues stand in them."""
    inside = (_e.tenant_id == tenant_id, _e.ledger_id == _l.id)
    count = select(func.count()).where(*inside).scalar_subquery().label("issue_count")
    return select(ledgers, count).where(_l.tenant_id == tenant_id, *_of(wanted, inside))


def _of(wanted: LedgersWanted, inside: tuple[ColumnElement[bool], ...]) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.kind is not None:
        conditions.append(_l.kind == wanted.kind)
    if wanted.period is not None:
        conditions.append(_l.period == wanted.period)
    if wanted.unit is not None:
        conditions.append(exists().where(*inside, _e.unit_id == wanted.unit))
    if wanted.issue is not None:
        conditions.append(exists().where(*inside, _e.issue_id == wanted.issue))
    return conditions


async def ledger_row(connection: AsyncConnection, tenant_id: UUID, ledger_id: UUID) -> Row[Any] | None:
    """Find one ledger."""
    statement = ledger_statement(tenant_id, LedgersWanted()).where(_l.id == ledger_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found
