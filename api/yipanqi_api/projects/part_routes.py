"""The parts of one project: items, the year's plan and reports, passages, responsibilities."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.guards import requires
from yipanqi_api.items.actions import item_actions
from yipanqi_api.items.views import ListedItem
from yipanqi_api.listing import page_of
from yipanqi_api.paging import Page, Paging
from yipanqi_api.projects.finding import frame_and_edition, require_project
from yipanqi_api.projects.part_views import (
    ItemView,
    PassageView,
    PlanMonth,
    PlanView,
    ReportsView,
    ReportView,
    ResponsibilityView,
    report_view,
)
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.projects import part_queries as parts
from yipanqi_core.projects.months import months_of
from yipanqi_core.projects.standing import standings
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import ItemKind

_READ = [requires(Permission.READ)]
YearAsked = Annotated[int | None, QueryParameter(ge=2000, le=2100, description="缺省为本县当前年度")]


@get("/{project_id:uuid}/items", operation_id="ListProjectItems", summary="项目的节点、要素、手续", guards=_READ)
async def list_items(  # noqa: PLR0917
    project_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    kind: Annotated[list[ItemKind] | None, QueryParameter(description="节点、要素或手续")] = None,
    late: Annotated[bool | None, QueryParameter(description="逾期未完成")] = None,
    sort: Annotated[str | None, QueryParameter(description="kind、planned_on（未明确日期在最后）、title")] = None,
) -> Answer[Page[ListedItem]]:
    """Items on the county's own day; baseline, plan in force, every approved re-plan, and what may be done."""
    await require_project(transaction, project_id)
    _, edition = await county_and_edition(transaction)
    day = await today(transaction.connection)
    statement = parts.item_statement(transaction.tenant_id, project_id, day)
    if kind is not None:
        statement = statement.where(parts.ITEM_KIND.in_([each.value for each in kind]))
    if late is not None:
        statement = statement.where(parts.late_item(day) if late else ~parts.late_item(day))

    async def prepare(rows: Sequence[Any]) -> Callable[[Any], ListedItem]:
        stands = await standings(transaction, edition, [project_id], identity) if rows and not paging.whole else {}

        def view(row: Any) -> ListedItem:
            actions = item_actions(row, stands[project_id], identity) if stands else []
            return ListedItem(**msgspec.structs.asdict(ItemView.of(row, day)), actions=actions)

        return view

    sorts, order = parts.item_sorts(day), sort or "kind,planned_on,title"
    return await page_of(transaction, paging, statement, sorts, order, parts.ITEM_ID, prepare=prepare)


@get("/{project_id:uuid}/plan", operation_id="ReadProjectPlan", summary="项目年度投资计划与完成", guards=_READ)
async def read_plan(
    project_id: FromPath[UUID], transaction: NamedDependency[Scope], year: YearAsked = None
) -> PlanView:
    """The year's months: planned, completed, both added up, and their ratio as the rating of that month reads it."""
    await require_project(transaction, project_id)
    day = await today(transaction.connection)
    asked = year or day.year
    rows = await parts.figure_rows(transaction.connection, transaction.tenant_id, project_id, asked, day)
    annual = await parts.annual_plan(transaction.connection, transaction.tenant_id, project_id, asked)
    shown = [PlanMonth(*month) for month in months_of(asked, annual, rows, day)]
    return PlanView(asked, annual, any(row.planned is not None for row in rows), shown)


@get("/{project_id:uuid}/reports", operation_id="ReadProjectReports", summary="项目逐月填报情况", guards=_READ)
async def read_reports(
    project_id: FromPath[UUID], transaction: NamedDependency[Scope], year: YearAsked = None
) -> ReportsView:
    """The year's months begun by the county's own day, each reported or not."""
    await require_project(transaction, project_id)
    day = await today(transaction.connection)
    asked = year or day.year
    rows = await parts.figure_rows(transaction.connection, transaction.tenant_id, project_id, asked, day)
    months = _reported(asked, rows, day)
    running = f"{day:%Y-%m}"
    return ReportsView(asked, [one.month for one in months if not one.reported and one.month != running], months)


def _reported(year: int, rows: parts.Rows, day: date) -> list[ReportView]:
    found = {row.month: row for row in rows}
    begun = [first for number in range(1, 13) if (first := date(year, number, 1)) <= day]
    return [report_view(first, found.get(first), day) for first in begun]


@get("/{project_id:uuid}/passages", operation_id="ListProjectPassages", summary="项目在各清单的经历", guards=_READ)
async def list_passages(
    project_id: FromPath[UUID], transaction: NamedDependency[Scope], paging: NamedDependency[Paging]
) -> Answer[Page[PassageView]]:
    """Every stay on a list, the latest first, with its cause, its evidence and who decided."""
    await require_project(transaction, project_id)
    frame, edition = await frame_and_edition(transaction)
    statement = parts.passage_statement(transaction.tenant_id, project_id, frame.today)
    return await page_of(
        transaction, paging, statement, parts.PASSAGE_SORTS, "-entered_on", parts.PASSAGE_ID,
        lambda row: PassageView.of(row, edition),
    )  # fmt: skip


@get(
    "/{project_id:uuid}/responsibilities",
    operation_id="ListProjectResponsibilities",
    summary="项目的责任单位、业主、包抓领导及沿革",
    guards=_READ,
)
async def list_responsibilities(
    project_id: FromPath[UUID], transaction: NamedDependency[Scope], paging: NamedDependency[Paging]
) -> Answer[Page[ResponsibilityView]]:
    """Who has and had which part, the latest first; a post with all who held it in that time."""
    await require_project(transaction, project_id)
    day = await today(transaction.connection)
    statement = parts.responsibility_statement(transaction.tenant_id, project_id)
    return await page_of(
        transaction, paging, statement, parts.RESPONSIBILITY_SORTS, "kind,-from_on", parts.RESPONSIBILITY_ID,
        lambda row: ResponsibilityView.of(row, day),
    )  # fmt: skip


PART_ROUTES = [list_items, read_plan, read_reports, list_passages, list_responsibilities]
