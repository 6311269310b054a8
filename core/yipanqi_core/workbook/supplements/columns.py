"""Columns and titles of the further sheets."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from yipanqi_core.workbook import layout
from yipanqi_core.workbook.layout import Column, Kind
from yipanqi_core.workbook.own_columns import as_kept, own_columns
from yipanqi_core.workbook.raw import normalize_heading

_LONGEST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\：'\s]")
_INNER = "."
SAME = "same"
"""The attribute that tells rows of one name apart."""


def project(required: bool = True) -> Column:
    """A column that names a project."""
    return Column("项目名称", "project", Kind.PROJECT, required, own=True)


def text(heading: str, attribute: str, required: bool = False, longest: int = 200) -> Column:
    """A column of words; long ones may have several lines."""
    return Column(heading, attribute, Kind.LONG_TEXT if longest > 200 else Kind.TEXT, required, longest, own=True)


def day(heading: str, attribute: str, required: bool = False, past: bool = False) -> Column:
    """A column of days."""
    return Column(heading, attribute, Kind.DATE, required, past=past, own=True)


def number(heading: str, attribute: str, required: bool = False) -> Column:
    """A column of numbers."""
    return Column(heading, attribute, Kind.NUMBER, required, own=True)


def choice(heading: str, attribute: str, words: Mapping[str, object], required: bool = True) -> Column:
    """A column of fixed words."""
    return Column(heading, attribute, Kind.CHOICE, required, words=words, own=True)


def of(kind: Kind, heading: str, attribute: str, required: bool = False) -> Column:
    """A column that names a unit, a post or a login, or holds money."""
    return Column(heading, attribute, kind, required, own=True)


def same() -> Column:
    """The column that tells rows of one name apart; an export fills it in only where there are such."""
    return number("同名序号", SAME)


def inner(columns: Iterable[Column], beside: Iterable[Column]) -> tuple[Column, ...]:
    """Mark columns as data within one column of the table; a heading that stands already is told apart.

    Their attributes begin with a dot: a field of a mechanism may be called as a column of the table is.
    """
    taken = {column.heading for column in beside}
    found: dict[str, Column] = {}
    for column in columns:
        heading = f"{column.heading}(填报)" if column.heading in taken else column.heading
        while heading in found and found[heading].attribute != f"{_INNER}{column.attribute}":
            heading += "(另)"
        found.setdefault(
            heading, replace(column, attribute=f"{_INNER}{column.attribute}", heading=heading, inner=True, own=True)
        )
    return tuple(found.values())


def fields_of(model: type[BaseModel], beside: Iterable[Column], amounts: Sequence[str] = ()) -> tuple[Column, ...]:
    """Give the columns of a model's fields, beside others of the sheet; `amounts` are in 万元."""
    return inner((_amount(one) if one.attribute in amounts else one for one in own_columns(model)), beside)


def _amount(column: Column) -> Column:
    heading = column.heading if "万元" in column.heading else f"{column.heading}(万元)"
    return replace(column, heading=heading, kind=Kind.DECIMAL)


def titled(parts: Iterable[tuple[str, str]], beside: Iterable[Column]) -> tuple[Column, ...]:
    """Give text columns of (code, title) pairs; what is called alike shares a column."""
    return inner((text(normalize_heading(title), code, longest=500) for code, title in parts), beside)


def inner_values(columns: Sequence[Column], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of the inner columns of what is kept within one column of the table."""
    names = {one.attribute: one.attribute.removeprefix(_INNER) for one in columns if one.inner}
    found = {attribute: kept[name] for attribute, name in names.items() if kept.get(name) is not None}
    return as_kept(columns, found)


def kept_within(columns: Iterable[Column], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is kept within one column of the table."""
    inner = [one.attribute for one in columns if one.inner and fields.get(one.attribute) is not None]
    return {attribute.removeprefix(_INNER): fields[attribute] for attribute in inner}


def outer_values(columns: Iterable[Column], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of the columns that the table has itself."""
    own = {one.attribute for one in columns if one.inner}
    return {name: value for name, value in fields.items() if name not in own}


def sheet_title(title: str) -> str:
    """Make a title that a sheet can have, and that none of the fixed sheets has."""
    plain = _NOT_IN_TITLES.sub("", normalize_heading(title))[:_LONGEST_TITLE]
    return f"{plain[: _LONGEST_TITLE - 4]}(机制)" if plain in layout.FIXED else plain
