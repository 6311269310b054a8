"""What may be done with a dated item, offered and refused by the guards that the acts themselves ask."""

from functools import partial
from typing import Any

from yipanqi_api.actions import Action, action
from yipanqi_api.items.schemas import CHANGE, COMPLETION, REPLAN
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, require
from yipanqi_core.projects import items as service
from yipanqi_core.projects.replans import require_may_ask
from yipanqi_core.projects.standing import Standing
from yipanqi_core.vocabulary import ItemKind


def item_actions(row: Any, stands: Standing, identity: Identity) -> list[Action]:
    """Tell what this user may do with an item, from how its project stands."""
    edition = stands.edition

    kind = ItemKind.of(row.kind)
    clause = edition.items.clause_of(kind)

    def permitted(guard: Any) -> None:
        require(identity.role, Permission.REPORT_PROGRESS, clause, edition.role_title)
        guard()

    href = f"/v1/items/{row.id}"
    plan, done = partial(service.require_may_plan, stands, kind), partial(service.require_may_finish, stands, row)
    found = [
        action("change", "修改", "PATCH", href, partial(permitted, plan), CHANGE),
        action(
            "complete", "填报完成", "POST", f"{href}/completion",
            partial(permitted, partial(done, identity.unit_id)), COMPLETION,
        ),
    ]  # fmt: skip
    if edition.replanning is not None:
        ask = partial(require_may_ask, stands, row, edition.replanning)
        found.append(action("replan", "申请调整计划", "POST", f"{href}/replans", partial(permitted, ask), REPLAN))
    return found
