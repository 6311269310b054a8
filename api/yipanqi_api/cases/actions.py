"""What someone may do with a case now, offered or refused by the very guards that the routes call."""

from functools import partial
from typing import Any

from pydantic import BaseModel

from yipanqi_api.actions import Action, action, permitted
from yipanqi_api.cases.views import ChangedCase, NewFollower, NewStep, SentBack
from yipanqi_api.items.schemas import schema_of
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.cases import guards
from yipanqi_core.mechanism.cases import CaseKind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.projects.standing import Standing

_FILL, _FOLLOW, _MOVE, _BACK = (schema_of(one) for one in (ChangedCase, NewFollower, NewStep, SentBack))


def actions_on(row: Any, kind: CaseKind, stands: Standing, parameters: BaseModel, who: Identity) -> list[Action]:
    """Give the acts upon a case; a follower is named only where its kind asks for one."""
    keep = partial(guards.require_may_keep, stands.edition, stands.seats, kind, row)
    move = partial(guards.require_may_pass, stands, kind, row, parameters)
    back = partial(guards.require_may_send_back, stands, kind, row)
    href = f"/v1/cases/{row.id}"
    found = [
        action("fill_in", "填报", "PATCH", href, partial(_permitted, who, stands.edition, kind, keep), _FILL),
        action(
            "move",
            "办理本阶段，转入下一阶段",
            "POST",
            f"{href}/steps",
            partial(_permitted, who, stands.edition, kind, move, Permission.PASS_STEPS),
            _MOVE,
        ),
        action(
            "send_back",
            "退回",
            "POST",
            f"{href}/return",
            partial(_permitted, who, stands.edition, kind, back, Permission.PASS_STEPS),
            _BACK,
        ),
    ]
    if kind.followed_from is not None:
        follow = partial(_permitted, who, stands.edition, kind, keep)
        found.append(action("name_follower", "指定驻点跟踪人", "POST", f"{href}/follower", follow, _FOLLOW))
    return found


def _permitted(
    who: Identity, edition: Edition, kind: CaseKind, guard: Any, permission: Permission = Permission.REPORT_PROGRESS
) -> None:
    permitted(who.role, permission, edition, kind.clause, guard)()
