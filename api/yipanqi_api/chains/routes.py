"""Key chains for whoever is signed in; kept by the daily office."""

from functools import partial
from typing import Any
from uuid import UUID

import msgspec
from litestar import Router, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from yipanqi_api.actions import Action, action
from yipanqi_api.answers import Answer, created
from yipanqi_api.chains.views import ChainChange, ChainRow, ChainView
from yipanqi_api.editions import county_and_edition, edition_today
from yipanqi_api.etags import Condition, Expected, tagged
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import NOT_FOUND, RULE_REFUSES
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, require
from yipanqi_core.chains import queries, service
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

PATH = "/v1/chains"


@get("", operation_id="ListChains", summary="列出重点产业链", guards=[requires(Permission.READ)])
async def list_chains(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], paging: NamedDependency[Paging]
) -> Answer[Page[ChainRow]]:
    """The county's key chains as they are kept now, by name."""
    statement = queries.chain_statement(transaction.tenant_id)
    edition = await edition_today(transaction)
    return await page_of(
        transaction, paging, statement, queries.SORTS, "name", queries.LAST,
        lambda row: ChainRow.of(row, _actions(identity, edition, row.id)),
    )  # fmt: skip


@get("/{chain_id:uuid}", operation_id="ReadChain", summary="查看重点产业链", guards=[requires(Permission.READ)])
async def read_chain(
    chain_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[ChainView]:
    """One chain with who has had it in hand."""
    view = await _view(transaction, identity, chain_id)
    return condition.answer(view, view.version)


@post(
    "",
    operation_id="CreateChain",
    summary="设立重点产业链",
    guards=[requires(Permission.MANAGE_PROJECTS)],
    responses=refuses(RULE_REFUSES, NOT_FOUND),
)
async def create_chain(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[ChainChange]
) -> Answer[ChainView]:
    """Name a key chain; as many as the mechanism allows."""
    _, edition = await county_and_edition(transaction)
    chain_id = await service.add_chain(transaction, edition, data.name, _hands(data), data.from_on)
    return created(await _view(transaction, identity, chain_id), f"{PATH}/{chain_id}")


@put(
    "/{chain_id:uuid}",
    operation_id="ChangeChain",
    summary="调整重点产业链责任",
    guards=[requires(Permission.MANAGE_PROJECTS)],
    responses=refuses(RULE_REFUSES),
)
async def change_chain(
    chain_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[ChainChange],
) -> Answer[ChainView]:
    """Put a chain into other hands from a day on; all its projects follow, what was before stays readable."""
    known = {row.id: row for row in await queries.lock_chains(transaction.connection, transaction.tenant_id)}
    if chain_id not in known:
        raise NotFoundError("没有这条产业链")
    expected.require(known[chain_id].version)
    await service.change_chain(transaction, chain_id, data.name, _hands(data), data.from_on)
    view = await _view(transaction, identity, chain_id)
    return tagged(view, view.version)


def _hands(data: ChainChange) -> service.Hands:
    return service.Hands(data.head_post_id, data.lead_unit_id, data.person, data.task_force)


async def _view(transaction: Scope, identity: Identity, chain_id: UUID) -> ChainView:
    connection, tenant = transaction.connection, transaction.tenant_id
    row = await queries.chain_row(connection, tenant, chain_id)
    if row is None:
        raise NotFoundError("没有这条产业链")
    terms = await queries.term_rows(connection, tenant, chain_id)
    return ChainView.with_history(row, terms, _actions(identity, await edition_today(transaction), chain_id))


def _actions(identity: Identity, edition: Edition, chain_id: UUID) -> list[Action]:
    clause = None if edition.chains is None else edition.chains.clause
    guard = partial(require, identity.role, Permission.MANAGE_PROJECTS, clause, edition.role_title)
    schema: dict[str, Any] = msgspec.json.schema(ChainChange)
    return [action("change", "调整责任", "PUT", f"{PATH}/{chain_id}", guard, schema)]


chains_router = Router(PATH, route_handlers=[list_chains, read_chain, create_chain, change_chain], tags=["chains"])
