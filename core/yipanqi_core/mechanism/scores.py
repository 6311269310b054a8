"""Scores: what gives units points in a period, the groups they stand in, and the boards that rankings fill."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts, UnitFacts
from yipanqi_core.mechanism.rulings import Judgement, RulingKind


@dataclass(frozen=True, slots=True)
class JudgedMonth:
    """A month of the year with what was ruled in it, units by the names they had at the period's end."""

    period: str
    judgements: tuple[Judgement, ...]

    def of(self, *kinds: RulingKind) -> tuple[Judgement, ...]:
        """Give the judgements of these kinds, in the engine's order."""
        return tuple(one for one in self.judgements if one.kind in kinds)


@dataclass(frozen=True, slots=True)
class CountyView:
    """All that a score may be read from: the county and every project on the period's last day, and the rulings.

    `months` ends with the period's own last month. For a month without `Scoring.reads` that is the only one and holds
    all its judgements; else the year's months from January on, each with its judgements of those kinds alone.
    """

    period: str
    kind: PeriodKind
    county: CountyFacts
    projects: tuple[ProjectFacts, ...]
    months: tuple[JudgedMonth, ...]

    def judged(self, *kinds: RulingKind) -> tuple[Judgement, ...]:
        """Give the judgements of these kinds of the last month."""
        return self.months[-1].of(*kinds)


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit's points in a group, before ranking; who is not given one has nothing to be scored on (无考核事项).

    `because` says how the points come about. `basis` are the entries they come from, ready for JSON; each has `points`
    and says what it is: `project` and `colour`, `period`, or `part` and `title` with `clause`, `because`, `project`,
    `done`, `due` as fits (see `rules.aspects` and `rules.tallies`).
    """

    group: str  # the group's title
    unit: str
    points: Decimal
    because: str
    basis: tuple[Mapping[str, object], ...]


UnitScores = Callable[[CountyView, BaseModel], tuple[UnitScore, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of units ranked among themselves; `title` is what the register's 考核组 calls it.

    `member` says who belongs to it and so stands apart when there is nothing to score; without it the 考核组 does.
    """

    code: str
    title: str
    member: Callable[[UnitFacts], bool] | None = None

    def holds(self, unit: UnitFacts) -> bool:
        """Tell whether the unit belongs to the group."""
        return unit.assessment_group == self.title if self.member is None else self.member(unit)


@dataclass(frozen=True, slots=True)
class BoardRule:
    """How a ranking becomes a red and a black board: how many, and beyond which points (None: whatever the points).

    Who stands on the red one does not stand on the black one.
    """

    red: int
    black: int
    above: Decimal | None = Decimal(0)
    below: Decimal | None = Decimal(0)


class Longer(StrEnum):
    """How a quarter and a year come about."""

    SUM = "sum"  # of their months
    MEAN = "mean"  # of those of their months in which the unit has points
    COMPUTED = "computed"  # by `unit_scores`, as a month


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One thing that gives or takes points, as the mechanism tells people of it; `points` is its weight or step."""

    code: str
    title: str
    clause: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Scoring:
    """How units are scored: `unit_scores` for a month (and, COMPUTED, for longer periods), ranked within each group.

    `cadences` are the periods that have scores; `boards` fill in `boards_in`. `points` tells what a rating is worth
    where ratings give the points, `parts` what else does. `reads` are the rulings of the year's earlier months that
    `unit_scores` looks at.
    """

    clause: str
    groups: tuple[Group, ...]
    unit_scores: UnitScores
    longer: Longer = Longer.SUM
    cadences: tuple[PeriodKind, ...] = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
    boards: Callable[[BaseModel], BoardRule] | None = None
    boards_in: tuple[PeriodKind, ...] = (PeriodKind.QUARTER,)
    points: Callable[[BaseModel], Mapping[str | None, Decimal]] | None = None
    parts: Callable[[BaseModel], tuple[ScorePart, ...]] | None = None
    reads: tuple[RulingKind, ...] = ()

    def shown_first(self) -> tuple[PeriodKind, ...]:
        """Give the periods to show unasked: those with boards; without any boards, all that have scores."""
        kinds = tuple(sorted(self.cadences, key=lambda kind: kind not in self.boards_in))
        return kinds if self.boards is None else tuple(kind for kind in kinds if kind in self.boards_in)

    def group(self, title: str) -> Group | None:
        """Give the group of this title, if the mechanism knows it."""
        return next((group for group in self.groups if group.title == title), None)
