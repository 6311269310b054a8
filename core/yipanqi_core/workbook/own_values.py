"""The mechanism's own project fields as a workbook fills them, validated by the mechanism's model."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from yipanqi_core.workbook.layout import Column, Sheet
from yipanqi_core.workbook.own_columns import present
from yipanqi_core.workbook.remarks import Remarks
from yipanqi_core.workbook.typed_rows import TypedRow


def own_values(
    sheet: Sheet, rows: Sequence[TypedRow], model: type[BaseModel], remarks: Remarks
) -> dict[int, Mapping[str, object]]:
    """Give each row's own fields as they are stored, by row number."""
    columns = {column.attribute: column for column in sheet.columns if column.own}
    return {row.raw.number: fields_kept(sheet.title, row, columns, model, remarks) for row in rows}


def fields_kept(
    title: str, row: TypedRow, columns: Mapping[str, Column], model: type[BaseModel], remarks: Remarks
) -> Mapping[str, object]:
    """Give a row's own fields as they are stored, by the names that the model has for them."""
    given = {name: row.values[one.attribute] for name, one in columns.items() if one.attribute in row.values}
    try:
        made = model.model_validate(given)
    except ValidationError as error:
        for detail in error.errors():
            name = str(detail["loc"][0]) if detail["loc"] else ""
            if name in given or not detail["loc"]:
                heading = columns[name].heading if name in columns else ""
                remarks.cell(title, row.raw, heading, _amiss(heading, detail, columns.get(name)))
        return {}
    return made.model_dump(mode="json", include=set(given), exclude_none=True)


def _amiss(heading: str, detail: ErrorDetails, column: Column | None) -> str:
    """Say what of a cell does not fit, of several parts which."""
    if column is None:
        return f"不合本行的要求：{reason(detail)}；请改正"
    place, inner = "", detail["loc"][1:]
    if column.model is not None and inner and isinstance(inner[0], int):
        place = f"第 {inner[0] + 1} 行的“{'·'.join(_titles(column.model, inner[1:]))}”"
    lacks = "应填未填" if detail["type"] == "missing" else reason(detail)
    return f"不合“{heading}”的要求：{place}{lacks}；请改正"


def _titles(model: Any, path: Sequence[str | int]) -> Iterable[str]:
    """Name a place within a part by its titles."""
    for name in path:
        info = getattr(model, "model_fields", {}).get(name)
        yield str(name) if info is None else str(info.title or name)
        model = None if info is None else present(info.annotation)


_REASONS = {
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "应不小于 {ge}",
    "less_than": "应小于 {lt}",
    "less_than_equal": "应不大于 {le}",
    "string_too_long": "最多 {max_length} 个字",
    "string_too_short": "至少 {min_length} 个字",
    "decimal_max_places": "最多 {decimal_places} 位小数",
    "int_from_float": "应为整数",
    "int_parsing": "应为整数",
}


def reason(detail: ErrorDetails) -> str:
    """Say in the clerk's language what the model asks for; a rule of the mechanism's own speaks for itself."""
    if detail["type"] == "value_error":
        return detail["msg"].removeprefix("Value error, ")
    return _REASONS.get(detail["type"], "内容或格式不对").format(**detail.get("ctx", {}))
