"""What may be done with pools and their allotments, asked of the very guards that the routes call."""

from collections.abc import Callable
from functools import partial
from typing import Any

from yipanqi_api.actions import Action, action, permitted
from yipanqi_api.items.schemas import schema_of
from yipanqi_api.pools.views import NewAllotment, NewQuota, TakenBack, Usage
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.pools import PoolKind
from yipanqi_core.people.seats import seats_of
from yipanqi_core.pools import service
from yipanqi_core.tenants.scope import Scope

_QUOTA, _ALLOT, _USE, _TAKE = (schema_of(one) for one in (NewQuota, NewAllotment, Usage, TakenBack))
ActionsOf = Callable[[Any], list[Action]]


async def pool_actions(scope: Scope, edition: Edition, who: Identity) -> ActionsOf:
    """Give what says of each pool what this user may do with it."""
    kinds, seats = _kinds(edition), await seats_of(scope, edition, who)

    def actions(row: Any) -> list[Action]:
        kind = kinds.get(row.kind)
        if kind is None:
            return []
        href = f"/v1/pools/{row.kind}/{row.year}"
        keeper = _permitted(who, edition, kind, partial(service.require_keeper, edition, seats, kind))
        return [
            action("set_quota", "核定总量", "PUT", href, keeper, _QUOTA),
            action("allot", "分配", "POST", f"{href}/allotments", keeper, _ALLOT),
        ]

    return actions


async def allotment_actions(scope: Scope, edition: Edition, who: Identity) -> ActionsOf:
    """Give what says of each allotment what this user may do with it."""
    kinds, seats = _kinds(edition), await seats_of(scope, edition, who)

    def actions(row: Any) -> list[Action]:
        kind = kinds.get(row.kind)
        if kind is None:
            return []
        href = f"/v1/allotments/{row.id}"
        may = _permitted(who, edition, kind, partial(service.require_may_change, edition, seats, kind, row))
        return [
            action("use", "登记使用", "POST", f"{href}/usage", may, _USE),
            action("take_back", "收回", "POST", f"{href}/return", may, _TAKE),
        ]

    return actions


def _kinds(edition: Edition) -> dict[str, PoolKind]:
    return {one.code: one for one in edition.pools}


def _permitted(who: Identity, edition: Edition, kind: PoolKind, guard: Callable[[], None]) -> Callable[[], None]:
    return permitted(who.role, Permission.REPORT_PROGRESS, edition, kind.clause, guard)
