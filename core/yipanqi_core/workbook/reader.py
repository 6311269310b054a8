"""Reads the values of a checked workbook by headings; runs inside the child process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, time, timedelta
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from yipanqi_core.workbook import wire
from yipanqi_core.workbook.limits import FileLimits
from yipanqi_core.workbook.package import Package, check_envelope
from yipanqi_core.workbook.raw import CellProblem, CellValue, normalize_heading, shown
from yipanqi_core.workbook.rebuild import rebuild
from yipanqi_core.workbook.scan import SheetScan

FORMULA = "单元格含公式；请复制该单元格，再用“选择性粘贴—数值”粘贴回原处"
_EXACT_WHOLE = 2.0**53


def read_lines(data: bytes, limits: FileLimits) -> Iterator[wire.Line]:
    """Yield every sheet, row and problem of a file; raises WorkbookFileError."""
    check_envelope(data, limits)
    package = Package(data, limits)
    clean, scans = rebuild(package, limits)
    seen: set[str] = set()
    with closing(CalamineWorkbook.from_filelike(clean)) as book:
        for index, (part, scan) in enumerate(zip(package.sheets, scans, strict=True)):
            title = normalize_heading(part.title)
            if title in seen:
                message = f"有两张工作表都叫“{title}”；请合并或改名"
                yield wire.problem_line(CellProblem(title, 0, "", part.title, message))
                continue
            seen.add(title)
            yield from _SheetReading(title, book.get_sheet_by_index(index), scan).lines()


def column_letter(column: int) -> str:
    """Return the letters of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _SheetReading:
    """One sheet on its way from the parser to lines."""

    def __init__(self, title: str, sheet: CalamineSheet, scan: SheetScan) -> None:
        self._title = title
        self._scan = scan
        self._offset = sheet.start[1] if sheet.start else 0
        self._rows = sheet.iter_rows() if sheet.start else iter(())
        self._headings: dict[int, str] = {}
        self._untitled: set[int] = set()
        self._amiss: dict[int, list[int]] = {}
        for place in sorted({*scan.formulas, *scan.errors}):
            self._amiss.setdefault(place[0], []).append(place[1])

    def lines(self) -> Iterator[wire.Line]:
        """Yield the sheet's opening, its rows and problems, then the columns left unread."""
        problems = self._read_headings()
        yield wire.sheet_line(self._title, tuple(self._headings.values()))
        yield from map(wire.problem_line, problems)
        for number, row in enumerate(self._rows, 2):
            yield from self._row(number, row)
        for below in sorted(self._amiss):  # formulas without a stored value, below the last value
            yield from self._row(below + 1, [])
        yield wire.untitled_line([column_letter(column) for column in sorted(self._untitled)])

    def _read_headings(self) -> list[CellProblem]:
        problems: list[CellProblem] = []
        for column, value in enumerate(next(self._rows, []), self._offset):
            heading = normalize_heading(shown(_value(value)))
            if not heading:
                continue
            if heading in self._headings.values():
                message = f"列标题“{heading}”重复；请只保留一列"
                problems.append(CellProblem(self._title, 1, column_letter(column), heading, message))
            else:
                self._headings[column] = heading
        problems += self._problems(0, {})
        if not self._headings and self._scan.cells:
            problems.append(CellProblem(self._title, 1, "", "", "第一行没有列标题；请把标题放在第一行"))
        return problems

    def _row(self, number: int, row: list[Any]) -> Iterator[wire.Line]:
        values = {column: _value(value) for column, value in enumerate(row, self._offset)}
        filled = [column for column, value in values.items() if value is not None]
        self._untitled.update(column for column in filled if column not in self._headings)
        problems = self._problems(number - 1, values)
        if not problems and not any(column in self._headings for column in filled):
            return
        spoiled = [problem.column for problem in problems]
        yield wire.row_line(number, [values.get(column) for column in self._headings], spoiled)
        yield from map(wire.problem_line, problems)

    def _problems(self, row: int, values: dict[int, CellValue]) -> list[CellProblem]:
        """Return what the scan found amiss in a row, except in columns that nothing will read."""
        found: list[CellProblem] = []
        for column in self._amiss.pop(row, ()):
            heading = self._headings.get(column) or (column_letter(column) if row == 0 else None)
            if heading is None:
                continue
            error = self._scan.errors.get((row, column))
            value = error or shown(values.get(column))
            message = FORMULA if error is None else f"单元格是 Excel 错误值 {error}；请改成正确的内容或清空"
            found.append(CellProblem(self._title, row + 1, heading, value, message))
        return found


def _value(value: Any) -> CellValue:
    """Return a parser's value in the few types that a cell may have; blank text is nothing."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT_WHOLE:
        return int(value)
    if isinstance(value, time | timedelta):
        return str(value)
    if value is None or isinstance(value, bool | int | float | date):
        return value
    return str(value)
