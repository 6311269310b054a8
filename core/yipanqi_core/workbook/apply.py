"""Carrying out a plan: every row of it in one transaction, a whole table in one statement."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from yipanqi_core.audit.service import record
from yipanqi_core.chains.tables import chain_terms, chains
from yipanqi_core.database.bulk import insert_rows, update_rows
from yipanqi_core.figures.tables import figures, targets
from yipanqi_core.people.tables import appointments, posts, units, users
from yipanqi_core.projects.tables import (
    annual_plans,
    corrections,
    items,
    monthly_figures,
    passages,
    project_events,
    projects,
    responsibilities,
)
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.tenants.tables import seat_bindings
from yipanqi_core.work.tables import issues, records
from yipanqi_core.workbook import chain_rows, correction_rows, kept_writing, people_rows, project_rows, work_rows
from yipanqi_core.workbook.ids import Ids
from yipanqi_core.workbook.plan import Plan, Writing
from yipanqi_core.workbook.supplements.every import write as write_further
from yipanqi_core.workbook.supplements.supplement import Hand

_NEXT = "version = t.version + 1"
_USER = f"{_NEXT}, token_epoch = t.token_epoch + (t.role <> r.role)::int"  # a new role voids the tokens of the old
_PROJECT = f"{_NEXT}, updated_at = clock_timestamp()"
_PLAN_CONFLICT = "ON CONFLICT (tenant_id, project_id, year) DO UPDATE SET amount = excluded.amount"
_FIGURE_CONFLICT = (
    "ON CONFLICT (tenant_id, project_id, month) DO UPDATE"
    " SET planned = excluded.planned, completed = excluded.completed, attested_by = excluded.attested_by"
)

NewAndChanged = tuple[list[dict[str, Any]], list[dict[str, Any]]]


async def write(scope: Scope, plan: Plan, writing: Writing, live_from: date | None) -> list[UUID]:
    """Write all rows of a plan, its audit row and the projects' history; the caller's transaction makes it whole.

    Gives the ids of all projects that the county has then.
    """
    ids, evidence = Ids.of(writing), f"县域工作簿 {plan.filename}"
    await _write_people(scope, writing, ids)
    await _write_projects(scope, writing, ids)
    await _write_work(scope, writing, ids, evidence)
    await write_further(Hand(scope, writing, ids, evidence, writing.differences.edition))
    await _save(scope, passages, project_rows.passages(writing, ids, evidence, scope.actor))
    await _save(scope, seat_bindings, people_rows.seats(writing, ids))
    lines = project_rows.events(writing, ids, scope.actor, writing.county.today)
    await insert_rows(scope.connection, project_events, scope.tenant_id, lines)
    made = correction_rows.rows(writing, ids, evidence, scope.actor)
    await insert_rows(scope.connection, corrections, scope.tenant_id, made)
    shown = plan.as_json(applied=True) | {"filename": plan.filename, "digest": plan.digest}
    await record(scope, "load_workbook", "workbook", shown)
    if writing.county.live_from is None:
        await set_dates(scope, live_from=live_from or writing.county.today)
    return list(ids.projects.values())


async def _write_people(scope: Scope, writing: Writing, ids: Ids) -> None:
    await _save(scope, units, people_rows.units(writing, ids), also=_NEXT)
    await insert_rows(scope.connection, posts, scope.tenant_id, people_rows.posts(ids))
    await _save(scope, users, people_rows.users(writing, ids), also=_USER)
    await _save(scope, appointments, people_rows.tenures(writing, ids))


async def _write_projects(scope: Scope, writing: Writing, ids: Ids) -> None:
    await _save(scope, projects, project_rows.projects(writing, ids), also=_PROJECT)
    plans = project_rows.annual_plans(writing, ids)
    await insert_rows(scope.connection, annual_plans, scope.tenant_id, plans, tail=_PLAN_CONFLICT)
    await _save(scope, chains, chain_rows.chains(writing, ids), also=_NEXT)
    await _save(scope, chain_terms, chain_rows.terms(writing, ids))
    await _save(scope, responsibilities, project_rows.responsibilities(writing, ids))


async def _write_work(scope: Scope, writing: Writing, ids: Ids, evidence: str) -> None:
    connection, tenant = scope.connection, scope.tenant_id
    await _save(scope, items, work_rows.items(writing, ids), also=_NEXT)
    months = work_rows.figures(writing, ids, evidence)
    await insert_rows(connection, monthly_figures, tenant, months, tail=_FIGURE_CONFLICT)
    await _save(scope, issues, work_rows.issues(writing, ids), also=_NEXT)
    await insert_rows(connection, records, tenant, work_rows.records(writing, ids, scope.actor))
    await insert_rows(connection, targets, tenant, kept_writing.targets(writing, ids, evidence, scope.actor))
    await insert_rows(connection, figures, tenant, kept_writing.series(writing, ids, evidence, scope.actor))


async def _save(scope: Scope, table: Table, rows: NewAndChanged, *, also: str = "") -> None:
    """Write a table's corrections, then its new rows: a stay ends before the next begins."""
    new, changed = rows
    await update_rows(scope.connection, table, scope.tenant_id, changed, also=also)
    await insert_rows(scope.connection, table, scope.tenant_id, new)
