"""What every kind of further rows gives: its sheets, its rows in the county, its checks, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import BaseModel
from sqlalchemy import Row

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import UnitKind
from yipanqi_core.workbook.compare import Difference
from yipanqi_core.workbook.county_register import Kept
from yipanqi_core.workbook.layout import Sheet
from yipanqi_core.workbook.own_values import fields_kept
from yipanqi_core.workbook.remarks import Remarks
from yipanqi_core.workbook.supplements.line import Line, Naming
from yipanqi_core.workbook.typed_rows import TypedRow

if TYPE_CHECKING:
    from yipanqi_core.workbook.ids import Ids
    from yipanqi_core.workbook.plan import Writing

Stored = Mapping[str, Sequence[Row[Any]]]
"""Rows by the table that they stand in."""
Lines = Mapping[str, Sequence[Kept[Line]]]
"""The county's rows by sheet."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a workbook says, sheet by sheet, with what else a check may ask of it."""

    edition: Edition
    year: int | None
    sheets: Mapping[str, Sheet]
    rows: Mapping[str, Sequence[TypedRow]]
    known: Lines
    projects: Mapping[str, Mapping[str, Any]]
    items: Container[Hashable]
    unit_kinds: Mapping[str, UnitKind]
    today: date
    remarks: Remarks

    @property
    def first_day(self) -> date:
        """The first day of the workbook's year, from which counts what names no day."""
        return min(date(self.year or self.today.year, 1, 1), self.today)

    def own_values(self, sheet: Sheet, model: type[BaseModel]) -> dict[int, dict[str, Any]]:
        """Give the inner values of a sheet's rows as a model keeps them, by row number."""
        columns = {one.attribute.removeprefix("."): one for one in sheet.columns if one.inner}
        found: dict[int, dict[str, Any]] = {}
        for row in self.rows[sheet.title]:
            kept = fields_kept(sheet.title, row, columns, model, self.remarks)
            found[row.raw.number] = {f".{name}": value for name, value in kept.items()}
        return found


@dataclass(frozen=True, slots=True)
class Hand:
    """What writing rows needs."""

    scope: Scope
    writing: Writing
    ids: Ids
    evidence: str
    edition: Edition

    def change(self, sheet: str) -> Difference[Line]:
        """Give what a sheet changes."""
        return self.writing.differences.lines[sheet]


class Supplement(Protocol):
    """A kind of further rows."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The words under which its rows are counted."""

    def counted(self, title: str) -> str:
        """Give the word under which the rows of a sheet are counted."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables in which its rows stand."""

    def sheets(self, edition: Edition) -> tuple[Sheet, ...]:
        """Give its sheets, none where the mechanism declares nothing of the kind."""

    def lines(self, edition: Edition, stored: Stored, naming: Naming) -> dict[str, list[Kept[Line]]]:
        """Give the county's rows by sheet."""

    def check(self, told: Told) -> dict[str, list[Line]]:
        """Give the workbook's rows by sheet; what is amiss goes to the remarks."""

    async def write(self, hand: Hand) -> None:
        """Write what is new or differs."""


Amiss = Callable[[TypedRow, Told], Iterable[tuple[str, str]]]
"""(attribute, message) for each cell of a row that does not fit."""


def nothing_amiss(_: TypedRow, __: Told) -> Iterable[tuple[str, str]]:
    """Find nothing."""
    return ()


def made(sheet: Sheet, key: Sequence[str], fields: Mapping[str, Any]) -> Line:
    """Make a line; it is called by what it is recognised by."""
    values = tuple(fields.get(attribute) for attribute in key)
    words = "、".join(_told(sheet, attribute, value) for attribute, value in zip(key, values, strict=True) if value)
    return Line(sheet.title, values, dict(fields), f"“{sheet.title}”表 {words}")


def refuse_twice(told: Told, sheet: Sheet, key: Sequence[str]) -> None:
    """Refuse a second row of the same key; each place names the first."""
    first: dict[tuple[object, ...], int] = {}
    for row in told.rows[sheet.title]:
        value = tuple(row.values.get(attribute) for attribute in key)
        before = first.setdefault(value, row.raw.number) if row.complete else row.raw.number
        if before != row.raw.number:
            what = "、".join(sheet.column(attribute).heading for attribute in key)
            message = f"与第 {before} 行重复（{what}相同）；请合并成一行，或改成不同的内容"
            told.remarks.cell(sheet.title, row.raw, sheet.column(key[0]).heading, message)


def in_order(row: TypedRow, first: str, last: str) -> Iterable[tuple[str, str]]:
    """Refuse a last day before the first."""
    begins, ends = row.values.get(first), row.values.get(last)
    if begins is not None and ends is not None and ends < begins:
        yield last, f"{ends} 早于起始的 {begins}；请核对两个日期"


def say_amiss(told: Told, sheet: Sheet, amiss: Amiss) -> None:
    """Refuse every cell that does not fit."""
    for row in told.rows[sheet.title]:
        for attribute, message in amiss(row, told):
            told.remarks.cell(sheet.title, row.raw, sheet.column(attribute).heading, message)


def _told(sheet: Sheet, attribute: str, value: object) -> str:
    words = sheet.column(attribute).words
    return next((word for word, meant in words.items() if meant == value), str(value))
