"""The push list of the county's listed projects, for whoever is signed in."""

from typing import Annotated

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.paging import Page, Paging
from yipanqi_api.push_list.views import PushedView, PushListView
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.projects import push_queries as queries
from yipanqi_core.tenants.scope import Scope

_READ = [requires(Permission.READ)]
Year = Annotated[int | None, QueryParameter(ge=2000, le=2100, description="年度；不填即今年")]


@get("", operation_id="ReadPushList", summary="推进清单说明", guards=_READ)
async def read_push_list(transaction: NamedDependency[Scope], year: Year = None) -> PushListView:
    """What the county calls its push list, by which clause, and its five aspects."""
    county, edition = await county_and_edition(transaction)
    kind = edition.push_list
    aspects = ["总投资", "年度计划投资", "建设内容", "复开工时间", "月投资进度"]
    asked = county.today.year if year is None else year
    href = f"/v1/push-list/projects?year={asked}"
    return PushListView(kind.title, kind.clause, asked, county.today, aspects, href)


@get("/projects", operation_id="ListPushedProjects", summary="推进清单", guards=_READ)
async def list_pushed(
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    year: Year = None,
    sort: Annotated[str | None, QueryParameter(description="name、total_investment；前加 - 为降序")] = None,
) -> Answer[Page[PushedView]]:
    """Every listed project with its five aspects: plan beside actual, month by month."""
    county, edition = await county_and_edition(transaction)
    asked = county.today.year if year is None else year
    statement = queries.push_statement(
        transaction.tenant_id, edition.push_list, edition.track.code, asked, county.today
    )
    return await page_of(
        transaction, paging, statement, queries.PUSHED_SORTS, sort or "name", queries.PUSHED_ID,
        lambda row: PushedView.of(row, asked, county.today),
    )  # fmt: skip


push_list_router = Router("/v1/push-list", route_handlers=[read_push_list, list_pushed], tags=["projects"])
