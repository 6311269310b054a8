"""Deciding what all who were asked have answered: approved, given back with a reason, or not approved."""

from typing import Any

from sqlalchemy import insert, update

from yipanqi_core.acts.writing import add_event
from yipanqi_core.audit.service import record
from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.reviews import DECIDER, Opinion, ReviewState
from yipanqi_core.projects.standing import standing
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.reviews.guards import decided_at, require_may_decide
from yipanqi_core.reviews.service import kind_of
from yipanqi_core.reviews.tables import review_opinions, reviews
from yipanqi_core.tenants.scope import Scope

_STATES = {
    Opinion.APPROVE: ReviewState.APPROVED,
    Opinion.REJECT: ReviewState.REJECTED,
    Opinion.RETURN: ReviewState.RETURNED,
}


async def decide(scope: Scope, edition: Edition, review: Any, decision: Opinion, text: str, who: Identity) -> None:  # noqa: PLR0917
    """Decide a joint review held by `held_review`; the decision stands beside the opinions of its round.

    Raises InvalidInputError, WrongActorError, RefusedError (not submitted for decision).
    """
    kind = kind_of(edition, review.kind)
    stands = await standing(scope, edition, review.project_id, who)
    require_may_decide(stands, kind, review)
    if decision not in kind.decisions:
        able = "、".join(f"{one.value}（{one.label}）" for one in kind.decisions)
        raise InvalidInputError(f"{kind.title}的审定只能是：{able}", "/decision")
    row = {
        "review_id": review.id, "round": review.round, "seat": DECIDER, "unit_id": who.unit_id,
        "opinion": decision.value, "text": text, "given_by": scope.actor, "given_on": stands.today,
    }  # fmt: skip
    await scope.connection.execute(insert(review_opinions).values(tenant_id=scope.tenant_id, **row))
    state = _STATES[decision]
    closed = None if state is ReviewState.RETURNED else stands.today
    await scope.connection.execute(
        update(reviews)
        .where(reviews.c.tenant_id == scope.tenant_id, reviews.c.id == review.id)
        .values(state=state.value, closed_on=closed, version=review.version + 1)
    )
    minutes = decided_at(kind, review)
    line = f"项目{kind.title}审定：{decision.label}：{text}{f'（{minutes}）' if minutes else ''}"
    await add_event(scope, review.project_id, stands.today, "review", line, kind.clause)
    await record(
        scope, "decide_review", f"review:{review.id}", {"decision": decision, "text": text, "minutes": minutes}
    )
