"""Reporting a month's completed investment, attested by a person; and planning a year's investment."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from yipanqi_core.acts.writing import add_event, event_row
from yipanqi_core.audit.service import audit_row, record
from yipanqi_core.audit.tables import audit
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, holds
from yipanqi_core.database.bulk import insert_together
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT
from yipanqi_core.projects import writing_queries as queries
from yipanqi_core.projects.corrections import Correction, keep
from yipanqi_core.projects.report_queries import Reported, keep_report, reported
from yipanqi_core.projects.standing import Standing, standing
from yipanqi_core.projects.tables import annual_plans, monthly_figures, project_events
from yipanqi_core.refusals import InvalidInputError, NotFoundError, WrongActorError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.queries import lock_project


def require_may_report(stands: Standing) -> None:
    """Let pass the project's owner and its lead unit. Raises WrongActorError."""
    _require_reporter(stands.edition, stands.facts.project, stands.seats)


def _require_reporter(edition: Edition, project: str, seats: Collection[str]) -> None:
    if LEAD_UNIT not in seats and OWNER_UNIT not in seats:
        able = "、".join(edition.seat_title(seat) for seat in (OWNER_UNIT, LEAD_UNIT))
        raise WrongActorError(f"“{project}”的投资完成情况和计划由{able}办理", reporting_clause(edition))


async def report(  # noqa: PLR0917
    scope: Scope,
    edition: Edition,
    project_id: UUID,
    month: date,
    completed: Decimal,
    attested_by: str,
    reason: str | None,
    who: Identity,
) -> Any:
    """Report what was completed in a month; to change what was reported takes a reason, and the old figure is kept.

    Gives the month as it is now. Raises NotFoundError, WrongActorError, InvalidInputError (a month to come, a
    correction without reason).
    """
    rests = await _rests_on(scope, edition, project_id, month, who)
    before = rests.completed
    if before is not None and before != completed and not (reason or "").strip():
        raise InvalidInputError(f"{month:%Y-%m} 已填报 {before} 万元，更正须说明原因", "/reason")
    events = []
    kept = await keep_report(scope.connection, scope.tenant_id, project_id, month, completed, attested_by)
    if before is not None and before != completed:
        change = Correction(f"completed.{month:%Y-%m}", f"{month:%Y-%m} 完成投资(万元)", str(before), str(completed))
        await keep(scope, project_id, [change], reason or "", who.user_id, edition.attested)
    else:
        line = f"{month:%Y-%m} 完成投资 {completed} 万元，{attested_by}填报"
        events = [event_row(scope, project_id, rests.today, "report", line, edition.attested)]
    body = {"month": f"{month:%Y-%m}", "before": before, "after": completed, "reason": reason}
    trail = audit_row(scope, "report_progress", f"project:{project_id}", {**body, "attested_by": attested_by})
    await insert_together(scope.connection, scope.tenant_id, {project_events: events, audit: [trail]})
    return kept


async def _rests_on(scope: Scope, edition: Edition, project_id: UUID, month: date, who: Identity) -> Reported:
    """Hold the project, and read what a month's report rests on: no more of its facts than who may report."""
    name = await lock_project(scope.connection, scope.tenant_id, project_id)
    rests = await reported(scope.connection, scope.tenant_id, project_id, month)
    if name is None or rests is None:
        raise NotFoundError("没有这个项目")
    held = {LEAD_UNIT: rests.lead_id, OWNER_UNIT: rests.owner_id}
    _require_reporter(edition, name, {seat for seat, unit in held.items() if unit == who.unit_id})
    if month > rests.today:
        raise InvalidInputError(f"{month:%Y-%m} 尚未到来，不能填报完成投资", "/month")
    return rests


async def plan_year(  # noqa: PLR0917
    scope: Scope,
    edition: Edition,
    project_id: UUID,
    year: int,
    annual: Decimal,
    months: Mapping[date, Decimal | None],
    reason: str,
    who: Identity,
) -> None:
    """Set a year's planned investment, whole and by month; nothing is ever written as completed.

    What was planned once is changed by the office alone. Raises NotFoundError, WrongActorError, InvalidInputError.
    """
    stands = await standing(scope, edition, project_id, who)
    rows = await queries.months_planned(scope.connection, scope.tenant_id, project_id, year)
    before = await queries.annual_amount(scope.connection, scope.tenant_id, project_id, year)
    old = {month: row.planned for month, row in rows.items() if row.planned is not None}
    require_may_plan_year(stands, who, first=before is None and not old)
    _require_sum(annual, months)
    await _keep_annual(scope, project_id, year, annual)
    for month, planned in sorted({**dict.fromkeys(old), **months}.items()):
        await _keep_month(scope, project_id, month, planned)
    new = {month: planned for month, planned in months.items() if planned is not None}
    if before is None and not old:
        line = f"{year} 年计划投资定为 {annual} 万元：{reason}"
        await add_event(scope, project_id, stands.today, "plan", line, edition.attested)
    else:
        changes = list(_changes(year, before, annual, old, new))
        await keep(scope, project_id, changes, reason, who.user_id, edition.attested)
    after = {f"{month:%Y-%m}": planned for month, planned in new.items()}
    await record(scope, "plan_year", f"project:{project_id}", {"year": year, "annual": annual, "months": after})


def _changes(
    year: int,
    before: Decimal | None,
    annual: Decimal,
    old: Mapping[date, Decimal],
    new: Mapping[date, Decimal],
) -> Iterator[Correction]:
    if before != annual:
        yield Correction(f"annual_plan.{year}", f"{year} 年度计划投资(万元)", _text(before), str(annual))
    for month in sorted({*old, *new}):
        if old.get(month) != new.get(month):
            title = f"{month:%Y-%m} 计划投资(万元)"
            yield Correction(f"planned.{month:%Y-%m}", title, _text(old.get(month)), _text(new.get(month)))


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def require_may_plan_year(stands: Standing, who: Identity, *, first: bool) -> None:
    """Let pass the owner and the lead unit for a year's first plan, the office always. Raises WrongActorError."""
    if holds(who.role, Permission.MANAGE_PROJECTS):
        return
    if not first:
        because = f"该年度投资计划已经排定，调整由{stands.edition.office_title}办理"
        raise WrongActorError(because, reporting_clause(stands.edition))
    require_may_report(stands)


def _require_sum(annual: Decimal, months: Mapping[date, Decimal | None]) -> None:
    planned = [amount for amount in months.values() if amount is not None]
    if planned and sum(planned) != annual:
        raise InvalidInputError(f"各月计划合计 {sum(planned)} 万元，与年度计划 {annual} 万元不一致", "/months")


async def _keep_annual(scope: Scope, project_id: UUID, year: int, annual: Decimal) -> None:
    statement = insert(annual_plans).values(tenant_id=scope.tenant_id, project_id=project_id, year=year, amount=annual)
    await scope.connection.execute(
        statement.on_conflict_do_update(index_elements=["tenant_id", "project_id", "year"], set_={"amount": annual})
    )


async def _keep_month(scope: Scope, project_id: UUID, month: date, planned: Decimal | None) -> None:
    statement = insert(monthly_figures).values(
        tenant_id=scope.tenant_id, project_id=project_id, month=month, planned=planned
    )
    await scope.connection.execute(
        statement.on_conflict_do_update(index_elements=["tenant_id", "project_id", "month"], set_={"planned": planned})
    )


def reporting_clause(edition: Edition) -> str | None:
    """Give the clause by which a year is planned and a month reported."""
    return edition.keeping.reporting_clause or edition.attested
