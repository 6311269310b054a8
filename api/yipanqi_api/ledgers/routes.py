"""Ledgers for whoever is signed in; ten-day reports by the units that owe them."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.answers import Answer, created
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.ledgers.documents import download_ledger
from yipanqi_api.ledgers.views import LedgerRow, LedgerView, NewUnitReport, UnitReportView
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import NOT_FOUND, RULE_REFUSES, WRONG_ACTOR
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.ladder import ledger_queries as queries
from yipanqi_core.ladder.reports import report
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

REPORTS = "/v1/ten-day-reports"


@get("", operation_id="ListLedgers", summary="列出台账", guards=[requires(Permission.READ)])
async def list_ledgers(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    kind: Annotated[str | None, QueryParameter(max_length=50, description="台账名称")] = None,
    period: Annotated[str | None, QueryParameter(max_length=20, description="期，如 2024-06-T1")] = None,
    unit: Annotated[UUID | None, QueryParameter(description="送达的部门")] = None,
    issue: Annotated[UUID | None, QueryParameter(description="所列问题")] = None,
    sort: Annotated[str | None, QueryParameter(description="dated；前加 - 为降序")] = None,
) -> Answer[Page[LedgerRow]]:
    """Ledgers, the latest first."""
    statement = queries.ledger_statement(transaction.tenant_id, queries.LedgersWanted(kind, period, unit, issue))
    sorts, last = queries.LEDGER_SORTS, queries.LEDGER_LAST
    return await page_of(transaction, paging, statement, sorts, sort or "-dated", last, LedgerRow.of)


@get("/{ledger_id:uuid}", operation_id="ReadLedger", summary="查看台账", guards=[requires(Permission.READ)])
async def read_ledger(
    ledger_id: FromPath[UUID], transaction: NamedDependency[Scope], condition: NamedDependency[Condition]
) -> Answer[LedgerView]:
    """One ledger as it was compiled, with who did not report."""
    row = await queries.ledger_row(transaction.connection, transaction.tenant_id, ledger_id)
    if row is None:
        raise NotFoundError("没有这份台账")
    return condition.answer(LedgerView.whole(row), 1)


@get("", operation_id="ListTenDayReports", summary="列出旬报", guards=[requires(Permission.READ)])
async def list_reports(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    period: Annotated[str | None, QueryParameter(max_length=20, description="期，如 2024-06-T1")] = None,
    unit: Annotated[UUID | None, QueryParameter(description="报送单位")] = None,
    project: Annotated[UUID | None, QueryParameter(description="项目")] = None,
    sort: Annotated[str | None, QueryParameter(description="reported_on；前加 - 为降序")] = None,
) -> Answer[Page[UnitReportView]]:
    """What units reported, the latest first."""
    statement = queries.report_statement(transaction.tenant_id, queries.ReportsWanted(period, unit, project))
    sorts, last = queries.REPORT_SORTS, queries.REPORT_LAST
    return await page_of(transaction, paging, statement, sorts, sort or "-reported_on", last, UnitReportView.of)


@get("/{report_id:uuid}", operation_id="ReadTenDayReport", summary="查看旬报", guards=[requires(Permission.READ)])
async def read_report(
    report_id: FromPath[UUID], transaction: NamedDependency[Scope], condition: NamedDependency[Condition]
) -> Answer[UnitReportView]:
    """One report."""
    return condition.answer(await _report(transaction, report_id), 1)


@post(
    "",
    operation_id="ReportTenDays",
    summary="报送旬报",
    guards=[requires(Permission.READ)],  # the report's own guard says who may, with its clause
    responses=refuses(WRONG_ACTOR, RULE_REFUSES, NOT_FOUND),
)
async def make_report(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewUnitReport]
) -> Answer[UnitReportView]:
    """Report a listed project's state for the 旬 that today lies in; a second report of it replaces the first."""
    _, edition = await county_and_edition(transaction)
    report_id = await report(transaction, edition, identity, data.project_id, data.state)
    return created(await _report(transaction, report_id), f"{REPORTS}/{report_id}")


async def _report(transaction: Scope, report_id: UUID) -> UnitReportView:
    row = await queries.report_row(transaction.connection, transaction.tenant_id, report_id)
    if row is None:
        raise NotFoundError("没有这份旬报")
    return UnitReportView.of(row)


ledgers_router = Router("/v1/ledgers", route_handlers=[list_ledgers, read_ledger, download_ledger], tags=["ledgers"])
ten_day_reports_router = Router(REPORTS, route_handlers=[list_reports, read_report, make_report], tags=["ledgers"])
