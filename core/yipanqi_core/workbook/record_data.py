"""What kinds of work hold besides day, doer and note, as further columns of 履职: one for each title."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.workbook import layout
from yipanqi_core.workbook.cells import CellError
from yipanqi_core.workbook.layout import Column, Kind
from yipanqi_core.workbook.out_values import cell_value
from yipanqi_core.workbook.own_columns import as_kept, own_columns
from yipanqi_core.workbook.own_values import fields_kept
from yipanqi_core.workbook.parts import parts_text
from yipanqi_core.workbook.remarks import Remarks
from yipanqi_core.workbook.typed_rows import TypedRow, plain_value

_BESIDE = {"职务或单位", "类型", "项目名称", "日期", "说明"}


def record_columns(edition: Edition) -> tuple[Column, ...]:
    """Give a column for each title of a field of any kind of work; what it holds depends on the row's kind."""
    titles = dict.fromkeys(title for kind in edition.records for title in _columns(kind.fields))
    return tuple(Column(title, f".{title}", Kind.RAW, longest=30_000, own=True, inner=True) for title in titles)


def data_cells(edition: Edition, kind: str, data: Mapping[str, Any] | None) -> dict[str, object]:
    """Give what the further cells of a record hold."""
    columns = _columns(_fields(edition, kind))
    values = as_kept(columns.values(), data or {})
    cells: dict[str, object] = {}
    for title, column in columns.items():
        value: Any = values.get(column.attribute)
        if value is not None and column.model is not None:
            cells[f".{title}"] = parts_text(value, column.model) or None
        elif value is not None:
            cells[f".{title}"] = cell_value(column, value, {})
    return {name: value for name, value in cells.items() if value is not None}


def data_text(edition: Edition, kind: str, data: Mapping[str, Any] | None) -> str | None:
    """Give what a record holds besides as text, in one way of writing it; None when it holds nothing."""
    columns = _columns(_fields(edition, kind)).values()
    kept = {name: value for name, value in as_kept(columns, data or {}).items() if value not in (None, [], "")}
    return encode(kept).decode() if kept else None


def records_data(rows: Iterable[TypedRow], edition: Edition, remarks: Remarks) -> dict[int, str | None]:
    """Read what the rows of 履职 hold besides, each in the shape of its kind, by row number."""
    return {row.raw.number: _data(row, edition, remarks) for row in rows}


def with_data(edition: Edition, kind: str, text: str | None) -> dict[str, Any] | None:
    """Give what a record holds besides as it is stored: in the whole shape of its kind."""
    model = _fields(edition, kind)
    if text is None or model is None:
        return None
    return model.model_validate(json.loads(text)).model_dump(mode="json", exclude_none=True)


def _data(row: TypedRow, edition: Edition, remarks: Remarks) -> str | None:
    given = {name: value for name, value in row.values.items() if name.startswith(".")}
    kind = row.values.get("kind")
    if not given or kind is None:
        return None
    model = _fields(edition, kind)
    columns, values = _columns(model), dict[str, Any]()
    for name, cell in given.items():
        heading = name.removeprefix(".")
        if heading not in columns:
            remarks.cell(layout.RECORDS, row.raw, heading, f"“{kind}”没有“{heading}”这一项；请清空，或核对类型")
            continue
        try:
            values[columns[heading].attribute] = plain_value(cell, columns[heading])
        except CellError as error:
            remarks.cell(layout.RECORDS, row.raw, heading, str(error))
    if model is None or len(values) < len(given):
        return None
    by_name = {column.attribute: column for column in columns.values()}
    for column in columns.values():
        if column.required and column.attribute not in values:
            remarks.cell(layout.RECORDS, row.raw, column.heading, f"“{kind}”须填写“{column.heading}”")
    kept = fields_kept(layout.RECORDS, replace(row, values=values), by_name, model, remarks)
    return data_text(edition, kind, kept)


def _fields(edition: Edition, kind: str) -> type[BaseModel] | None:
    return next((one.fields for one in edition.records if one.title == kind), None)


@lru_cache(maxsize=256)
def _columns(model: type[BaseModel] | None) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for column in () if model is None else own_columns(model):
        heading = f"{column.heading}(填报)" if column.heading in _BESIDE else column.heading
        found[heading] = replace(column, heading=heading)
    return found
