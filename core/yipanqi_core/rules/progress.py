"""How far a project is: the investment ratio and the late nodes, compared exactly and rounded only when shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from yipanqi_core.mechanism.facts import ItemFacts, MonthFacts, ProjectFacts
from yipanqi_core.vocabulary import ItemKind

_NOTHING = Decimal(0)


class YearFigures(Protocol):
    """What of a project's facts the year's investment is read from."""

    @property
    def on(self) -> date:
        """The month's end."""

    @property
    def annual_plan(self) -> Decimal | None:
        """The year's plan."""

    @property
    def figures(self) -> Sequence[MonthFacts]:
        """The year's months."""


@dataclass(frozen=True, slots=True)
class Investment:
    """Planned and completed investment of the year up to a month's end, in 万元, exact."""

    planned: Fraction
    completed: Fraction
    unreported: tuple[str, ...]

    @property
    def ratio(self) -> Fraction | None:
        """Completed ÷ planned; None (undefined, not zero) when nothing was planned."""
        return self.completed / self.planned if self.planned else None


@dataclass(frozen=True, slots=True)
class LateItem:
    """An unfinished item past its plan."""

    item: ItemFacts
    days: int


def shown(value: Fraction, places: int = 4) -> str:
    """Write an exact value rounded half-up (away from zero), for people and for the figures beside a ruling."""
    scale = 10**places
    digits = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    sign = "-" if value < 0 and digits else ""
    return f"{sign}{digits // scale}.{digits % scale:0{places}d}"


def investment(facts: YearFigures) -> Investment:
    """Sum the year's plan and completion up to the facts' month.

    The monthly plan counts when any month of the year has a figure (its empty months are 0), else the annual plan ×
    month ÷ 12. A month without a report adds nothing and is named.
    """
    month = facts.on.month
    upto = [figure for figure in facts.figures if int(figure.month[5:]) <= month]
    completed = sum((figure.completed for figure in upto if figure.completed is not None), _NOTHING)
    if any(figure.planned is not None for figure in facts.figures):
        planned = Fraction(sum((figure.planned for figure in upto if figure.planned is not None), _NOTHING))
    else:
        planned = Fraction(facts.annual_plan or _NOTHING) * month / 12
    reported = {figure.month for figure in upto if figure.completed is not None}
    months = (f"{facts.on.year}-{number:02d}" for number in range(1, month + 1))
    return Investment(planned, Fraction(completed), tuple(name for name in months if name not in reported))


def unplanned(facts: ProjectFacts) -> bool:
    """Tell whether a project has no node at all, due or not, and nothing planned to the month's end."""
    return not facts.of(ItemKind.NODE) and not investment(facts).planned


def late(facts: ProjectFacts, *kinds: ItemKind) -> tuple[LateItem, ...]:
    """Give the items of these kinds that are past their plan and unfinished on the facts' day, the latest first."""
    found = [
        LateItem(item, (facts.on - item.planned_on).days)
        for item in facts.items
        if item.kind in kinds
        and item.planned_on is not None
        and item.planned_on < facts.on
        and item.finished_on is None
    ]
    return tuple(sorted(found, key=lambda one: (-one.days, one.item.title)))


def finished_early(facts: ProjectFacts, since: date, days: int) -> ItemFacts | None:
    """Give a node finished between `since` and the facts' day, at least so many days before its plan."""
    for item in facts.of(ItemKind.NODE):
        if item.finished_on is None or item.planned_on is None or item.finished_on < since:
            continue
        if (item.planned_on - item.finished_on).days >= days:
            return item
    return None
