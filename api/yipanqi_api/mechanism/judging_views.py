"""What is judged and ranked, as a mechanism declares it: classes, cuts, queues, points and boards."""

from typing import Annotated

import msgspec
from msgspec import Meta

from yipanqi_api.references import Word


class ColourPoints(msgspec.Struct):
    """Points of a colour per project and month."""

    colour: Word
    points: str


class BoardPlaces(msgspec.Struct):
    """How many places the boards have."""

    red: int
    black: int


class ScorePartView(msgspec.Struct):
    """One thing that gives or takes points."""

    code: str
    title: str
    clause: str
    points: str


class ClassificationView(msgspec.Struct):
    """A kind of classes that are computed from the facts."""

    kind: str
    title: str
    clause: str
    values: list[Word]
    registered: Annotated[bool, Meta(description="是否也给不在清单内的项目归类")]


class BreakdownKind(msgspec.Struct):
    """A cut of the projects; read it at /v1/breakdowns?by=."""

    by: str
    title: str
    clause: str
    keys: Annotated[list[str], Meta(description="总要列出的部分，按此顺序")]
    href: str


class OrderKind(msgspec.Struct):
    """A queue of projects in the order of the clause."""

    code: str
    title: str
    clause: str
    href: str


class ScoringView(msgspec.Struct):
    """How ratings become points, and units are ranked."""

    clause: str
    points: Annotated[list[ColourPoints], Meta(description="按评级计分的，各色分值；其他计分法为空")]
    groups: list[Word]
    boards: Annotated[BoardPlaces, Meta(description="红黑榜名额；不设榜的为 0")]
    parts: Annotated[list[ScorePartView], Meta(description="按分项计分的，各项权重或加减分")]
    cadences: Annotated[list[Word], Meta(description="哪些期计分")]
    boards_in: Annotated[list[Word], Meta(description="哪些期列红黑榜")]
    longer: Annotated[Word, Meta(description="季、年得分如何得出：各月之和、各月平均、按全期事实计算")]
