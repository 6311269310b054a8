"""Facts of what offices keep: figures of the county and its units, targets, and rows of registers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """A month of a series, of the county (`unit` is None) or of a unit."""

    code: str
    unit: str | None
    month: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A target of the day's year as it was set on the day; `base` is what the year before came to."""

    code: str
    unit: str | None
    year: int
    value: Decimal
    base: Decimal | None


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """A row of a register as it stood on the day, not withdrawn by it; amounts and days in `fields` are text."""

    register: str
    entry: str
    since_on: date
    year: int | None
    unit: str | None
    fields: Mapping[str, object]
