"""From values of a workbook to columns of a table, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, Row, Table

from yipanqi_core.workbook.layout import Column, Kind
from yipanqi_core.workbook.supplements.line import Naming

if TYPE_CHECKING:
    from yipanqi_core.workbook.ids import Ids, TableRow

_BY_ID = {Kind.PROJECT: "projects", Kind.UNIT: "units", Kind.POST: "posts", Kind.LOGIN: "users", Kind.CHAIN: "chains"}


def encoded(table: Table, columns: Iterable[Column], fields: Mapping[str, Any], ids: Ids) -> TableRow:
    """Give the columns of a table's row; what is not filled in is NULL."""
    row: TableRow = {}
    for column in columns:
        value = fields.get(column.attribute)
        if column.kind in _BY_ID:
            row[f"{column.attribute}_id"] = None if value is None else getattr(ids, _BY_ID[column.kind])[value]
        elif isinstance(value, Decimal) and isinstance(table.c[column.attribute].type, Integer):
            row[column.attribute] = int(value)
        elif column.kind is Kind.MONTH and value is not None:
            row[column.attribute] = date(int(value[:4]), int(value[5:]), 1)
        else:
            row[column.attribute] = value
    return row


def decoded(columns: Iterable[Column], row: Row[Any], naming: Naming) -> dict[str, Any]:
    """Give what a table's row fills in."""
    names: dict[Kind, Mapping[Any, Any]] = {
        Kind.PROJECT: naming.projects,
        Kind.UNIT: naming.units,
        Kind.POST: naming.posts,
        Kind.LOGIN: naming.logins,
        Kind.CHAIN: naming.chains,
    }
    fields: dict[str, Any] = {}
    for column in columns:
        known = names.get(column.kind)
        value = getattr(row, column.attribute if known is None else f"{column.attribute}_id")
        if value is None:
            continue
        if column.kind is Kind.NUMBER:
            fields[column.attribute] = Decimal(value)
        elif column.kind is Kind.MONTH:
            fields[column.attribute] = f"{value:%Y-%m}"
        else:
            fields[column.attribute] = value if known is None else known[value]
    return fields


def members(value: Any, absent: str | None = None) -> dict[str, Any]:
    """Give what is kept within one column, a JSON object stored as such or as text; `absent` stands for null."""
    found: dict[str, Any] = json.loads(value) if isinstance(value, str) else dict(value or {})
    told = {name: absent if one is None else one for name, one in found.items()}
    return {name: one for name, one in told.items() if one is not None and one != ""}
