"""Allotments: given, used, taken back."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, PathParameter, QueryParameter

from yipanqi_api.answers import Answer, created
from yipanqi_api.editions import county_and_edition
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.pools.actions import allotment_actions
from yipanqi_api.pools.views import AllotmentView, NewAllotment, TakenBack, Usage
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


@get("/{kind:str}/{year:int}/allotments", operation_id="ListAllotments", summary="列出分配", guards=_READ)
async def list_allotments(  # noqa: PLR0917
    kind: FromPath[str],
    year: Annotated[int, PathParameter(ge=2000, le=2100)],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    project: Annotated[UUID | None, QueryParameter(description="项目")] = None,
) -> Answer[Page[AllotmentView]]:
    """A pool's allotments, the latest first, those taken back among them."""
    _, edition = await county_and_edition(transaction)
    service.kind_of(edition, kind)
    statement = queries.allotment_statement(transaction.tenant_id).where(queries.of_pool(kind, year))
    if project is not None:
        statement = statement.where(queries.ALLOTMENT_PROJECT.in_([project]))
    actions = await allotment_actions(transaction, edition, identity)
    return await page_of(
        transaction, paging, statement, queries.ALLOTMENT_SORTS, "-allotted_on", queries.ALLOTMENT_ID,
        lambda row: AllotmentView.of(row, edition, actions(row)),
    )  # fmt: skip


@post(
    "/{kind:str}/{year:int}/allotments",
    operation_id="Allot",
    summary="分配",
    guards=_WRITE,
    responses=_REFUSES,
)
async def make_allotment(
    kind: FromPath[str],
    year: Annotated[int, PathParameter(ge=2000, le=2100)],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewAllotment],
) -> Answer[AllotmentView]:
    """Allot to a project, for the office that keeps the pool; more than is free is refused."""
    _, edition = await county_and_edition(transaction)
    pool = service.kind_of(edition, kind)
    new = service.NewAllotment(data.project_id, amount(data.amount), data.reason)
    allotment_id = await service.allot(transaction, edition, pool, year, new, identity)
    return await _made(transaction, edition, allotment_id, identity)


@get("/{allotment_id:uuid}", operation_id="ReadAllotment", summary="查看分配", guards=_READ)
async def read_allotment(
    allotment_id: FromPath[UUID], transaction: NamedDependency[Scope], identity: NamedDependency[Identity]
) -> AllotmentView:
    """One allotment, and what this user may do with it."""
    _, edition = await county_and_edition(transaction)
    return await _view(transaction, edition, allotment_id, identity)


@post(
    "/{allotment_id:uuid}/usage",
    operation_id="UseAllotment",
    summary="登记使用",
    guards=_WRITE,
    responses=_REFUSES,
)
async def use_allotment(
    allotment_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[Usage],
) -> Answer[AllotmentView]:
    """Record how much of it has been used in all."""
    _, edition = await county_and_edition(transaction)
    await service.use(transaction, edition, allotment_id, amount(data.used), identity)
    return await _made(transaction, edition, allotment_id, identity)


@post(
    "/{allotment_id:uuid}/return",
    operation_id="TakeBackAllotment",
    summary="收回",
    guards=_WRITE,
    responses=_REFUSES,
)
async def return_allotment(
    allotment_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[TakenBack],
) -> Answer[AllotmentView]:
    """Take it back: what is unused is free again."""
    _, edition = await county_and_edition(transaction)
    await service.take_back(transaction, edition, allotment_id, data.reason, identity)
    return await _made(transaction, edition, allotment_id, identity)


async def _made(transaction: Scope, edition: Edition, allotment_id: UUID, who: Identity) -> Answer[AllotmentView]:
    return created(await _view(transaction, edition, allotment_id, who), f"/v1/allotments/{allotment_id}")


async def _view(transaction: Scope, edition: Edition, allotment_id: UUID, who: Identity) -> AllotmentView:
    row = await queries.allotment_row(transaction.connection, transaction.tenant_id, allotment_id)
    if row is None:
        raise NotFoundError("没有这笔分配")
    actions = await allotment_actions(transaction, edition, who)
    return AllotmentView.of(row, edition, actions(row))
