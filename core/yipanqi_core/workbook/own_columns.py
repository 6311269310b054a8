"""The mechanism's own project fields as columns: one per field, headed by its title."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from yipanqi_core.vocabulary import Labelled
from yipanqi_core.workbook.cells import amount_text, number_text
from yipanqi_core.workbook.layout import Column, Kind
from yipanqi_core.workbook.raw import normalize_heading

YES_NO = {"是": True, "否": False}


def own_columns(model: type[BaseModel]) -> tuple[Column, ...]:
    """Give a column for each field of the model, in its order."""
    return tuple(_column(name, info) for name, info in model.model_fields.items())


def project_columns(model: type[BaseModel]) -> tuple[Column, ...]:
    """Give a column for each of a project's own fields; what is no amount in 万元 is a plain number."""
    return tuple(
        replace(one, kind=Kind.NUMBER) if one.kind is Kind.DECIMAL and "万元" not in one.heading else one
        for one in own_columns(model)
    )


def as_kept(columns: Iterable[Column], fields: Mapping[str, object]) -> dict[str, object]:
    """Give own fields as loading them from a workbook would keep them: numbers in one way of writing them."""
    kinds = {one.attribute: one.kind for one in columns}
    return {name: _number(kinds.get(name), value) for name, value in fields.items()}


def _number(kind: Kind | None, value: object) -> object:
    if kind not in (Kind.NUMBER, Kind.DECIMAL) or not isinstance(value, str):
        return value
    return amount_text(value) if kind is Kind.DECIMAL else number_text(value)


def _column(name: str, info: FieldInfo) -> Column:
    held = present(info.annotation)
    kind, words = _holds(held)
    heading = normalize_heading(info.title or name)
    model = _part(held)
    return Column(heading, name, kind, info.is_required(), longest=5000, words=words, own=True, model=model)


def _part(annotation: Any) -> type[BaseModel] | None:
    """Give the shape of each part where a field holds a list of such."""
    given = get_args(annotation)
    if get_origin(annotation) is list and isinstance(given[0], type) and issubclass(given[0], BaseModel):
        found: type[BaseModel] = given[0]
        return found
    return None


def present(annotation: Any) -> Any:
    """Take the `| None` off a type; of what may be of several the words count."""
    if get_origin(annotation) in (Union, UnionType):
        kinds = [one for one in get_args(annotation) if one is not type(None)]
        return kinds[0] if len(kinds) == 1 else str
    return annotation


def _holds(annotation: Any) -> tuple[Kind, dict[str, object]]:
    if get_origin(annotation) is Literal:
        return Kind.CHOICE, {str(word): word for word in get_args(annotation)}
    if _part(annotation) is not None:
        return Kind.PARTS, {}
    if get_origin(annotation) in (list, tuple, set, frozenset):
        return Kind.LIST, {}
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Kind.CHOICE, {_label(one): one.value for one in annotation}
    if annotation is bool:
        return Kind.YES_NO, dict(YES_NO)
    return {date: Kind.DATE, Decimal: Kind.DECIMAL, int: Kind.NUMBER, float: Kind.NUMBER}.get(
        annotation, Kind.LONG_TEXT
    ), {}


def _label(member: Enum) -> str:
    return member.label if isinstance(member, Labelled) else str(member.value)
