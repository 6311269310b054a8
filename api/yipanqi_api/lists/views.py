"""How the lists of the main track look, and the track itself."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

import msgspec
from msgspec import Meta

from yipanqi_api.projects.views import nature_word
from yipanqi_api.references import Word
from yipanqi_api.values import Money
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.tracks import Track
from yipanqi_core.projects.frame_queries import Frame


class ColourCounts(msgspec.Struct):
    """Projects by their colour of the month."""

    red: int = 0
    yellow: int = 0
    blue: int = 0
    green: int = 0
    unrated: Annotated[int, Meta(description="未评级，含该月之后才入单的")] = 0


class Tally(msgspec.Struct):
    """How many projects, how much money, which colours."""

    projects: int
    total_investment: Money
    annual_plan: Annotated[Money, Meta(description="当年计划投资合计")]
    colours: ColourCounts

    @classmethod
    def of(cls, rows: Iterable[Any]) -> Self:
        """Add up rows of the tally."""
        tally = cls(0, Decimal("0.00"), Decimal("0.00"), ColourCounts())
        for row in rows:
            tally.projects += row.projects
            tally.total_investment += row.total_investment
            tally.annual_plan += row.annual_plan
            name = row.colour or "unrated"
            setattr(tally.colours, name, getattr(tally.colours, name) + row.projects)
        return tally


class NatureTally(msgspec.Struct):
    """One nature's part of a list."""

    nature: Word
    tally: Tally


class ListView(msgspec.Struct):
    """One list, counted, and cut by nature."""

    code: str
    title: str
    href: Annotated[str, Meta(description="清单内项目的地址")]
    tally: Tally
    by_nature: list[NatureTally]


class ListsView(msgspec.Struct):
    """All lists of the main track on the county's own day, coloured as of one stored month."""

    track: str
    title: str
    clause: str
    on: Annotated[date, Meta(description="本县当日")]
    period: Annotated[str | None, Meta(description="颜色所属月份；尚无已评估月份为 null")]
    published_on: date | None
    total: Tally
    lists: list[ListView]

    @classmethod
    def of(cls, rows: list[Any], frame: Frame, edition: Edition) -> Self:
        """Show the tally; a step without projects stands with zeros."""
        track, month = edition.track, frame.month
        by_step: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            by_step[row.step].append(row)
        return cls(
            track=track.code,
            title=track.title,
            clause=track.clause,
            on=frame.today,
            period=month.period if month else None,
            published_on=month.published_on if month else None,
            total=Tally.of(rows),
            lists=[_list(step.code, step.title, by_step[step.code]) for step in track.steps],
        )


def _list(code: str, title: str, rows: list[Any]) -> ListView:
    natures = sorted({row.nature for row in rows})
    cut = [NatureTally(nature_word(one), Tally.of(row for row in rows if row.nature == one)) for one in natures]
    return ListView(code, title, f"/v1/lists/{code}/projects", Tally.of(rows), cut)


class StepView(msgspec.Struct):
    """A step of a track, with the natures that may stand on it."""

    code: str
    title: str
    natures: list[Word]


class GateView(msgspec.Struct):
    """A passage between steps, due as soon as its fact is recorded."""

    source: str
    target: str
    fact: Annotated[str, Meta(description="开门的事实")]
    clause: str
    natures: list[Word]


class TrackView(msgspec.Struct):
    """A track: its steps in order and the gates between them."""

    code: str
    title: str
    clause: str
    steps: list[StepView]
    gates: list[GateView]

    @classmethod
    def of(cls, track: Track) -> Self:
        """Show a track."""
        return cls(
            track.code,
            track.title,
            track.clause,
            [StepView(step.code, step.title, _natures(step.natures)) for step in track.steps],
            [
                GateView(gate.source, gate.target, gate.fact.title, gate.clause, _natures(gate.natures))
                for gate in track.gates
            ],
        )


def _natures(natures: Iterable[str]) -> list[Word]:
    return [nature_word(each) for each in sorted(natures)]
