"""A pass over a sheet's XML that bounds it and finds formulas and error values, holding no cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from yipanqi_core.workbook.limits import FileLimits
from yipanqi_core.workbook.package import SAVE_AS, feed, local
from yipanqi_core.workbook.raw import WorkbookFileError

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")

Place = tuple[int, int]
"""Row and column of a cell, both counted from 0 as the reader counts them."""


@dataclass(slots=True)
class SheetScan:
    """What the pass found: the cells counted, the places of formulas, error values by place."""

    cells: int = 0
    formulas: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)


class SheetScanner:
    """Follows one sheet's elements; raises WorkbookFileError at the first cell out of bounds."""

    def __init__(self, title: str, limits: FileLimits, cells_left: int) -> None:
        self.found = SheetScan()
        self._title = title
        self._limits = limits
        self._cells_left = cells_left
        self._row = self._column = -1
        self._bottom = self._right = -1
        self._left = limits.columns
        self._cell: Place | None = None
        self._columns: dict[str, int] = {}
        self._handlers: dict[str, Callable[[dict[str, str]], None] | None] = {}
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start

    def run(self, chunks: Iterator[bytes]) -> SheetScan:
        """Follow the whole sheet and return what was found."""
        feed(self._parser, chunks)
        return self.found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        """Hand an element to its method; this runs for every element of a sheet."""
        try:
            handler = self._handlers[tag]
        except KeyError:
            handler = self._handlers[tag] = getattr(self, f"_open_{local(tag)}", None)
        if handler is not None:
            handler(attributes)

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) - 1 if attributes.get("r", "").isdecimal() else self._row + 1
        self._column = -1
        self._cell = None

    def _open_c(self, attributes: dict[str, str]) -> None:
        """Note the cell's place; a cell without a reference follows the one before, as Excel reads it."""
        if "r" in attributes:
            row, self._column = self._place(attributes["r"])
        else:
            row, self._column = max(self._row, 0), self._column + 1
        if row > self._bottom or not self._left <= self._column <= self._right:
            self._grow(row, self._column)
        self._cell = (row, self._column)
        self.found.cells += 1
        if self.found.cells > self._cells_left:
            raise WorkbookFileError(f"单元格超过 {self._limits.cells} 个；请删去无关的工作表，或分几次上传")
        if attributes.get("t") == "e":
            self.found.errors[self._cell] = ""

    def _open_f(self, attributes: dict[str, str]) -> None:
        if self._cell is not None:
            self.found.formulas.add(self._cell)

    def _open_v(self, attributes: dict[str, str]) -> None:
        """Listen to the text of a value only where it names an error."""
        in_error = self._cell in self.found.errors
        self._parser.CharacterDataHandler = self._error_text if in_error else None

    def _open_extLst(self, attributes: dict[str, str]) -> None:  # noqa: N802 - the element's own name
        self._cell = None  # the extensions' own `f` elements are not of a cell

    def _open_dimension(self, attributes: dict[str, str]) -> None:
        """Refuse a sheet that claims too large an area, whether or not it fills it."""
        for corner in attributes.get("ref", "").split(":"):
            if _REFERENCE.fullmatch(corner):
                self._check(*self._place(corner))

    def _error_text(self, text: str) -> None:
        if self._cell in self.found.errors and len(self.found.errors[self._cell]) < 20:
            self.found.errors[self._cell] += text.strip()

    def _grow(self, row: int, column: int) -> None:
        self._check(row, column)
        self._bottom, self._right = max(self._bottom, row), max(self._right, column)
        self._left = min(self._left, column)
        rows, columns = self._bottom + 1, self._right - self._left + 1
        if rows * columns > self._limits.area:
            raise WorkbookFileError(
                f"工作表“{self._title}”的数据区有 {rows} 行 {columns} 列，"
                f"最多 {self._limits.area} 格；请删去数据以外的行和列再保存"
            )

    def _place(self, reference: str) -> Place:
        matched = _REFERENCE.fullmatch(reference)
        if matched is None:
            raise WorkbookFileError(f"工作表“{self._title}”中有无效的单元格位置；{SAVE_AS}", repr(reference[:40]))
        letters, digits = matched.groups()
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column_number(letters)
        return int(digits) - 1, column

    def _check(self, row: int, column: int) -> None:
        remedy = "请选中数据以外的行和列，删除后再保存"
        if row >= self._limits.rows:
            raise WorkbookFileError(f"工作表“{self._title}”用到第 {row + 1} 行，最多 {self._limits.rows} 行；{remedy}")
        if column >= self._limits.columns:
            raise WorkbookFileError(
                f"工作表“{self._title}”用到第 {column + 1} 列，最多 {self._limits.columns} 列；{remedy}"
            )


def _column_number(letters: str) -> int:
    """Return a column's number, counted from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
