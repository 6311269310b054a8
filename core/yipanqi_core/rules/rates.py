"""Adding up rates per unit and for the county, exactly."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rates import Rate


@dataclass(frozen=True, slots=True)
class Counted:
    """What the projects of a unit (None: of the county) come to."""

    unit: str | None
    projects: int
    part: Decimal
    whole: Decimal

    @property
    def ratio(self) -> Fraction | None:
        """Part ÷ whole; None where the whole is 0."""
        return Fraction(self.part) / Fraction(self.whole) if self.whole else None


def per_unit(rate: Rate, projects: Iterable[ProjectFacts]) -> tuple[Counted, ...]:
    """Give the county's sum and then each lead unit's, by name; units without such a project are left out."""
    by_unit: dict[str, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for facts in projects:
        part, whole = rate.part(facts), rate.whole(facts)
        if part is not None and whole is not None:
            by_unit[facts.lead_unit].append((part, whole))
    everything = [one for rows in by_unit.values() for one in rows]
    units = (_sum(unit, by_unit[unit]) for unit in sorted(by_unit))
    return (_sum(None, everything), *units)


def _sum(unit: str | None, rows: list[tuple[Decimal, Decimal]]) -> Counted:
    zero = Decimal(0)
    return Counted(unit, len(rows), sum((one for one, _ in rows), zero), sum((one for _, one in rows), zero))
