"""Unit reports: a lead unit tells the state of a listed project before the ledger's period ends."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert as upsert

from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, holders_named, holds
from yipanqi_core.calendar import Period
from yipanqi_core.facts.names import Names
from yipanqi_core.identifiers import new_id
from yipanqi_core.ladder import ledger_queries as queries
from yipanqi_core.ladder.standing import see_project
from yipanqi_core.ladder.tables import unit_reports
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.ledgers import Ledger
from yipanqi_core.refusals import RefusedError, WrongActorError
from yipanqi_core.tenants.scope import Scope


async def report(scope: Scope, edition: Edition, who: Identity, project_id: UUID, state: str) -> UUID:
    """Report for the period that today lies in; a second report of it replaces the first, both stay in the audit.

    Raises NotFoundError, WrongActorError (not the lead unit), RefusedError (the project is on no list).
    """
    kind = _reported(edition)
    seen = await see_project(scope, edition, project_id)
    require_may_report(who, seen.names, seen.facts, edition)
    cadence = next(one.cadence for one in edition.schedules if one.code == kind.code)
    period = str(Period.containing(seen.on, cadence))
    before = await queries.find_report(scope.connection, scope.tenant_id, period, who.unit_id, project_id)
    row = {"state": state, "reported_by": who.login, "reported_on": seen.on}
    key = {"tenant_id": scope.tenant_id, "period": period, "unit_id": who.unit_id, "project_id": project_id}
    statement = upsert(unit_reports).values(id=new_id(), **key, **row)
    statement = statement.on_conflict_do_update(index_elements=list(key), set_=row)
    report_id: UUID = (await scope.connection.execute(statement.returning(unit_reports.c.id))).scalar_one()
    old = None if before is None else {"state": before.state, "reported_by": before.reported_by}
    await record(scope, "report_state", f"report:{report_id}", {"period": period, "old": old, "new": row})
    return report_id


def require_may_report(who: Identity, names: Names, facts: ProjectFacts, edition: Edition) -> None:
    """Let pass the lead unit of a listed project. Raises WrongActorError, RefusedError (the project is on no list)."""
    kind = _reported(edition)
    _require_lead_unit(who, names, facts, kind)
    if facts.step is None:
        raise RefusedError(f"“{facts.project}”不在清单上，不需按旬报送", kind.clause)


def _reported(edition: Edition) -> Ledger:
    found = next((one for one in edition.ledgers if one.reports), None)
    if found is None:
        raise RefusedError("本县机制没有按期报送项目情况的规定")
    return found


def _require_lead_unit(who: Identity, names: Names, facts: ProjectFacts, kind: Ledger) -> None:
    if not holds(who.role, Permission.REPORT_PROGRESS):
        able = holders_named(Permission.REPORT_PROGRESS)
        raise WrongActorError(f"“{who.role.label}”角色不能报送；可由以下角色办理：{able}", kind.clause)
    if names.unit_ids[facts.lead_unit] != who.unit_id:
        raise WrongActorError(f"“{facts.project}”由责任单位（{facts.lead_unit}）报送", kind.clause)
