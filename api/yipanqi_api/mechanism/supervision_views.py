"""Teams, bodies, the fast lane and letters by hand, as the mechanism declares them."""

from typing import Annotated, Self

import msgspec
from msgspec import Meta

from yipanqi_api.references import Word
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.lanes import FastLane
from yipanqi_core.mechanism.letters import LetterKind
from yipanqi_core.mechanism.teams import Body, Team, TeamPart


class TeamPartView(msgspec.Struct):
    """A part in a team or body."""

    code: str
    title: str
    least: int
    most: int | None
    ranks: list[str]
    each_of: Annotated[str | None, Meta(description="该职责由哪一职责的每个单位各指定一名")]
    of_seat: Annotated[str | None, Meta(description="任职者应属哪一席位的单位；null 为不限")]
    unit_kinds: Annotated[list[Word], Meta(description="任职者所在单位的类别；空为不限")]

    @classmethod
    def of(cls, part: TeamPart) -> Self:
        """Show a part."""
        kinds = [Word.of(kind) for kind in part.kinds]
        return cls(part.code, part.title, part.least, part.most, list(part.ranks), part.each_of, part.of, kinds)


class TeamKindView(msgspec.Struct):
    """A team that projects must have."""

    code: str
    title: str
    clause: str
    parts: list[TeamPartView]
    plan: Annotated[str | None, Meta(description="须制定的方案；无为 null")]
    topics: Annotated[list[Word], Meta(description="进度安排须逐项明确的事项")]

    @classmethod
    def of(cls, team: Team) -> Self:
        """Show a team."""
        topics = [Word(topic.code, topic.title) for topic in team.topics]
        return cls(
            team.code, team.title, team.clause, [TeamPartView.of(part) for part in team.parts], team.plan, topics
        )


class BodyKindView(msgspec.Struct):
    """A body of the county, with the seats that the document itself puts into each part."""

    code: str
    title: str
    clause: str
    kept_by: Word
    parts: list[TeamPartView]
    founding: Annotated[dict[str, list[Word]], Meta(description="文件所列成员，按职责")]
    deputies_part: Annotated[str | None, Meta(description="其余有分管领域的县领导承担的职责")]

    @classmethod
    def of(cls, body: Body, edition: Edition) -> Self:
        """Show a body."""
        titles = {one.code: one.title for one in edition.seats}
        founding = {part: [Word(seat, titles[seat]) for seat in seats] for part, seats in body.founding.items()}
        keeper = Word(body.kept_by, titles[body.kept_by])
        parts = [TeamPartView.of(part) for part in body.parts]
        return cls(body.code, body.title, body.clause, keeper, parts, founding, body.deputies_part)


class FastLaneView(msgspec.Struct):
    """The fast lane of approval items."""

    title: str
    clause: str
    kinds: list[Word]

    @classmethod
    def maybe(cls, lane: FastLane | None) -> Self | None:
        """Show it, if there is one."""
        return None if lane is None else cls(lane.title, lane.clause, [Word.of(kind) for kind in lane.kinds])


def told_of_silence(kind: LetterKind, edition: Edition) -> Word | None:
    """Show the seat that is told of a letter without a reply in time, if one is."""
    titles = {one.code: one.title for one in edition.seats}
    seat = kind.told_of_silence
    return None if seat is None else Word(seat, titles[seat])


class ByHandKindView(msgspec.Struct):
    """That people issue letters of a kind, and to whom silence goes up."""

    escalated_to: Word

    @classmethod
    def maybe(cls, kind: LetterKind, edition: Edition) -> Self | None:
        """Show it, if people issue letters of the kind."""
        if kind.by_hand is None:
            return None
        titles = {one.code: one.title for one in edition.seats}
        return cls(Word(kind.by_hand.escalated_to, titles[kind.by_hand.escalated_to]))
