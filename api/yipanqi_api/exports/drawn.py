"""Columns of any list, drawn from the very view that the list shows: the type of a field says how it is written."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from yipanqi_api.exports.column import ExportColumn, coloured, path
from yipanqi_api.exports.headings import HEADINGS, LEFT_OUT, OWN
from yipanqi_api.references import PostReference, Reference, Word
from yipanqi_api.values import Money
from yipanqi_core.workbook.writer import ColumnKind

_MONEY = get_args(Money)[1]
_WIDE = frozenset({"project", "because", "ruling", "note", "description", "title", "body", "line", "reason", "problem"})
_COLOUR_FIELDS = frozenset({"colour", "computed"})
_MOST_TEXT = 32_000
_Own = Mapping[str, str | None]


def drawn_columns(operation: str, view: type[Any]) -> tuple[ExportColumn, ...]:
    """Give the columns of a list in the order of its view's fields."""
    return tuple(_columns(view, OWN.get(operation, {}), ()))


def _columns(view: type[Any], own: _Own, at: tuple[str, ...]) -> Iterator[ExportColumn]:
    hints = get_type_hints(view, include_extras=True)
    for name, hint in hints.items():
        place = (*at, name)
        if name in LEFT_OUT or name not in view.__struct_fields__ or own.get(".".join(place), "") is None:
            continue
        shown, money = _plain(hint)
        if at or not _has_parts(shown):
            money = money and hints.get("measure") is not Word  # such a view's amounts are in the measure it names
            yield _column(_heading(own, place, hint), place, shown, money=money)
        else:
            yield from _within(shown, own, name)


def _within(inner: type[Any], own: _Own, name: str) -> Iterator[ExportColumn]:
    """A part shown whole has its fields side by side; a ruling says why, and by which clause; counts are added up."""
    fields = get_type_hints(inner)
    if "facts" in fields:
        yield ExportColumn(_heading(own, (name,), None), path(name, "because"), width=50)
        yield ExportColumn(HEADINGS["clause"], path(name, "clause"), width=10)
    elif all(kind is int for kind in fields.values()):
        yield ExportColumn(_heading(own, (name,), None), _sum_of(name, tuple(fields)), ColumnKind.NUMBER, 10)
    else:
        yield from _columns(inner, own, (name,))


def _heading(own: _Own, place: tuple[str, ...], hint: Any) -> str:
    """Give the list's own word, else the one of all lists, else what the field says of itself."""
    return own.get(".".join(place)) or HEADINGS.get(place[-1]) or _described(hint) or place[-1]


def _column(heading: str, at: tuple[str, ...], plain: Any, *, money: bool) -> ExportColumn:
    value = path(*at)
    if plain is Word and at[-1] in _COLOUR_FIELDS:
        return ExportColumn(heading, coloured(*at), ColumnKind.COLOUR, 10)
    if plain is Decimal:
        return ExportColumn(f"{heading}（万元）" if money else heading, value, ColumnKind.MONEY, 18)
    if plain is date:
        return ExportColumn(heading, value, ColumnKind.DATE)
    if plain is int:
        return ExportColumn(heading, value, ColumnKind.NUMBER, 10)
    return ExportColumn(heading, _told(value), width=40 if at[-1] in _WIDE else 18)


def _told(value: Callable[[Any], Any]) -> Callable[[Any], str | None]:
    return lambda item: _words(value(item))


def _words(value: Any) -> str | None:
    """Say a value in words; None and what is empty stay empty."""
    match value:
        case None | msgspec.UNSET:
            return None
        case bool():
            return "是" if value else "否"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case msgspec.Raw():
            return bytes(value).decode()[:_MOST_TEXT]
        case dict():
            return "；".join(f"{name}：{_words(one) or ''}" for name, one in value.items()) or None
        case list() | tuple():
            return "、".join(filter(None, map(_words, value))) or None
        case _:
            return _named(value)


def _named(value: Any) -> str:
    """Say what a part is called; a post with who holds it."""
    name = next((getattr(value, one) for one in ("label", "name", "title") if hasattr(value, one)), None)
    if isinstance(value, msgspec.Struct):
        holder = getattr(value, "holder", None)
        if name is None:
            return "，".join(filter(None, (_words(getattr(value, one)) for one in value.__struct_fields__)))
        return f"{_words(name)}（{_words(holder)}）" if holder else str(_words(name))
    return str(value)


def _sum_of(name: str, fields: tuple[str, ...]) -> Callable[[Any], int]:
    return lambda item: sum(getattr(getattr(item, name), one) for one in fields)


def _plain(hint: Any) -> tuple[Any, bool]:
    """Take a hint's wrapping off; tells whether it is an amount in 万元."""
    money = False
    while True:
        origin = get_origin(hint)
        if origin is Annotated:
            hint, *more = get_args(hint)
            money = money or _MONEY in more
        elif origin in (Union, UnionType):
            some = [one for one in get_args(hint) if one not in (type(None), msgspec.UnsetType)]
            if len(some) != 1:
                return hint, money
            (hint,) = some
        else:
            return hint, money


def _has_parts(shown: Any) -> bool:
    """Tell whether a field is shown by its parts; words and names stand in one cell."""
    named = (Word, Reference, PostReference)
    return isinstance(shown, type) and issubclass(shown, msgspec.Struct) and not issubclass(shown, named)


def _described(hint: Any) -> str | None:
    """Use the first words of a field's own description, if they are short enough for a head."""
    metas = [one for one in getattr(hint, "__metadata__", ()) if isinstance(one, msgspec.Meta) and one.description]
    words = next((str(one.description).partition("；")[0].partition("，")[0] for one in metas), "")
    return words if 0 < len(words) <= 16 else None
