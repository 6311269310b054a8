"""The frozen facts that rules are told: everything as it was true on one day, nothing that came later.

Amounts are 万元 as `Decimal`; units, posts and projects go by their names in the register, unique in a county.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yipanqi_core.vocabulary import DecidingLevel, ItemKind, Level, Nature, UnitKind, Urgency


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """A dated item: `planned_on` by the plan approved by the day, `finished_on` only if finished by the day."""

    kind: ItemKind
    title: str
    unit: str | None
    planned_on: date | None
    finished_on: date | None
    decided_at: DecidingLevel | None = None


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """A month's investment; `completed` is None when nothing was reported, or when the month lies after the day."""

    month: str
    planned: Decimal | None
    completed: Decimal | None


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """A stay on a step of the main track; `left_on` is exclusive and only set if left by the day."""

    step: str
    entered_on: date
    left_on: date | None
    cause: str | None


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """An issue raised by the day; `resolved_on` only if resolved by the day."""

    category: str
    urgency: Urgency
    raised_on: date
    required_on: date | None
    resolved_on: date | None


@dataclass(frozen=True, slots=True)
class EarlierRuling:
    """What was ruled of the same project in an earlier period, for rules that look back."""

    period: str
    kind: str
    value: str | None


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit of the county with the assessment group that its register names."""

    name: str
    kind: UnitKind
    assessment_group: str | None


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """All that is known of one project on the day `on`, for the period `period`."""

    period: str
    on: date
    project: str
    nature: Nature
    sector: str
    level: Level | None
    total_investment: Decimal
    annual_plan: Decimal | None
    lead_unit: str
    owner: str
    owner_kind: UnitKind
    leader: str | None
    deputies: tuple[str, ...]
    """The posts that can be the project's deputy: its leader alone, else all whose portfolio holds the lead unit's
    field. Exactly one: that is the deputy."""
    fields: Mapping[str, object]
    items: tuple[ItemFacts, ...] = ()
    figures: tuple[MonthFacts, ...] = ()
    passages: tuple[PassageFacts, ...] = ()
    issues: tuple[IssueFacts, ...] = ()
    earlier: tuple[EarlierRuling, ...] = ()

    @property
    def passage(self) -> PassageFacts | None:
        """The stay on the main track that holds on the day, if the project is on a list at all."""
        for stay in self.passages:
            if stay.entered_on <= self.on and (stay.left_on is None or stay.left_on > self.on):
                return stay
        return None

    @property
    def step(self) -> str | None:
        """The step of the main track on the day."""
        stay = self.passage
        return None if stay is None else stay.step

    def of(self, kind: ItemKind) -> tuple[ItemFacts, ...]:
        """The items of one kind, in the register's order."""
        return tuple(item for item in self.items if item.kind is kind)


@dataclass(frozen=True, slots=True)
class CountyFacts:
    """What concerns the county as a whole in the period: its units."""

    period: str
    on: date
    units: tuple[UnitFacts, ...]
