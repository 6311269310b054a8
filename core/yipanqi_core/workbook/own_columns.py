"""The mechanism's own project fields as columns: one per field, headed by its title."""

from datetime import date
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from yipanqi_core.vocabulary import Labelled
from yipanqi_core.workbook.layout import Column, Kind
from yipanqi_core.workbook.raw import normalize_heading

YES_NO = {"是": True, "否": False}


def own_columns(model: type[BaseModel]) -> tuple[Column, ...]:
    """Give a column for each field of the model, in its order."""
    return tuple(_column(name, info) for name, info in model.model_fields.items())


def _column(name: str, info: FieldInfo) -> Column:
    kind, words = _holds(_present(info.annotation))
    heading = normalize_heading(info.title or name)
    return Column(heading, name, kind, info.is_required(), longest=5000, words=words, own=True)


def _present(annotation: Any) -> Any:
    """Take the `| None` off a type."""
    if get_origin(annotation) in (Union, UnionType):
        kinds = [one for one in get_args(annotation) if one is not type(None)]
        return kinds[0] if len(kinds) == 1 else str
    return annotation


def _holds(annotation: Any) -> tuple[Kind, dict[str, object]]:
    if get_origin(annotation) is Literal:
        return Kind.CHOICE, {str(word): word for word in get_args(annotation)}
    if get_origin(annotation) in (list, tuple, set, frozenset):
        return Kind.LIST, {}
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Kind.CHOICE, {_label(one): one.value for one in annotation}
    if annotation is bool:
        return Kind.YES_NO, dict(YES_NO)
    return {date: Kind.DATE, Decimal: Kind.NUMBER, int: Kind.NUMBER, float: Kind.NUMBER}.get(
        annotation, Kind.LONG_TEXT
    ), {}


def _label(member: Enum) -> str:
    return member.label if isinstance(member, Labelled) else str(member.value)
