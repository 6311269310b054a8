"""Scores as they are listed, and one unit's score opened to the ratings behind every point."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.references import Reference, Word
from yipanqi_api.rulings import RulingView

Points = Annotated[
    Decimal,
    Meta(
        description="分",
        extra_json_schema={"type": "string", "format": "decimal", "pattern": r"^-?[0-9]{1,10}\.[0-9]{2}$"},
    ),
]
"""Points in an answer: a decimal string with two places; give it through `points_of`."""

_BOARDS = {"red": Word("red", "红榜"), "black": Word("black", "黑榜")}
_HUNDREDTH = Decimal("0.01")


def points_of(value: Any) -> Decimal:
    """Give stored points with their two places; canonical JSON keeps them as text."""
    return Decimal(value).quantize(_HUNDREDTH)


def maybe_points(value: Any) -> Decimal | None:
    """Give stored points, if there were any."""
    return None if value is None else points_of(value)


def board_word(board: str | None) -> Word | None:
    """Name a board."""
    return None if board is None else _BOARDS[board]


class PartBehind(msgspec.Struct):
    """A part of a score: an aspect with what is done against what is due, or one thing that adds or takes points."""

    code: str
    title: str
    clause: str | None
    because: str | None
    points: Points
    counted: Annotated[bool, Meta(description="无考核事项的分项不计，其余折算")]
    done: str | None
    due: str | None
    project: Annotated[str | None, Meta(description="所涉项目，按评估时的名称")]
    entries: Annotated[
        list[msgspec.Raw],
        Meta(
            description="该分项的依据（项目、履职、节点、目标），按存档原样",
            extra_json_schema={"items": {"type": "object"}},
        ),
    ]


class BasisView(msgspec.Struct):
    """One entry that points come from: a rated project in a month, a month in a longer period, or a part."""

    points: Points
    href: Annotated[str | None, Meta(description="该项的来源：评级，或该月的得分")]
    period: Annotated[str | None, Meta(description="季度、年度得分的月份")] = None
    project: Annotated[Reference | None, Meta(description="月度得分的项目，按评估时的名称")] = None
    colour: Word | None = None
    part: Annotated[PartBehind | None, Meta(description="按分项计分的一项")] = None


class ScoreView(msgspec.Struct):
    """A unit's score in a group and period; points null: nothing to be scored on (无考核事项)."""

    period: str
    group: Word
    unit: Reference
    points: Points | None
    rank: int | None
    board: Word | None
    clause: str
    because: str
    basis: list[BasisView]
    published_on: date | None
    href: str


class RatingBehind(msgspec.Struct):
    """A project's rating that counts for the unit."""

    project: Reference
    colour: Annotated[Word, Meta(description="计分的颜色；与 ruling 不同时为公布前由人另定，见该评级")]
    points: Points
    rating_id: UUID
    href: str
    ruling: RulingView


class MonthBehind(msgspec.Struct):
    """A month of the score with every project that counts in it."""

    period: str
    points: Points
    projects: list[RatingBehind]
    parts: list[PartBehind]


class GroupScore(msgspec.Struct):
    """The unit's score in one group, opened."""

    group: Word
    points: Points | None
    rank: int | None
    board: Word | None
    clause: str
    because: str
    months: list[MonthBehind]
    parts: Annotated[list[PartBehind], Meta(description="按分项计分的各项；由各月得出的见 months")]


class OpenedScore(msgspec.Struct):
    """A unit's scores of a period, down to the rulings that every point comes from."""

    period: str
    title: str
    unit: Reference
    edition: str
    published_on: date | None
    groups: list[GroupScore]
