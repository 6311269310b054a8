"""Writes sheets to an xlsx file in which every cell is inert: text stays text, whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from yipanqi_core.vocabulary import Colour

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONGEST_TEXT = 32_767  # what a cell of Excel holds; the library would drop more without a word
_LONGEST_TITLE = 31
_WIDEST = 44
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_FILLS = {
    Colour.RED: ("#F8CBAD", "#9C0006"),
    Colour.YELLOW: ("#FFEB9C", "#7F6000"),
    Colour.BLUE: ("#BDD7EE", "#1F4E79"),
    Colour.GREEN: ("#C6E0B4", "#375623"),
}  # fill and letters; the word stands in the cell too
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


class ColumnKind(StrEnum):
    """How a column's values are written; a month is written as text so that it stays a month."""

    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    MONTH = "month"
    NUMBER = "number"
    COLOUR = "colour"  # a `Colour` as its word on its own fill, any other value as text


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column: its heading, what it holds, how wide it is in characters."""

    heading: str
    kind: ColumnKind = ColumnKind.TEXT
    width: float = 14


@dataclass(frozen=True, slots=True)
class OutSheet:
    """A sheet: its rows hold a value or None for each column."""

    title: str
    columns: Sequence[OutColumn]
    rows: Sequence[Sequence[object]]


def write_workbook(sheets: Sequence[OutSheet], created: datetime) -> bytes:
    """Return the file; the same sheets and the same `created` give the same bytes.

    Raises ValueError for a value that its column or the format cannot hold.
    """
    file = io.BytesIO()
    import xlsxwriter  # 2 MiB that only who exports needs

    book = xlsxwriter.Workbook(file, _OPTIONS)
    book.set_properties({"created": created.replace(tzinfo=None)})
    formats = _Formats(book)
    for sheet in sheets:
        if not 0 < len(sheet.title) <= _LONGEST_TITLE:
            raise ValueError(f"工作表名“{sheet.title}”应为 1 至 {_LONGEST_TITLE} 个字")
        _write_sheet(book.add_worksheet(sheet.title), sheet, formats)
    book.close()
    return file.getvalue()


class _Formats:
    """The few cell formats of a file."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.heading: Format = book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1})
        self.quoted: Format = book.add_format({"num_format": "@", "quote_prefix": True})
        self.of_kind: dict[ColumnKind, Format] = {
            ColumnKind.TEXT: book.add_format({"num_format": "@"}),
            ColumnKind.MONTH: book.add_format({"num_format": "@"}),
            ColumnKind.MONEY: book.add_format({"num_format": "0.00"}),
            ColumnKind.DATE: book.add_format({"num_format": "yyyy-mm-dd"}),
            ColumnKind.NUMBER: book.add_format({"num_format": "General"}),
            ColumnKind.COLOUR: book.add_format({"num_format": "@"}),
        }
        self.of_colour: dict[Colour, Format] = {
            colour: book.add_format({"num_format": "@", "bg_color": fill, "font_color": letters, "bold": True})
            for colour, (fill, letters) in _FILLS.items()
        }


def _write_sheet(target: Worksheet, sheet: OutSheet, formats: _Formats) -> None:
    for index, column in enumerate(sheet.columns):
        target.set_column(index, index, column.width, formats.of_kind[column.kind])
        target.write_string(0, index, column.heading, formats.heading)
    for number, row in enumerate(sheet.rows, 1):
        for index, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            if value is not None:
                _WRITERS[column.kind](target, number, index, value, formats)
    target.freeze_panes(1, 0)
    if sheet.columns:
        target.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def heading_width(heading: str) -> float:
    """Give the width at which a heading is read whole beside the button of its filter."""
    signs = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in heading)
    return min(signs + 4, _WIDEST)


def _write_text(target: Worksheet, row: int, column: int, value: object, formats: _Formats) -> None:
    text = str(value)
    if len(text) > _LONGEST_TEXT:
        raise ValueError(f"第 {row + 1} 行有 {len(text)} 个字的单元格，Excel 最多容纳 {_LONGEST_TEXT} 个字")
    inert = formats.quoted if text.startswith(_FORMULA_STARTS) else formats.of_kind[ColumnKind.TEXT]
    if text:
        target.write_string(row, column, text, inert)


def _write_colour(target: Worksheet, row: int, column: int, value: object, formats: _Formats) -> None:
    if isinstance(value, Colour):
        target.write_string(row, column, value.label, formats.of_colour[value])
    else:
        _write_text(target, row, column, value, formats)


def _write_amount(target: Worksheet, row: int, column: int, value: object, formats: _Formats) -> None:
    kind = ColumnKind.MONEY if isinstance(value, Decimal) else ColumnKind.NUMBER
    _write_number(target, row, column, value, formats, kind)


def _write_number(  # noqa: PLR0917
    target: Worksheet,
    row: int,
    column: int,
    value: object,
    formats: _Formats,
    kind: ColumnKind = ColumnKind.NUMBER,
) -> None:
    """Write a number as one if Excel's floats keep it exactly, else as its digits."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float):
        raise ValueError(f"第 {row + 1} 行应为数字，却是 {value!r}")
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"第 {row + 1} 行应为数字，却是 {value!r}")
    stored = float(f"{float(exact):.16G}")  # the digits that the library writes
    if Decimal(repr(stored)) != exact:
        target.write_string(row, column, format(exact, "f"), formats.of_kind[ColumnKind.TEXT])
        return
    target.write_number(row, column, stored, formats.of_kind[kind])


def _write_date(target: Worksheet, row: int, column: int, value: object, formats: _Formats) -> None:
    if not isinstance(value, date):
        raise ValueError(f"第 {row + 1} 行应为日期，却是 {value!r}")
    target.write_datetime(row, column, value, formats.of_kind[ColumnKind.DATE])


_WRITERS: dict[ColumnKind, Callable[[Worksheet, int, int, object, _Formats], None]] = {
    ColumnKind.TEXT: _write_text,
    ColumnKind.MONTH: _write_text,
    ColumnKind.MONEY: _write_amount,
    ColumnKind.DATE: _write_date,
    ColumnKind.NUMBER: _write_number,
    ColumnKind.COLOUR: _write_colour,
}
