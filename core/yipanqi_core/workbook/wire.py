"""The lines that a reading child sends to its parent, one JSON array a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from typing import Any

from yipanqi_core.workbook.raw import CellProblem, CellValue, RawRow, RawSheet, RawWorkbook

Line = tuple[str, *tuple[Any, ...]]


def sheet_line(title: str, headings: Sequence[str]) -> Line:
    """Open a sheet; the rows that follow are its own."""
    return ("sheet", title, headings)


def untitled_line(letters: Sequence[str]) -> Line:
    """Name the filled columns of the open sheet that have no heading."""
    return ("untitled", letters)


def row_line(number: int, values: Iterable[CellValue], spoiled: Sequence[str]) -> Line:
    """Carry a row's values in the order of the sheet's headings."""
    return ("row", number, [_pack(value) for value in values], spoiled)


def problem_line(problem: CellProblem) -> Line:
    """Carry one problem."""
    return ("problem", *astuple(problem))


def encode(line: Line) -> bytes:
    """Return a line as bytes."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@dataclass(slots=True)
class _OpenSheet:
    title: str
    headings: tuple[str, ...]
    rows: list[RawRow]
    untitled: tuple[str, ...] = ()

    def closed(self) -> RawSheet:
        return RawSheet(self.title, self.headings, tuple(self.rows), self.untitled)


def assemble(lines: Iterable[bytes]) -> RawWorkbook:
    """Build the workbook from a child's lines; raises ValueError when they are not such lines."""
    sheets: list[_OpenSheet] = []
    problems: list[CellProblem] = []
    for kind, *rest in _decoded(lines):
        if kind == "row":
            number, values, spoiled = rest
            cells = dict(zip(sheets[-1].headings, map(_unpack, values), strict=True))
            sheets[-1].rows.append(RawRow(number, cells, frozenset(spoiled)))
        elif kind == "sheet":
            sheets.append(_OpenSheet(rest[0], tuple(rest[1]), []))
        elif kind == "untitled":
            sheets[-1].untitled = tuple(rest[0])
        else:
            problems.append(CellProblem(*rest))
    return RawWorkbook(tuple(sheet.closed() for sheet in sheets), tuple(problems))


def _decoded(lines: Iterable[bytes]) -> Iterator[list[Any]]:
    for line in lines:
        yield json.loads(line)


def _pack(value: CellValue) -> object:
    """Wrap a date in a list: JSON has none, and a text may look like one."""
    return [value.isoformat()] if isinstance(value, date) else value


def _unpack(value: Any) -> CellValue:
    if isinstance(value, list):
        text = value[0]
        return date.fromisoformat(text) if len(text) == len("2024-06-30") else datetime.fromisoformat(text)
    plain: CellValue = value
    return plain
