"""What was read from a workbook file before any rule looked at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

CellValue = str | int | float | bool | date | datetime | None

_PARENTHESES = str.maketrans({"（": "(", "）": ")"})


class WorkbookFileError(ValueError):
    """The file as a whole cannot be read; `str()` is the message for the clerk, `detail` is for the log."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One thing amiss at one place; `column` is the heading, or the letter of a column that has none."""

    sheet: str
    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row that is not blank: its Excel number and a value for each heading of the sheet.

    `spoiled` holds the headings whose cell already has a problem, so that no later check reports it twice.
    """

    number: int
    cells: dict[str, CellValue]
    spoiled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet by its headings; `untitled` are the letters of filled columns without one, left unread."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[RawRow, ...]
    untitled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """All sheets of a file in its order, and the problems found while reading them."""

    sheets: tuple[RawSheet, ...]
    problems: tuple[CellProblem, ...] = ()

    def sheet(self, title: str) -> RawSheet | None:
        """Return the sheet of that title, None if the file has none."""
        return next((sheet for sheet in self.sheets if sheet.title == title), None)


def normalize_heading(text: str) -> str:
    """Return a heading or sheet title without spaces, with half-width parentheses and no required-mark."""
    return re.sub(r"\s+", "", text).translate(_PARENTHESES).rstrip("*＊")


def shown(value: CellValue) -> str:
    """Return a value as the clerk knows it, for use in messages and error lists."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return _number_text(value)
    return str(value)


def _number_text(number: float) -> str:
    """Return the shortest decimal text of a float without an exponent where that stays readable."""
    exact = Decimal(repr(number))
    if not exact.is_finite() or abs(exact.adjusted()) > 20:
        return repr(number)
    return format(exact.to_integral_value() if exact == exact.to_integral_value() else exact, "f")
