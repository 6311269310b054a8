"""Yearly pools: their quotas, who is given how much of them, and who stands next."""

from typing import Annotated

from litestar import Router, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, PathParameter, QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition, tagged
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.pools.actions import pool_actions
from yipanqi_api.pools.allotments import (
    list_allotments,
    make_allotment,
    read_allotment,
    return_allotment,
    use_allotment,
)
from yipanqi_api.pools.views import CandidateView, NewQuota, PoolView
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.values import amount
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.pools import queries, service
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

_READ = [requires(Permission.READ)]
_WRITE = [requires(Permission.REPORT_PROGRESS)]  # who keeps the pool, the service decides
_REFUSES = refuses(RULE_REFUSES, WRONG_ACTOR)


@get("", operation_id="ListPools", summary="列出指标池", guards=_READ)
async def list_pools(
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    kind: Annotated[list[str] | None, QueryParameter(description="哪种指标")] = None,
    year: Annotated[int | None, QueryParameter(ge=2000, le=2100, description="年度")] = None,
) -> Answer[Page[PoolView]]:
    """Pools of the county, the latest year first: quota, allotted, used, free."""
    _, edition = await county_and_edition(transaction)
    statement = queries.pool_statement(transaction.tenant_id)
    if kind is not None:
        statement = statement.where(queries.POOL_KIND.in_(kind))
    if year is not None:
        statement = statement.where(queries.POOL_YEAR.in_([year]))
    kinds = {one.code: one for one in edition.pools}
    actions = await pool_actions(transaction, edition, identity)
    return await page_of(
        transaction, paging, statement, queries.POOL_SORTS, "-year", queries.POOL_KIND,
        lambda row: PoolView.of(row, kinds.get(row.kind), actions(row)),
    )  # fmt: skip


@get("/{kind:str}/{year:int}", operation_id="ReadPool", summary="查看指标池", guards=_READ)
async def read_pool(
    kind: FromPath[str],
    year: Annotated[int, PathParameter(ge=2000, le=2100)],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[PoolView]:
    """One pool, and what this user may do with it."""
    _, edition = await county_and_edition(transaction)
    view = await _view(transaction, edition, kind, year, identity)
    return condition.answer(view, view.version)


@put("/{kind:str}/{year:int}", operation_id="SetQuota", summary="核定总量", guards=_WRITE, responses=_REFUSES)
async def set_quota(
    kind: FromPath[str],
    year: Annotated[int, PathParameter(ge=2000, le=2100)],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewQuota],
) -> Answer[PoolView]:
    """Set the year's quota, for the first time or anew; it covers what is allotted."""
    _, edition = await county_and_edition(transaction)
    pool = service.kind_of(edition, kind)
    await service.set_quota(transaction, edition, pool, year, amount(data.quota), identity)
    view = await _view(transaction, edition, kind, year, identity)
    return tagged(view, view.version)


@get("/{kind:str}/{year:int}/candidates", operation_id="ListCandidates", summary="候选项目", guards=_READ)
async def list_candidates(
    kind: FromPath[str],
    year: Annotated[int, PathParameter(ge=2000, le=2100)],
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
) -> Answer[Page[CandidateView]]:
    """Listed projects that still need it, in the mechanism's order: the largest and best first."""
    county, edition = await county_and_edition(transaction)
    pool = service.kind_of(edition, kind)
    statement = queries.candidate_statement(transaction.tenant_id, pool, year, edition.track.code, county.today)
    sorts = queries.candidate_sorts(pool)
    return await page_of(transaction, paging, statement, sorts, "rank", queries.CANDIDATE_ID, CandidateView.of)


async def _view(transaction: Scope, edition: Edition, kind: str, year: int, identity: Identity) -> PoolView:
    pool = service.kind_of(edition, kind)
    row = await queries.pool_row(transaction.connection, transaction.tenant_id, kind, year)
    if row is None:
        raise NotFoundError(f"{year} 年还没有{pool.title}")
    actions = await pool_actions(transaction, edition, identity)
    return PoolView.of(row, pool, actions(row))


pools_router = Router(
    "/v1/pools",
    route_handlers=[list_pools, read_pool, set_quota, list_candidates, list_allotments, make_allotment],
    tags=["pools"],
)
allotments_router = Router(
    "/v1/allotments", route_handlers=[read_allotment, use_allotment, return_allotment], tags=["pools"]
)
