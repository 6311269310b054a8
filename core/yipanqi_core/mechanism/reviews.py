"""Reviews: who is asked for an opinion before something may happen, and how often a submission may come back."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.references import Condition, FactDate
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.mechanism.seats import LEAD_UNIT
from yipanqi_core.vocabulary import Labelled


def _nothing_against(_: ProjectFacts, __: BaseModel) -> Ruling | None:
    return None


def _as_asked(_: str, __: BaseModel) -> str | None:
    return None


class ReviewState(Labelled):
    """Where a review stands."""

    OPEN = "open", "办理中"
    RETURNED = "returned", "已退回，待重新报送"
    COMPLETE = "complete", "意见齐全"
    SUBMITTED = "submitted", "意见齐全，待审定"
    APPROVED = "approved", "已批准"
    REJECTED = "rejected", "未批准"


class Opinion(Labelled):
    """What can be answered: the first two by a seat that is asked, the others by whoever approves or decides."""

    FAVOUR = "favour", "同意"
    AGAINST = "against", "不同意"
    APPROVE = "approve", "批准"
    RETURN = "return", "退回修改"
    REJECT = "reject", "不予批准"


DECIDER = "decider"
"""The seat under which the decision on a joint review is kept beside the opinions."""


class Against(StrEnum):
    """What an opinion against brings once all have answered."""

    NOTED = "noted"  # nothing by itself
    RETURNED = "returned"  # the review goes back to the applicant, with every opinion at once
    DECIDED = "decided"  # those in `decided_by` decide


@dataclass(frozen=True, slots=True)
class Asked:
    """A seat that is asked, and what about; its opinion is kept under the seat, whoever speaks in its place."""

    seat: str
    about: str


@dataclass(frozen=True, slots=True)
class ReviewKind:
    """A kind of review of a project.

    A joint one asks every seat in `asks` once and is complete when all have answered; `before` is the fact that must
    find it complete. What an opinion `against` brings is told when
    all have answered; `decided_by` then decide what is all in favour, or under `Against.DECIDED` what is not; with
    `decided_at` they put down what a meeting of that series, held since, has decided of the project. `refused`
    forbids opening one. `speaks` names the seat that answers about an aspect in place of the one asked, where the
    county's parameters say so. Without `asks` it is the approval of one item by the item's own unit, which has at most
    `submissions` rounds: the last is approved or rejected.
    """

    code: str
    title: str
    clause: str
    applies: Condition
    asks: tuple[Asked, ...] = ()
    gathered_by: str = LEAD_UNIT
    before: FactDate | None = None
    submissions: Callable[[BaseModel], int] | None = None
    against: Against = Against.NOTED
    decided_by: tuple[str, ...] = ()
    decided_at: str | None = None
    refused: Callable[[ProjectFacts, BaseModel], Ruling | None] = _nothing_against
    speaks: Callable[[str, BaseModel], str | None] = _as_asked

    @property
    def joint(self) -> bool:
        """Whether several seats are asked side by side."""
        return bool(self.asks)

    @property
    def opinions(self) -> tuple[Opinion, ...]:
        """What can be answered."""
        if self.joint:
            return Opinion.FAVOUR, Opinion.AGAINST
        return Opinion.APPROVE, Opinion.RETURN, Opinion.REJECT

    @property
    def decisions(self) -> tuple[Opinion, ...]:
        """What those who decide may decide."""
        return (Opinion.APPROVE, Opinion.RETURN, Opinion.REJECT) if self.decided_by else ()

    def concluded(self, against: bool) -> ReviewState:
        """Say where a joint review stands once all have answered, some against it or none."""
        if against and self.against is Against.RETURNED:
            return ReviewState.RETURNED
        decided = against if self.against is Against.DECIDED else bool(self.decided_by)
        return ReviewState.SUBMITTED if decided else ReviewState.COMPLETE

    def settled(self, facts: ProjectFacts) -> bool:
        """Tell whether a review of this kind has been answered by all and, where that takes a decision, approved."""
        ends = (ReviewState.COMPLETE, ReviewState.APPROVED)
        return any(review.kind == self.code and review.state in ends for review in facts.reviews)

    def speaker(self, asked: Asked, parameters: BaseModel) -> str:
        """Give the seat that answers what is asked."""
        return self.speaks(asked.about, parameters) or asked.seat

    def missing(self, facts: ProjectFacts) -> tuple[Asked, ...]:
        """Give the seats that have given no opinion by the facts' day, in the order in which they are asked."""
        given = {seat for review in facts.reviews if review.kind == self.code for seat in review.seats}
        return tuple(one for one in self.asks if one.seat not in given)
