"""The rows of a register as a workbook: a column for each of its fields."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from yipanqi_api.answers import Answer
from yipanqi_api.workbooks.uploads import workbook_file
from yipanqi_core.mechanism.registers import Register, RegisterSubject
from yipanqi_core.tenants.queries import County
from yipanqi_core.workbook.layout import Column, Kind
from yipanqi_core.workbook.own_columns import own_columns
from yipanqi_core.workbook.writer import ColumnKind, OutColumn, OutSheet, write_workbook

_KINDS = {Kind.NUMBER: ColumnKind.NUMBER, Kind.DECIMAL: ColumnKind.NUMBER, Kind.DATE: ColumnKind.DATE}


async def workbook_of(register: Register, rows: Sequence[Any], county: County) -> Answer[bytes]:
    """Lay the rows out."""
    content = await asyncio.to_thread(_render, register, rows, county.today)
    return workbook_file(content, f"{county.name}{register.title}{county.today:%Y%m%d}.xlsx")


def _render(register: Register, rows: Sequence[Any], today: date) -> bytes:
    fields = own_columns(register.row)
    heads = [OutColumn(heading, kind, width) for heading, kind, width in _heads(register, fields)]
    cells = [list(_cells(register, fields, row)) for row in rows]
    return write_workbook([OutSheet(register.title, heads, cells)], datetime.combine(today, time(0)))


def _heads(register: Register, fields: Sequence[Column]) -> Iterator[tuple[str, ColumnKind, float]]:
    if register.subject is not RegisterSubject.COUNTY:
        yield register.subject.label, ColumnKind.TEXT, 36
    if register.yearly:
        yield "年度", ColumnKind.NUMBER, 10
    for column in fields:
        if column.attribute in register.amounts:
            unit = "" if "万元" in column.heading else "（万元）"
            yield f"{column.heading}{unit}", ColumnKind.MONEY, 18
        else:
            yield column.heading, _KINDS.get(column.kind, ColumnKind.TEXT), 18
    yield "起算日期", ColumnKind.DATE, 14


def _cells(register: Register, fields: Sequence[Column], row: Any) -> Iterator[object]:
    if register.subject is not RegisterSubject.COUNTY:
        yield row.project if register.subject is RegisterSubject.PROJECT else row.unit
    if register.yearly:
        yield row.year
    for column in fields:
        yield _cell(column, row.fields.get(column.attribute))
    yield row.since_on


def _cell(column: Column, value: Any) -> object:
    if value is None:
        return None
    if column.kind in (Kind.NUMBER, Kind.DECIMAL):
        return Decimal(str(value))
    if column.kind is Kind.DATE:
        return date.fromisoformat(value)
    if column.kind is Kind.CHOICE:
        return next((word for word, meant in column.words.items() if meant == value), value)
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else value
