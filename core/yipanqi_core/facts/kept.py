"""Figures, targets and rows of registers as facts of a day."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from yipanqi_core.mechanism.kept_facts import EntryFacts, FigureFacts, TargetFacts


def figure(row: Row[Any]) -> FigureFacts:
    """Give a month of a series."""
    return FigureFacts(row.code, row.unit, f"{row.month:%Y-%m}", row.value)


def target(row: Row[Any]) -> TargetFacts:
    """Give a target."""
    return TargetFacts(row.code, row.unit, row.year, row.value, row.base)


def entries(rows: Iterable[Row[Any]]) -> tuple[EntryFacts, ...]:
    """Give rows of registers."""
    return tuple(
        EntryFacts(row.register, str(row.entry_id), row.since_on, row.year, row.unit, row.fields) for row in rows
    )
