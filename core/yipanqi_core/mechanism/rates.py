"""Rates: a part over a whole, added up over the projects of each unit."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.figures import Measure

Quantity = Callable[[ProjectFacts], Decimal | None]
"""What a project brings in; None: it does not count at all."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`part` ÷ `whole`, over the projects of a lead unit and over the county; undefined where the whole is 0."""

    code: str
    title: str
    clause: str
    part_title: str
    whole_title: str
    part: Quantity
    whole: Quantity
    measure: Measure = Measure.COUNT
