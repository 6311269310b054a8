"""Naming, mending and finishing the dated items of projects."""

from uuid import UUID

from litestar import Router, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition, Expected, tagged
from yipanqi_api.guards import requires
from yipanqi_api.items.actions import item_actions
from yipanqi_api.items.replans import decide_replan, list_replans, read_replan, request_replan
from yipanqi_api.items.views import ChangedItem, Completion, ItemDetail, NewItemBody
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.projects.part_views import ItemView
from yipanqi_api.references import Reference
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.projects import items as service
from yipanqi_core.projects import writing_queries as queries
from yipanqi_core.projects.standing import standing
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

_WRITE = [requires(Permission.REPORT_PROGRESS)]  # whose item it is, the services decide
_REFUSES = refuses(RULE_REFUSES, WRONG_ACTOR)


@get("/{item_id:uuid}", operation_id="ReadItem", summary="查看节点、要素或手续", guards=[requires(Permission.READ)])
async def read_item(
    item_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[ItemDetail]:
    """One item: its baseline and its plan in force side by side, every re-plan, and what may be done with it."""
    _, edition = await county_and_edition(transaction)
    view = await _view(transaction, edition, item_id, identity)
    return condition.answer(view, view.version)


@post(
    "/{project_id:uuid}/items",
    operation_id="AddProjectItem",
    summary="新增节点、要素或手续",
    guards=_WRITE,
    responses=_REFUSES,
)
async def add_item(
    project_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewItemBody],
) -> Answer[ItemDetail]:
    """Name an item, for the project's owner or lead unit; its planned date becomes the baseline."""
    _, edition = await county_and_edition(transaction)
    item_id = await service.add_item(transaction, edition, project_id, data.new(), identity)
    view = await _view(transaction, edition, item_id, identity)
    return tagged(view, view.version, status_code=201, location=f"/v1/items/{item_id}")


@patch("/{item_id:uuid}", operation_id="ChangeItem", summary="修改节点、要素或手续", guards=_WRITE, responses=_REFUSES)
async def change_item(
    item_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[ChangedItem],
) -> Answer[ItemDetail]:
    """Mend an item's unit, person or level, or fill in a plan it lacks; what was planned moves by re-planning alone."""
    _, edition = await county_and_edition(transaction)
    item = await service.held_item(transaction, item_id)
    expected.require(item.version)
    await service.change_item(transaction, edition, item, data.change(item), identity)
    view = await _view(transaction, edition, item_id, identity)
    return tagged(view, view.version)


@post(
    "/{item_id:uuid}/completion",
    operation_id="CompleteItem",
    summary="填报完成",
    guards=_WRITE,
    responses=_REFUSES,
)
async def complete_item(
    item_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[Completion],
) -> Answer[ItemDetail]:
    """Report that an item was done, for its own unit, the owner or the lead unit."""
    _, edition = await county_and_edition(transaction)
    item = await service.held_item(transaction, item_id)
    await service.finish_item(transaction, edition, item, data.finished_on, data.attested_by, identity)
    view = await _view(transaction, edition, item_id, identity)
    return tagged(view, view.version, status_code=201, location=f"/v1/items/{item_id}")


async def _view(transaction: Scope, edition: Edition, item_id: UUID, identity: Identity) -> ItemDetail:
    row = await queries.shown_item(transaction.connection, transaction.tenant_id, item_id)
    if row is None:
        raise NotFoundError("没有这个节点、要素或手续")
    stands = await standing(transaction, edition, row.project_id, identity, lock=False)
    shown = ItemView.of(row, stands.today)
    parts = {name: getattr(shown, name) for name in ItemView.__struct_fields__}
    return ItemDetail(
        **parts, project=Reference(row.project_id, row.project), actions=item_actions(row, stands, identity)
    )


items_router = Router(
    "/v1/items", route_handlers=[read_item, change_item, complete_item, request_replan], tags=["items"]
)
replans_router = Router("/v1/replans", route_handlers=[list_replans, read_replan, decide_replan], tags=["items"])
PROJECT_ITEM_ROUTES = [add_item]
