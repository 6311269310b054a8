"""A page of any statement that is sorted by published fields."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select

from yipanqi_api.answers import Answer
from yipanqi_api.paging import Page, Paging
from yipanqi_api.query import parse_sort
from yipanqi_core.database.keyset import key_of, key_type, keys_for
from yipanqi_core.database.pages_queries import count_rows, page_rows
from yipanqi_core.tenants.scope import Scope

T = TypeVar("T")


async def page_of(  # noqa: PLR0917
    scope: Scope,
    paging: Paging,
    statement: Select[Any],
    sorts: Mapping[str, tuple[ColumnElement[Any], ...]],
    sort: str,
    last: ColumnElement[Any],
    view: Callable[[Any], T] | None = None,
    *,
    prepare: Callable[[Sequence[Any]], Awaitable[Callable[[Any], T]]] | None = None,
) -> Answer[Page[T]]:
    """Answer one page of the statement in this order, which ends in `last`, the id.

    `prepare` reads at once what all rows of the page need, such as for `_actions`, and gives how each is shown.
    """
    orders = parse_sort(sort, tuple(sorts), sort)
    keys = keys_for(sorts, ((each.field, each.descending) for each in orders), last)
    rows = await page_rows(scope.connection, statement, keys, paging.after(key_type(keys)), paging.limit + 1)
    total = await count_rows(scope.connection, statement) if paging.count else None
    shown: Any = view if prepare is None else await prepare(rows)
    return paging.answer(rows, key=key_of, view=shown, total=total)
