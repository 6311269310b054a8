"""How a register's values are written: into cells of a workbook, and into sentences."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from yipanqi_core.vocabulary import Labelled
from yipanqi_core.workbook.layout import Column, Kind
from yipanqi_core.workbook.register import Post


def cell_value(column: Column, value: object, posts: Mapping[Post, str]) -> object:
    """Give what a cell holds; `posts` says how posts are called."""
    if value is None or value == ():
        return None
    if isinstance(value, Post):
        return posts.get(value, str(value))
    if column.kind is Kind.YES_NO:
        return "是" if value else "否"
    if column.kind is Kind.CHOICE:
        return _word(column, value)
    if isinstance(value, str) and column.kind is Kind.DATE:
        return date.fromisoformat(value)
    if column.kind in (Kind.NUMBER, Kind.MONEY):
        return value if isinstance(value, Decimal) else Decimal(str(value))
    if isinstance(value, list | tuple):
        return "；".join(str(one) for one in value)
    return value


def told(column: Column, value: object) -> str:
    """Give a value as a sentence holds it."""
    cell = cell_value(column, value, {})
    return "（空）" if cell is None else str(cell)


def _word(column: Column, value: object) -> str:
    if isinstance(value, Labelled):
        return value.label
    return next((word for word, meant in column.words.items() if meant == value), str(value))
