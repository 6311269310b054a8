"""Comparing what a workbook says with what a county has: what is new, what differs, what is left alone."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Generic
from uuid import UUID

from yipanqi_core.workbook.county_register import Kept, R
from yipanqi_core.workbook.layout import Column, Sheet
from yipanqi_core.workbook.out_values import told


@dataclass(frozen=True, slots=True)
class Change(Generic[R]):
    """A row that the county has and the workbook corrects."""

    id: UUID
    before: R
    after: R


@dataclass(frozen=True, slots=True)
class Difference(Generic[R]):
    """What a sheet changes.

    `left` are the rows of which the workbook does not speak, `result` all rows as they will be, and `kept_back` counts,
    per attribute, the cells that are empty in the workbook where the county has something: that stays.
    """

    created: tuple[R, ...]
    changed: tuple[Change[R], ...]
    left: int
    result: tuple[R, ...]
    kept_back: Mapping[str, int]


def compare(county: Sequence[Kept[R]], workbook: Sequence[R]) -> Difference[R]:
    """Match the rows by key, and rows of equal key first by being the same in all else."""
    waiting: dict[Hashable, list[Kept[R]]] = defaultdict(list)
    for kept in county:
        waiting[kept.row.key].append(kept)
    pairs: dict[int, Kept[R]] = {}
    for same in (True, False):
        for place, row in enumerate(workbook):
            if place not in pairs:
                found = next((one for one in waiting.get(row.key, ()) if not same or one.row == row), None)
                if found is not None:
                    pairs[place] = found
                    waiting[row.key].remove(found)
    kept_back: dict[str, int] = defaultdict(int)
    merged = [
        (pairs.get(place), row if place not in pairs else _merged(pairs[place].row, row, kept_back))
        for place, row in enumerate(workbook)
    ]
    untouched = [kept.row for several in waiting.values() for kept in several]
    return Difference(
        created=tuple(row for kept, row in merged if kept is None),
        changed=tuple(Change(kept.id, kept.row, row) for kept, row in merged if kept is not None and kept.row != row),
        left=len(untouched),
        result=(*(row for _, row in merged), *untouched),
        kept_back=kept_back,
    )


def _merged(before: R, after: R, kept_back: dict[str, int]) -> R:
    """Put what the workbook says over what the county has; an empty cell erases nothing."""
    values: dict[str, Any] = {}
    for one in fields(after):  # type: ignore[arg-type]  # every entry is a dataclass
        old, new = getattr(before, one.name), getattr(after, one.name)
        if isinstance(new, Mapping):
            values[one.name] = {**old, **new}
        elif new in (None, ()) and old not in (None, ()):
            kept_back[one.name] += 1
            values[one.name] = old
        else:
            values[one.name] = new
    return replace(after, **values)  # type: ignore[type-var]


def change_lines(sheet: Sheet, change: Change[R]) -> list[str]:
    """Say what a correction changes, old and new, one line per column."""
    lines = []
    for column in sheet.columns:
        old, new = (column_value(row, column) for row in (change.before, change.after))
        if old != new:
            lines.append(f"{change.before.called}：{column.heading} {told(column, old)} → {told(column, new)}")
    return lines


def kept_back_lines(sheet: Sheet, counts: Mapping[str, int]) -> Iterable[str]:
    """Say how many empty cells of each column leave what the county has."""
    for column in sheet.columns:
        if column.attribute in counts:
            number = counts[column.attribute]
            yield f"“{sheet.title}”表“{column.heading}”有 {number} 行空着而县里已有内容，保留县里的内容，不清空"


def column_value(row: object, column: Column) -> object:
    """Give what a row holds in a column, the mechanism's own among them."""
    if column.own:
        return getattr(row, "fields", {}).get(column.attribute)
    return getattr(row, column.attribute)
