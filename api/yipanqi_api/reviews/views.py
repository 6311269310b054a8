"""How reviews are opened, answered and shown: rounds, opinions, and how long each unit has had it in hand."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta
from pydantic import BaseModel

from yipanqi_api.actions import Action
from yipanqi_api.references import Reference, Word
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.reviews import DECIDER, Asked, Opinion, ReviewKind, ReviewState
from yipanqi_core.reviews.guards import APPROVER, answers

Text = Annotated[str, Meta(min_length=1, max_length=4000, pattern=r"\S")]
Point = Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]
SeatUnits = Mapping[str, tuple[UUID, str]]


class NewReview(msgspec.Struct, forbid_unknown_fields=True):
    """A review to be opened."""

    kind: Annotated[str, Meta(min_length=1, max_length=50, description="见 GET /v1/reviews/kinds")]
    project_id: UUID
    item_id: Annotated[UUID | None, Meta(description="报批的要素或手续；联审不填")] = None
    document: Annotated[Text | None, Meta(description="报送材料或其出处")] = None


class NewOpinion(msgspec.Struct, forbid_unknown_fields=True):
    """An opinion, definite and whole."""

    opinion: Opinion
    text: Annotated[Text, Meta(description="全部意见，一次提出")]
    about: Annotated[
        list[str], Meta(max_length=50, description="只就联审的这些方面提出；不填即本单位应答的全部方面")
    ] = []


class NewDecision(msgspec.Struct, forbid_unknown_fields=True):
    """A decision on what all have answered."""

    decision: Annotated[Opinion, Meta(description="approve 批准、return 退回修改、reject 不予批准")]
    text: Annotated[Text, Meta(description="审定意见，退回或不予批准的写明理由")]


class NewRound(msgspec.Struct, forbid_unknown_fields=True):
    """What is handed in again."""

    document: Annotated[Text | None, Meta(description="修改后的材料或其出处")] = None


class NewPoints(msgspec.Struct, forbid_unknown_fields=True):
    """What a unit looks at in a kind of item."""

    item: Annotated[str, Meta(min_length=1, max_length=50, description="要素或手续的名称")]
    key_figures: Annotated[list[Point], Meta(min_length=1, max_length=50, description="关键指标")]
    review_points: Annotated[list[Point], Meta(min_length=1, max_length=50, description="审核要点")]


class PointsView(msgspec.Struct):
    """What a unit has published for a kind of item."""

    unit: Reference
    item: str
    key_figures: list[str]
    review_points: list[str]
    published_on: date
    published_by: str
    version: int

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        unit = Reference(row.unit_id, row.unit)
        figures, points = list(row.key_figures), list(row.review_points)
        return cls(unit, row.item, figures, points, row.published_on, row.published_by, row.version)


class AskedView(msgspec.Struct):
    """A seat that is asked, and what about."""

    seat: Word
    about: str


class ReviewKindView(msgspec.Struct):
    """A kind of review as the mechanism declares it."""

    code: str
    title: str
    clause: str
    asks: Annotated[list[AskedView], Meta(description="逐一征求意见的席位；为空即由事项责任单位审批")]
    gathered_by: Word | None
    opinions: list[Word]
    submissions: Annotated[int | None, Meta(description="至多报送几次，末次只批准或不予批准")]
    against: Annotated[str, Meta(description="有不同意的：noted 备查、returned 退回、decided 须经审定")]
    decided_by: Annotated[list[Word], Meta(description="由谁审定；为空即无须审定")]
    decided_at: Annotated[str | None, Meta(description="须先在哪一会议系列上议定并形成纪要；null 为不须")]

    @classmethod
    def of(cls, kind: ReviewKind, edition: Edition, parameters: Any) -> Self:
        """Show a declaration."""
        return cls(
            code=kind.code,
            title=kind.title,
            clause=kind.clause,
            asks=[AskedView(_seat(edition, kind.speaker(one, parameters)), one.about) for one in kind.asks],
            gathered_by=_seat(edition, kind.gathered_by) if kind.joint else None,
            opinions=[Word.of(one) for one in kind.opinions],
            submissions=None if kind.submissions is None else kind.submissions(parameters),
            against=kind.against.value,
            decided_by=[_seat(edition, seat) for seat in kind.decided_by],
            decided_at=kind.decided_at,
        )


class OpinionView(msgspec.Struct):
    """An opinion as given."""

    seat: Word
    about: Annotated[str | None, Meta(description="联审的哪一方面")]
    unit: Reference
    opinion: Word
    text: str
    given_by: str
    given_on: date


class RoundView(msgspec.Struct):
    """A submission and what was answered to it."""

    round: int
    submitted_on: date
    submitted_by: str
    document: str | None
    opinions: list[OpinionView]


class InHand(msgspec.Struct):
    """For how many days a unit has had the review in hand, all rounds together."""

    unit: Reference | None
    role: Annotated[str, Meta(description="哪一方：征求意见的席位、审批单位或申请方")]
    days: int
    waiting: Annotated[bool, Meta(description="现在仍在其手中")]


class ReviewView(msgspec.Struct):
    """A review with every round, every opinion and the days in hand."""

    id: UUID
    kind: Word
    clause: str
    project: Reference
    item: Reference | None
    state: Word
    round: int
    application: Annotated[int, Meta(description="第几次申请；未批准的可重新申请")]
    opened_on: date
    closed_on: date | None
    missing: Annotated[list[AskedView], Meta(description="尚缺意见的席位")]
    rounds: list[RoundView]
    in_hand: list[InHand]
    version: int
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(  # noqa: PLR0917
        cls, row: Any, edition: Edition, parameters: BaseModel, units: SeatUnits, today: date, actions: list[Action]
    ) -> Self:
        """Show a row; a kind that the edition no longer knows goes by its code."""
        kind = next((one for one in edition.reviews if one.code == row.kind), None)
        given = {one["seat"] for one in answers(row)}
        asked = () if kind is None else tuple((one, kind.speaker(one, parameters)) for one in kind.asks)
        return cls(
            id=row.id,
            kind=Word(row.kind, row.kind if kind is None else kind.title),
            clause=row.clause,
            project=Reference(row.project_id, row.project),
            item=Reference.maybe(row.item_id, row.item),
            state=Word.of(ReviewState.of(row.state)),
            round=row.round,
            application=row.application,
            opened_on=row.opened_on,
            closed_on=row.closed_on,
            missing=[AskedView(_seat(edition, seat), one.about) for one, seat in asked if one.seat not in given],
            rounds=list(_rounds(row, edition, {one.seat: one.about for one, _ in asked})),
            in_hand=list(_joint_days(row, edition, asked, units, today) if asked else _approval_days(row, today)),
            version=row.version,
            actions=actions,
        )


def _seat(edition: Edition, seat: str) -> Word:
    return Word(seat, {APPROVER: "审批单位", DECIDER: "审定"}.get(seat) or edition.seat_title(seat))


def _rounds(row: Any, edition: Edition, aspects: Mapping[str, str]) -> Iterator[RoundView]:
    for one in row.rounds or ():
        opinions = [
            OpinionView(
                _seat(edition, given["seat"]),
                aspects.get(given["seat"]),
                Reference(UUID(given["unit_id"]), given["unit"]),
                Word.of(Opinion.of(given["opinion"])),
                given["text"],
                given["given_by"],
                date.fromisoformat(given["given_on"]),
            )
            for given in row.opinions or ()
            if given["round"] == one["round"]
        ]
        submitted = date.fromisoformat(one["submitted_on"])
        yield RoundView(one["round"], submitted, one["submitted_by"], one["document"], opinions)


def _joint_days(
    row: Any, edition: Edition, asked: Iterable[tuple[Asked, str]], units: SeatUnits, today: date
) -> Iterator[InHand]:
    """Each seat has the latest submission in hand until it answers, or whoever speaks in its place does."""
    given = {one["seat"]: one for one in answers(row)}
    submitted = [date.fromisoformat(one["submitted_on"]) for one in row.rounds or () if one["round"] == row.round]
    since = submitted[0] if submitted else row.opened_on
    for one, seat in asked:
        answer = given.get(one.seat)
        until = date.fromisoformat(answer["given_on"]) if answer else row.closed_on or today
        bound = (UUID(answer["unit_id"]), answer["unit"]) if answer else units.get(seat)
        unit = None if bound is None else Reference(*bound)
        yield InHand(unit, edition.seat_title(seat), (until - since).days, answer is None)


def _approval_days(row: Any, today: date) -> Iterator[InHand]:
    """The approving unit has it from each submission to its opinion, the applicant from a return to the next."""
    submitted = {one["round"]: date.fromisoformat(one["submitted_on"]) for one in row.rounds or ()}
    answered = {one["round"]: date.fromisoformat(one["given_on"]) for one in row.opinions or ()}
    approver = sum((answered.get(number, today) - start).days for number, start in submitted.items())
    applicant = sum(
        (submitted.get(number + 1, today) - back).days
        for number, back in answered.items()
        if number + 1 in submitted or row.state == ReviewState.RETURNED
    )
    yield InHand(Reference.maybe(row.unit_id, row.unit), "审批单位", approver, row.state == ReviewState.OPEN)
    yield InHand(None, "申请方", applicant, row.state == ReviewState.RETURNED)
