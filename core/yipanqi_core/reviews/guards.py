"""Who may open, answer and hand in a review, and when: asked before acting, and to show what may be done."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from yipanqi_core.mechanism.reviews import DECIDER, Asked, ReviewKind, ReviewState
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT
from yipanqi_core.projects.standing import Standing
from yipanqi_core.refusals import InvalidInputError, RefusedError, WrongActorError

APPROVER = "approver"
"""The seat in which the unit of an item gives its opinions."""


def require_may_open(stands: Standing, kind: ReviewKind, parameters: BaseModel) -> None:
    """Let pass who gathers a joint review, or who applies for an item. Raises WrongActorError, RefusedError."""
    _require_seat(stands, kind, *((kind.gathered_by,) if kind.joint else (OWNER_UNIT, LEAD_UNIT)))
    if not kind.applies(stands.facts):
        raise RefusedError(f"“{stands.facts.project}”不适用{kind.title}（{kind.clause}）", kind.clause)
    ruling = kind.refused(stands.facts, parameters)
    if ruling is not None:
        raise RefusedError(ruling.because, ruling.clause)


def require_may_resubmit(stands: Standing, kind: ReviewKind, review: Any) -> None:
    """Let pass the applicant while it is returned: of a joint review the lead unit, or who gathers it.

    Raises WrongActorError, RefusedError.
    """
    _require_seat(stands, kind, *((LEAD_UNIT, kind.gathered_by) if kind.joint else (OWNER_UNIT, LEAD_UNIT)))
    if review.state != ReviewState.RETURNED:
        state = ReviewState.of(review.state).label
        raise RefusedError(f"{kind.title}现为“{state}”，只有退回修改的才重新报送", kind.clause)


def require_may_answer(  # noqa: PLR0917
    stands: Standing,
    kind: ReviewKind,
    review: Any,
    unit_id: UUID,
    parameters: BaseModel,
    about: Collection[str] = (),
) -> tuple[str, ...]:
    """Give the seats for which someone may answer now; of a joint review narrowed to the aspects named in `about`.

    Raises InvalidInputError (an aspect that nobody asks about), WrongActorError, RefusedError.
    """
    if not kind.joint:
        if review.unit_id != unit_id:
            raise WrongActorError(f"“{review.item}”由{review.unit}审批", kind.clause)
        _require_open(kind, review)
        return (APPROVER,)
    asks = _asks(kind, about)
    mine = [one.seat for one in asks if kind.speaker(one, parameters) in stands.seats]
    if len(mine) < (len(asks) if about else 1):
        able = "、".join(stands.edition.seat_title(kind.speaker(one, parameters)) for one in asks)
        what = f"的{'、'.join(one.about for one in asks)}方面" if about else ""
        raise WrongActorError(f"{kind.title}{what}由以下单位提出意见：{able}", kind.clause)
    _require_open(kind, review)
    given = {one["seat"] for one in answers(review)}
    waiting = tuple(seat for seat in mine if seat not in given)
    if not waiting:
        raise RefusedError(f"您所在单位已对{kind.title}提出意见，不重复提出", kind.clause)
    return waiting


def _asks(kind: ReviewKind, about: Collection[str]) -> tuple[Asked, ...]:
    known = [one.about for one in kind.asks]
    for one in about:
        if one not in known:
            raise InvalidInputError(f"{kind.title}不征求“{one[:50]}”方面的意见；有：{'、'.join(known)}", "/about")
    return tuple(one for one in kind.asks if not about or one.about in about)


def may_return(kind: ReviewKind, review: Any, parameters: BaseModel) -> None:
    """Refuse to send back what is in its last round: it is approved or rejected. Raises RefusedError."""
    if kind.submissions is not None and review.round >= kind.submissions(parameters):
        raise RefusedError(
            f"“{review.item}”已退回过 {review.round - 1} 次，第 {review.round} 次报送只能批准或不予批准，"
            f"不得再次退回（{kind.clause}）",
            kind.clause,
        )


def answers(review: Any) -> list[dict[str, Any]]:
    """Give the opinions of those asked on the latest submission, without the decision upon them."""
    return [one for one in review.opinions or () if one["round"] == review.round and one["seat"] != DECIDER]


def require_may_decide(stands: Standing, kind: ReviewKind, review: Any) -> None:
    """Let pass who decides what has been submitted to them, once its meeting was held.

    Raises WrongActorError, RefusedError.
    """
    if not kind.decided_by:
        raise RefusedError(f"{kind.title}不须另行审定（{kind.clause}）", kind.clause)
    stands.require_seat(f"的{kind.title}审定", kind.clause, *kind.decided_by)
    if review.state != ReviewState.SUBMITTED:
        state = ReviewState.of(review.state).label
        raise RefusedError(f"{kind.title}现为“{state}”，意见齐全并提请审定后方可决定（{kind.clause}）", kind.clause)
    if kind.decided_at is not None and decided_at(kind, review) is None:
        series = next(one.title for one in stands.edition.meetings if one.code == kind.decided_at)
        raise RefusedError(
            f"{kind.title}有不同意见，须经{series}议定：请先在会上议定“{stands.facts.project}”并形成纪要，"
            f"再填报审定（{kind.clause}）",
            kind.clause,
        )


def decided_at(kind: ReviewKind, review: Any) -> str | None:
    """Give the number of the latest minutes that decided of the project since all had answered; None without any."""
    answered = max((one["given_on"] for one in answers(review)), default="")
    numbers = [
        one["number"] for one in review.heard or () if one["series"] == kind.decided_at and one["held_on"] >= answered
    ]
    return numbers[-1] if numbers else None


def _require_seat(stands: Standing, kind: ReviewKind, *seats: str) -> None:
    stands.require_seat(f"的{kind.title}", kind.clause, *seats)


def _require_open(kind: ReviewKind, review: Any) -> None:
    if review.state != ReviewState.OPEN:
        state = ReviewState.of(review.state).label
        raise RefusedError(f"{kind.title}现为“{state}”，不再提出意见", kind.clause)
