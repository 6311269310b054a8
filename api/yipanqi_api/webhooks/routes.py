"""Webhooks: subscribing, changing, telling again, and what became of each attempt."""

from functools import partial
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Router, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from yipanqi_api.actions import Action, action
from yipanqi_api.answers import Answer, created
from yipanqi_api.editions import edition_today
from yipanqi_api.etags import Condition, Expected, tagged
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES
from yipanqi_api.services import services_of
from yipanqi_api.webhooks.views import AttemptView, MadeWebhook, NewWebhook, TellAgain, WebhookChange, WebhookView
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, require
from yipanqi_core.database.pages_queries import count_rows
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.webhooks import queries, service

PATH = "/v1/webhooks"
_KEEPS = requires(Permission.MANAGE_WEBHOOKS)


@get("", operation_id="ListWebhooks", summary="列出事件推送", guards=[_KEEPS])
async def list_webhooks(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], paging: NamedDependency[Paging]
) -> Answer[Page[WebhookView]]:
    """The county's webhooks, the oldest first."""
    statement = queries.webhook_statement(transaction.tenant_id)
    edition = await edition_today(transaction)
    return await page_of(
        transaction, paging, statement, queries.SORTS, "made_at", queries.LAST,
        lambda row: WebhookView.of(row, _actions(identity, edition, row.id)),
    )  # fmt: skip


@get("/{webhook_id:uuid}", operation_id="ReadWebhook", summary="查看事件推送", guards=[_KEEPS])
async def read_webhook(
    webhook_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[WebhookView]:
    """One webhook, with how far it is."""
    view = await _view(transaction, identity, webhook_id)
    return condition.answer(view, view.version)


@post("", operation_id="CreateWebhook", summary="设立事件推送", guards=[_KEEPS], responses=refuses(RULE_REFUSES))
async def create_webhook(
    request: Request[Any, Any, Any],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewWebhook],
) -> Answer[MadeWebhook]:
    """Post what happens from now on to an address, signed after Standard Webhooks."""
    present = await count_rows(transaction.connection, queries.webhook_statement(transaction.tenant_id))
    wanted = service.Wanted(data.url, data.kinds)
    webhook_id, secret = await service.subscribe(transaction, wanted, _hosts(request), present)
    made = MadeWebhook(secret, await _view(transaction, identity, webhook_id))
    return created(made, f"{PATH}/{webhook_id}")


@put("/{webhook_id:uuid}", operation_id="ChangeWebhook", summary="修改、停用或启用事件推送", guards=[_KEEPS])
async def change_webhook(  # noqa: PLR0917
    webhook_id: FromPath[UUID],
    request: Request[Any, Any, Any],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[WebhookChange],
) -> Answer[WebhookView]:
    """Change where and of what is told, pause it, or let it go on where it was paused."""
    before = await _found(transaction, webhook_id, lock=True)
    expected.require(before.version)
    wanted = service.Wanted(data.url, data.kinds)
    await service.change(transaction, before, wanted, _hosts(request), active=data.active)
    view = await _view(transaction, identity, webhook_id)
    return tagged(view, view.version)


@post("/{webhook_id:uuid}/retelling", operation_id="RetellWebhook", summary="重新推送", guards=[_KEEPS])
async def retell_webhook(
    webhook_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[TellAgain],
) -> Answer[WebhookView]:
    """Tell everything after a number once more, each under the id it had."""
    await service.tell_again(transaction, await _found(transaction, webhook_id, lock=True), data.after)
    return Answer(await _view(transaction, identity, webhook_id), status_code=200)


@get("/{webhook_id:uuid}/attempts", operation_id="ListWebhookAttempts", summary="列出推送记录", guards=[_KEEPS])
async def list_attempts(
    webhook_id: FromPath[UUID], transaction: NamedDependency[Scope], paging: NamedDependency[Paging]
) -> Answer[Page[AttemptView]]:
    """Each attempt with what came of it, the latest first."""
    await _found(transaction, webhook_id)
    statement = queries.attempt_statement(transaction.tenant_id, webhook_id)
    sorts, last = queries.ATTEMPT_SORTS, queries.ATTEMPT_LAST
    return await page_of(transaction, paging, statement, sorts, "-at", last, AttemptView.of)


def _hosts(request: Request[Any, Any, Any]) -> tuple[str, ...]:
    return services_of(request).settings.webhook_hosts


async def _found(transaction: Scope, webhook_id: UUID, *, lock: bool = False) -> Any:
    row = await queries.webhook_row(transaction.connection, transaction.tenant_id, webhook_id, lock=lock)
    if row is None:
        raise NotFoundError("没有这个事件推送")
    return row


async def _view(transaction: Scope, identity: Identity, webhook_id: UUID) -> WebhookView:
    edition = await edition_today(transaction)
    return WebhookView.of(await _found(transaction, webhook_id), _actions(identity, edition, webhook_id))


def _actions(identity: Identity, edition: Edition, webhook_id: UUID) -> list[Action]:
    guard = partial(require, identity.role, Permission.MANAGE_WEBHOOKS, None, edition.role_title)
    change: dict[str, Any] = msgspec.json.schema(WebhookChange)
    again: dict[str, Any] = msgspec.json.schema(TellAgain)
    return [
        action("change", "修改、停用或启用", "PUT", f"{PATH}/{webhook_id}", guard, change),
        action("retell", "重新推送", "POST", f"{PATH}/{webhook_id}/retelling", guard, again),
    ]


webhooks_router = Router(
    PATH,
    route_handlers=[list_webhooks, read_webhook, create_webhook, change_webhook, retell_webhook, list_attempts],
    tags=["webhooks"],
)
