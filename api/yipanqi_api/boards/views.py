"""The boards of a period: who stands where in each group, how that moved, and who had nothing to be scored on."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.assessments.views import kind_word
from yipanqi_api.references import Reference, Word
from yipanqi_api.scores.opening import group_word
from yipanqi_api.scores.views import Points, board_word, maybe_points, points_of
from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.edition import Edition


class Earlier(msgspec.Struct):
    """Where the unit stood in the period before."""

    points: Points | None
    rank: int | None
    board: Word | None


class Standing(msgspec.Struct):
    """A unit's place in its group."""

    unit: Reference
    points: Points
    rank: int
    board: Word | None
    clause: str
    because: str
    before: Annotated[Earlier | None, Meta(description="上一期；未存档或当时不在该组为 null")]
    movement: Annotated[int | None, Meta(description="名次较上一期上升的位数，下降为负")]
    href: Annotated[str, Meta(description="得分的全部依据")]


class Unscored(msgspec.Struct):
    """A unit of the group with nothing to be scored on (无考核事项)."""

    unit: Reference
    because: str


class GroupBoards(msgspec.Struct):
    """A group's red and black boards, its whole ranking, and apart from it those without matters to score."""

    group: Word
    red: list[Standing]
    black: list[Standing]
    ranking: list[Standing]
    unscored: list[Unscored]


class Boards(msgspec.Struct):
    """The boards of a period."""

    period: str
    title: str
    kind: Word
    edition: str
    digest: str
    published_on: Annotated[date | None, Meta(description="公布日；未公布为 null")]
    previous_period: Annotated[str | None, Meta(description="用于比较的上一期；未存档为 null")]
    groups: list[GroupBoards]

    @classmethod
    def of(cls, row: Any, edition: Edition, scores: Sequence[Any], earlier: Sequence[Any] | None) -> "Boards":
        """Show a stored period's scores as boards, beside those of the period before."""
        period = Period.parse(row.period)
        before = {(one.assessment_group, one.unit_id): one for one in earlier or ()}
        titles = list(dict.fromkeys(one.assessment_group for one in scores))
        return cls(
            period=row.period,
            title=period.title,
            kind=kind_word(row.period_kind),
            edition=row.edition,
            digest=row.digest,
            published_on=row.published_on,
            previous_period=None if earlier is None else str(period.previous()),
            groups=[
                _group(row.period, edition, title, [one for one in scores if one.assessment_group == title], before)
                for title in titles
            ],
        )


def _group(
    period: str, edition: Edition, title: str, scores: Sequence[Any], before: Mapping[tuple[str, UUID], Any]
) -> GroupBoards:
    ranking = [_standing(period, one, before.get((title, one.unit_id))) for one in scores if one.points is not None]
    return GroupBoards(
        group=group_word(edition, title),
        red=[one for one in ranking if one.board is not None and one.board.code == "red"],
        black=[one for one in ranking if one.board is not None and one.board.code == "black"],
        ranking=ranking,
        unscored=[Unscored(Reference(one.unit_id, one.unit), one.because) for one in scores if one.points is None],
    )


def _standing(period: str, one: Any, before: Any) -> Standing:
    known = before is not None and before.rank is not None
    return Standing(
        unit=Reference(one.unit_id, one.unit),
        points=points_of(one.points),
        rank=one.rank,
        board=board_word(one.board),
        clause=one.clause,
        because=one.because,
        before=None if before is None else Earlier(maybe_points(before.points), before.rank, board_word(before.board)),
        movement=before.rank - one.rank if known else None,
        href=f"/v1/scores/{period}/{one.unit_id}",
    )
