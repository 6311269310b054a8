"""Writing a project's monthly reports and its year's plan."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from yipanqi_api.editions import county_and_edition
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.problems.general import WRONG_ACTOR
from yipanqi_api.projects.part_views import PlanMonth, PlanView, ReportView, report_view
from yipanqi_api.values import amount
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.projects import part_queries as parts
from yipanqi_core.projects import reports as service
from yipanqi_core.projects.months import months_of
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope

_WRITE = [requires(Permission.REPORT_PROGRESS)]  # whose project it is, the service decides
_MONTH = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"
Text = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"\S")]
Name = Annotated[str, Meta(min_length=1, max_length=50, pattern=r"\S")]
Amount = Annotated[
    str, Meta(description="万元", pattern=r"^[0-9]{1,16}(\.[0-9]{1,2})?$", extra_json_schema={"format": "decimal"})
]


class NewReport(msgspec.Struct, forbid_unknown_fields=True):
    """What was completed in a month, and who attests it."""

    completed: Amount
    attested_by: Annotated[Name, Meta(description="填报责任人")]
    reason: Annotated[Text | None, Meta(description="更正已填报的数时必填")] = None


class MonthPlan(msgspec.Struct, forbid_unknown_fields=True):
    """What is planned for a month."""

    month: Annotated[str, Meta(pattern=_MONTH)]
    planned: Amount


class NewPlan(msgspec.Struct, forbid_unknown_fields=True):
    """A year's planned investment, in place of what was planned; `months` may stay empty."""

    year: Annotated[int, Meta(ge=2000, le=2099)]
    annual: Amount
    reason: Annotated[Text, Meta(description="依据或调整原因")]
    months: Annotated[list[MonthPlan], Meta(max_length=12, description="各月合计须等于年度计划")] = []


@put(
    "/{project_id:uuid}/reports/{month:str}",
    operation_id="ReportProgress",
    summary="填报当月完成投资",
    guards=_WRITE,
    responses=refuses(WRONG_ACTOR),
)
async def report_progress(
    project_id: FromPath[UUID],
    month: FromPath[str],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewReport],
) -> ReportView:
    """Report a month, for the owner or the lead unit; a correction says why, and the old figure is kept."""
    county, edition = await county_and_edition(transaction)
    first = _first_of(month, "/month")
    kept = await service.report(
        transaction, edition, project_id, first, amount(data.completed), data.attested_by, data.reason, identity
    )
    return report_view(first, kept, county.today)


@put(
    "/{project_id:uuid}/plan",
    operation_id="PlanProjectYear",
    summary="排定年度、月度投资计划",
    guards=_WRITE,
    responses=refuses(WRONG_ACTOR),
)
async def plan_year(
    project_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewPlan],
) -> PlanView:
    """Plan a year: first by the owner or the lead unit, then changed by the office alone. Completed stays untouched."""
    _, edition = await county_and_edition(transaction)
    await service.plan_year(
        transaction, edition, project_id, data.year, amount(data.annual), _months(data), data.reason, identity
    )
    day = await today(transaction.connection)
    rows = await parts.figure_rows(transaction.connection, transaction.tenant_id, project_id, data.year, day)
    annual = amount(data.annual)
    shown = [PlanMonth(*month) for month in months_of(data.year, annual, rows, day)]
    return PlanView(data.year, annual, any(row.planned is not None for row in rows), shown)


def _months(data: NewPlan) -> dict[date, Any]:
    found: dict[date, Any] = {}
    for place, one in enumerate(data.months):
        first = _first_of(one.month, f"/months/{place}/month")
        if first.year != data.year or first in found:
            raise InvalidInputError(f"{one.month} 不在 {data.year} 年内，或重复", f"/months/{place}/month")
        found[first] = amount(one.planned)
    return found


def _first_of(month: str, pointer: str) -> date:
    try:
        year, number = (int(part) for part in month.split("-"))
        if month != f"{year:04d}-{number:02d}" or not 2000 <= year <= 2099:
            raise ValueError(month)
        return date(year, number, 1)
    except ValueError as error:
        raise InvalidInputError("月份写作 2024-06", pointer) from error


REPORT_ROUTES = [report_progress, plan_year]
