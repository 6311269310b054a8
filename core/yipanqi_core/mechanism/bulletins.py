"""Bulletins: the period's state told to those above, and each unit's own problems fed back with a date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, PeriodKind
from yipanqi_core.documents.model import Block
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement
from yipanqi_core.mechanism.supervision_facts import LetterFacts
from yipanqi_core.rules.scoring import Score


@dataclass(frozen=True, slots=True)
class BulletinFacts:
    """What a bulletin is written from: the period's last month as it was judged and published, and the ranking.

    `projects` are the listed ones, `left` those that were judged and stand on no list any more. `county` is the county
    as that month was judged by; `unanswered` are the letters by hand that got no reply in time
    and have stood in no bulletin of the kind yet.

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
    county: CountyFacts | None = None
    unanswered: tuple[LetterFacts, ...] = ()
    left: tuple[ProjectFacts, ...] = ()
    ranks_before: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """The ranks of the period before, by group and the unit's name now; who had none is absent."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem fed back to the unit that has to put it right."""

    unit: str
    project: str | None
    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class UnitResult:
    """What a unit is told of its own result of the period."""

    unit: str
    text: str


def _no_results(_: BulletinFacts, __: BaseModel) -> tuple[UnitResult, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin that is issued once per period by the seat `issuer`, numbered in `letterhead`.

    `blocks`, `problems` and `results` are pure: the text, what units must put right, what each unit is told of its own.
    `recipients` are the seats that receive it. With `shows_unanswered` it is the one that shows letters by hand that
    got no reply in time.
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
    results: Callable[[BulletinFacts, BaseModel], tuple[UnitResult, ...]] = _no_results
    shows_unanswered: bool = False


@dataclass(frozen=True, slots=True)
class InspectionBulletin:
    """A bulletin that a seat writes itself, numbered in its own series.

    Upon the bulletin of kind `about` of a period, once; without `about` at will, as often as there is something to say.
    """

    kind: str
    clause: str
    issuer: str
    letterhead: str
    addressee: str
    about: str | None = None  # the kind of bulletin that it follows up
