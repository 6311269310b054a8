"""What someone may do with a review now, offered or refused by the very guards that the routes call."""

from functools import partial
from typing import Any

from pydantic import BaseModel

from yipanqi_api.actions import Action, action, permitted
from yipanqi_api.items.schemas import schema_of
from yipanqi_api.reviews.views import NewDecision, NewOpinion, NewRound
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.reviews import Against, ReviewKind
from yipanqi_core.projects.standing import Standing
from yipanqi_core.reviews import guards

_OPINION, _ROUND, _DECISION = schema_of(NewOpinion), schema_of(NewRound), schema_of(NewDecision)


def actions_on(row: Any, kind: ReviewKind, stands: Standing, parameters: BaseModel, who: Identity) -> list[Action]:
    """Give the acts upon a review; handing in again and deciding only where its kind knows them."""
    href = f"/v1/reviews/{row.id}"
    answer = partial(guards.require_may_answer, stands, kind, row, who.unit_id, parameters)
    found = [
        action(
            "answer",
            "提出意见",
            "POST",
            f"{href}/opinions",
            partial(_permitted, who, stands.edition, kind, answer),
            _OPINION,
        )
    ]
    if not kind.joint or kind.against is Against.RETURNED or kind.decided_by:
        again = partial(_permitted, who, stands.edition, kind, partial(guards.require_may_resubmit, stands, kind, row))
        found.append(action("resubmit", "重新报送", "POST", f"{href}/rounds", again, _ROUND))
    if kind.decided_by:
        decide = partial(guards.require_may_decide, stands, kind, row)
        permitted = partial(_permitted, who, stands.edition, kind, decide, Permission.PASS_STEPS)
        found.append(action("decide", "审定", "POST", f"{href}/decision", permitted, _DECISION))
    return found


def _permitted(
    who: Identity, edition: Edition, kind: ReviewKind, guard: Any, permission: Permission = Permission.REPORT_PROGRESS
) -> None:
    permitted(who.role, permission, edition, kind.clause, guard)()
