"""How an issue's life looks: its stays, the ledgers it stood in, its referrals, how it was closed."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.issues.views import IssueView, answering_unit
from yipanqi_api.references import Reference, Word
from yipanqi_core.documents.model import number_text
from yipanqi_core.ladder.standing import IssueState
from yipanqi_core.mechanism.ladders import Ladder
from yipanqi_core.rules.ladder import Cause, Holder

_CAUSES = {
    Cause.RAISED: "提出",
    Cause.DECLARED: "办理者提级",
    Cause.MAJOR: "重大问题直报",
    Cause.TIME: "逾时提级",
    Cause.REFERRED: "上报",
    Cause.ANSWERED: "市级答复",
}


class StayView(msgspec.Struct):
    """A stay on a rung of the ladder."""

    rung: Word
    unit: Reference | None
    post: Reference | None
    since_on: date
    until_on: Annotated[date | None, Meta(description="离开的日期；仍在该层级为 null")]
    cause: Word
    reason: str | None
    referral_proposed_on: Annotated[date | None, Meta(description="办理时限届满、建议上报的日期")]

    @classmethod
    def of(cls, row: Any, ladder: Ladder) -> Self:
        """Show a stay."""
        return cls(
            rung=Word(row.rung, ladder.rung(row.rung).title),
            unit=Reference.maybe(row.unit_id, row.unit),
            post=Reference.maybe(row.post_id, row.post),
            since_on=row.since_on,
            until_on=row.until_on,
            cause=Word(row.cause, _CAUSES[Cause(row.cause)]),
            reason=row.reason,
            referral_proposed_on=row.proposed_on,
        )


class LedgerPlace(msgspec.Struct):
    """A ledger in which the issue stood, and on which line."""

    id: UUID
    number: str
    period: str
    dated: date
    line: int

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a place."""
        number = number_text(row.kind, row.year, row.serial)
        return cls(row.id, number, row.period, row.dated, row.position)


class ReferralPlace(msgspec.Struct):
    """A referral of the issue with the city's answer."""

    id: UUID
    sent_on: date
    agreed_completion_on: date
    answered_on: date | None
    answer: str | None


class ClosingView(msgspec.Struct):
    """How an issue was solved and struck off."""

    solution: str
    solved_by: str
    solved_on: date
    evidence: str | None
    struck_by: str | None
    struck_on: date | None


class IssueDetail(IssueView):
    """An issue with its whole life and what this user may do with it."""

    rung: Word
    since_on: date
    holder: Annotated[str | None, Meta(description="现在的办理者，几位同在一层级的以顿号分隔；待明确为 null")]
    stays: list[StayView]
    ledgers: list[LedgerPlace]
    referrals: list[ReferralPlace]
    closing: ClosingView | None
    actions: list[Action] = msgspec.field(name="_actions")


def detail(row: Any, state: IssueState, life: tuple[Any, Any, Any], actions: list[Action]) -> IssueDetail:
    """Show one issue; `life` are its stays, ledgers and referrals."""
    stays, ledgers, referrals = life
    unit = answering_unit(state.seen, row.category)
    base, standing = IssueView.of(row, state.seen.on, unit), state.standing
    holder = state.holders[standing.rung]
    shown = stays[-1] if stays else None
    named = (shown.unit or shown.post) if shown is not None else None
    return IssueDetail(
        **{name: getattr(base, name) for name in IssueView.__struct_fields__},
        rung=Word(standing.rung, state.ladder.rung(standing.rung).title),
        since_on=standing.since_on,
        holder=_holders(named, holder),
        stays=[StayView.of(one, state.ladder) for one in stays],
        ledgers=[LedgerPlace.of(one) for one in ledgers],
        referrals=[
            ReferralPlace(one.id, one.sent_on, one.agreed_completion_on, one.answered_on, one.answer)
            for one in referrals
        ],
        closing=None if state.closing is None else _closing(state.closing),
        actions=actions,
    )


def _holders(named: str | None, holder: Holder | None) -> str | None:
    """Name whoever got the issue, else who holds its rung, with those beside them."""
    if holder is None:
        return named
    return "、".join(dict.fromkeys([named or holder.name, *(one.name for one in holder.beside)]))


def _closing(row: Any) -> ClosingView:
    return ClosingView(row.solution, row.solved_by, row.solved_on, row.evidence, row.struck_by, row.struck_on)
