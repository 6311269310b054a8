"""How a register's values are written: into cells of a workbook, and into sentences."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from yipanqi_core.vocabulary import Labelled
from yipanqi_core.workbook.layout import Column, Kind
from yipanqi_core.workbook.register import Post


def post_names(posts: Iterable[Post]) -> dict[Post, str]:
    """Say how each post is called: by its title, or by unit and title where titles repeat."""
    known = list(posts)
    repeated = Counter(post.title for post in known)
    return {post: post.title if repeated[post.title] == 1 else str(post) for post in known}


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
    if column.kind in (Kind.NUMBER, Kind.DECIMAL, Kind.MONEY):
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
