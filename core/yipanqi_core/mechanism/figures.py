"""Figures and targets: monthly series of the county or of its units, and what has to be reached by when."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.vocabulary import Labelled, UnitKind

OWN_UNIT = "own_unit"
"""The seat of whoever belongs to the very unit that a row is about."""


class Measure(Labelled):
    """What a figure counts; amounts are kept in 万元, whatever they are shown in."""

    AMOUNT = "amount", "万元"
    COUNT = "count", "个"
    PERCENT = "percent", "%"


class FigureSubject(Labelled):
    """Whose figure it is."""

    COUNTY = "county", "全县"
    UNIT = "unit", "单位"


class Reading(Labelled):
    """How months add up to a year."""

    MONTHLY = "monthly", "当月数"  # each month's own; the year so far is their sum
    TO_DATE = "to_date", "累计数"  # from January to the month's end; the year so far is the latest


@dataclass(frozen=True, slots=True)
class Figure:
    """A monthly series, kept by those who sit in `kept_by` and by the daily office.

    `kinds` are the units that have it; `shown_in` a larger unit of measure to show amounts in (亿元).
    """

    code: str
    title: str
    clause: str
    subject: FigureSubject
    measure: Measure
    kept_by: tuple[str, ...]
    reading: Reading = Reading.MONTHLY
    kinds: frozenset[UnitKind] = frozenset()
    shown_in: str | None = None


Counted = Callable[[CountyFacts, tuple[ProjectFacts, ...], str | None, BaseModel], Decimal]
"""How far a target has been reached on the facts' day, for a unit or (None) for the county."""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to be reached within a year, set for the county or for each of its units.

    How far it is comes from the series `figure`, or is worked out from the facts by `counted`.
    """

    code: str
    title: str
    clause: str
    subject: FigureSubject
    measure: Measure
    kept_by: tuple[str, ...]
    figure: str | None = None
    counted: Counted | None = None
    kinds: frozenset[UnitKind] = frozenset()
    shown_in: str | None = None
