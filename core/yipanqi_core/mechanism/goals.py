"""Goals: how much there has to be of something, worked out from the county's own figures, and how much there is."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.figures import FigureSubject, Measure
from yipanqi_core.vocabulary import UnitKind

Amount = Callable[[CountyFacts, tuple[ProjectFacts, ...], str | None, BaseModel], Decimal | None]
"""How much there must be or is, for a unit or (None) for the county; None where there is nothing to measure by."""


@dataclass(frozen=True, slots=True)
class Goal:
    """At least `needed` of what `reached` counts: for the county, or for each unit of `kinds`.

    Not reached at a month's end it is a finding. Who has nothing to measure by is left out and named, with `lacks`.
    """

    code: str
    title: str
    clause: str
    subject: FigureSubject
    measure: Measure
    needed: Amount
    reached: Amount
    lacks: str
    kinds: frozenset[UnitKind] = frozenset()
    shown_in: str | None = None
