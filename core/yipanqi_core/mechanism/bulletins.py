"""Bulletins: the period's state told to those above, and each unit's own problems fed back with a date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, PeriodKind
from yipanqi_core.documents.model import Block
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement
from yipanqi_core.rules.scoring import Score


@dataclass(frozen=True, slots=True)
class BulletinFacts:
    """What a bulletin is written from: the period's last month as it was judged and published, and the ranking.

    `colours` are each project's by month as published, None where it was not rated; `changes` and `findings` those of
    all the months and of the last one.
    """

    period: str
    title: str
    issued_on: date
    due_on: date
    months: tuple[str, ...]
    projects: tuple[ProjectFacts, ...]
    colours: Mapping[str, Mapping[str, str | None]]
    changes: tuple[Judgement, ...]
    findings: tuple[Judgement, ...]
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem fed back to the unit that has to put it right."""

    unit: str
    project: str | None
    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin that is issued once per period by the seat `issuer`, numbered in `letterhead`.

    `blocks` and `problems` are pure. `recipients` are the seats that receive it. `confirmed_by` is the seat that
    confirms what units report as put right.
    """

    code: str
    kind: str
    clause: str
    cadence: PeriodKind
    issuer: str
    letterhead: str
    title: str  # with the place {period}
    addressee: str
    recipients: tuple[str, ...]
    blocks: Callable[[BulletinFacts, BaseModel], tuple[Block, ...]]
    problems: Callable[[BulletinFacts, BaseModel], tuple[Problem, ...]]
    rectify_within: Callable[[BaseModel], Duration]


@dataclass(frozen=True, slots=True)
class InspectionBulletin:
    """A bulletin that a recipient writes itself about what it inspected, numbered in its own series."""

    kind: str
    clause: str
    issuer: str
    letterhead: str
    addressee: str
    about: str  # the kind of bulletin that it follows up
