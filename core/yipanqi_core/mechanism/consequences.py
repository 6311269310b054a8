"""Consequences: what results are used for; proposed from figures or a report, decided by a person, never automatic."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling, Subject
from yipanqi_core.rules.scoring import Score


@dataclass(frozen=True, slots=True)
class SeenMonth:
    """A project in one published month: the facts it was judged by and the colour that was published."""

    facts: ProjectFacts
    colour: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's places on the boards of a year: the quarters in which it stood on each, by group."""

    unit: str
    quarters: Mapping[str, tuple[str, ...]]  # board → the quarters, each once however many groups
    points: Mapping[str, Decimal]  # group → the year's points


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is put before a person: whom it concerns, and the ruling that explains it."""

    subject: Subject
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Consequence:
    """One use of results. `decided_by` is the seat that decides.

    `of_months` reads a project's last `months` published months, oldest first, when a month is published; `of_year`
    the boards of a year when the year is. `of_ranking` reads the scores of each period of the length `each` when that
    is published, `of_county` the county and its projects by which that period's last month was judged. `on_report`:
    someone who inspects puts it forward, with evidence.
    """

    code: str
    title: str
    clause: str
    decided_by: str
    months: Callable[[BaseModel], int] | None = None
    of_months: Callable[[tuple[SeenMonth, ...], BaseModel], tuple[Proposal, ...]] | None = None
    of_year: Callable[[tuple[Standing, ...], BaseModel], tuple[Proposal, ...]] | None = None
    on_report: bool = False
    each: PeriodKind | None = None
    of_ranking: Callable[[tuple[Score, ...], BaseModel], tuple[Proposal, ...]] | None = None
    of_county: Callable[[CountyFacts, tuple[ProjectFacts, ...], BaseModel], tuple[Proposal, ...]] | None = None
