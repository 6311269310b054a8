"""The rounds that a plan adds to targets and monthly figures; a correction names the workbook as its reason."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from yipanqi_core.identifiers import new_id
from yipanqi_core.workbook.compare import Difference
from yipanqi_core.workbook.ids import Ids, TableRow
from yipanqi_core.workbook.plan import Writing


def targets(writing: Writing, ids: Ids, evidence: str, actor: str) -> list[TableRow]:
    """Give a round for every target that is new or differs."""
    return [
        _round(writing, "target_id", row, evidence, actor)
        | {
            "unit_id": None if row.unit is None else ids.units[row.unit],
            "year": row.year,
            "base": row.base,
            "since_on": row.since_on or date(row.year, 1, 1),
        }
        for row in _rows(writing.differences.targets)
    ]


def series(writing: Writing, ids: Ids, evidence: str, actor: str) -> list[TableRow]:
    """Give a round for every month of a series that is new or differs."""
    return [
        _round(writing, "figure_id", row, evidence, actor)
        | {
            "unit_id": None if row.unit is None else ids.units[row.unit],
            "month": date(int(row.month[:4]), int(row.month[5:]), 1),
        }
        for row in _rows(writing.differences.series)
    ]


def _rows(found: Difference[Any]) -> Iterable[Any]:
    return (*found.created, *(change.after for change in found.changed))


def _round(writing: Writing, name: str, row: Any, evidence: str, actor: str) -> TableRow:
    known: tuple[UUID, int] = writing.known.rounds.get(row.key) or (new_id(), 0)
    return {
        name: known[0],
        "code": row.code,
        "round": known[1] + 1,
        "value": row.value,
        "reason": evidence if known[1] else None,
        "recorded_by": actor,
        "recorded_on": writing.county.today,
    }
