"""Lists read by key: in a total order that ends in the id, from the row after the last one seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, UnaryExpression, and_, or_, tuple_


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order; the expression is never NULL."""

    expression: ColumnElement[Any]
    descending: bool = False

    def beyond(self, value: Any) -> ColumnElement[bool]:
        """Tell which rows come after this value."""
        beyond: ColumnElement[bool] = self.expression < value if self.descending else self.expression > value
        return beyond

    def ordered(self) -> UnaryExpression[Any]:
        """Give the key for ORDER BY."""
        return self.expression.desc() if self.descending else self.expression.asc()


def in_order(keys: Sequence[Key]) -> list[UnaryExpression[Any]]:
    """Give the keys for ORDER BY."""
    return [key.ordered() for key in keys]


def rows_after(keys: Sequence[Key], values: Sequence[Any]) -> ColumnElement[bool]:
    """Tell which rows come after the row with these values: one comparison where all keys run the same way."""
    if len({key.descending for key in keys}) == 1:
        row = tuple_(*(key.expression for key in keys))
        given = tuple_(*values, types=[key.expression.type for key in keys])
        return row < given if keys[0].descending else row > given
    return or_(
        *(
            and_(*(k.expression == v for k, v in zip(keys[:place], values[:place], strict=True)), key.beyond(value))
            for place, (key, value) in enumerate(zip(keys, values, strict=True))
        )
    )


def keys_for(
    sorts: Mapping[str, tuple[ColumnElement[Any], ...]], orders: Iterable[tuple[str, bool]], last: ColumnElement[Any]
) -> tuple[Key, ...]:
    """Turn (published field, descending) into keys; the id comes last and runs the way of the key before it."""
    keys = [Key(expression, descending) for field, descending in orders for expression in sorts[field]]
    return (*keys, Key(last, keys[-1].descending if keys else False))


def keyed(statement: Select[Any], keys: Sequence[Key], after: Sequence[Any] | None, limit: int) -> Select[Any]:
    """Give one page of a statement, each row with its key for `key_of`."""
    columns = (key.expression.label(f"key_{place}") for place, key in enumerate(keys))
    page = statement.add_columns(*columns).order_by(*in_order(keys)).limit(limit)
    return page if after is None else page.where(rows_after(keys, after))


def keyed_through(  # noqa: PLR0917
    shown: Select[Any],
    narrow: Select[Any],
    identity: ColumnElement[Any],
    keys: Sequence[Key],
    after: Sequence[Any] | None,
    limit: int,
) -> Select[Any]:
    """Give one page of `shown`, whose rows `narrow` finds first by their `id` alone.

    So that what is only shown is looked up for the rows of the page and not for the whole list.
    """
    page = keyed(narrow, keys, after, limit).subquery("page")
    found = [Key(page.c[f"key_{place}"], key.descending) for place, key in enumerate(keys)]
    columns = (key.expression for key in found)
    return shown.where(identity == page.c.id).add_columns(*columns).order_by(*in_order(found))


def key_of(row: Row[Any]) -> tuple[Any, ...]:
    """Give the key of a row of `keyed`, or of one read from a bundle."""
    names: tuple[str, ...] = getattr(row, "__struct_fields__", ()) or row._fields
    return tuple(getattr(row, name) for name in names if name.startswith("key_"))


def key_type(keys: Sequence[Key]) -> Any:
    """Give the type of a key, as a cursor must be decoded: `tuple[date, UUID]` or the like."""
    return tuple[tuple(key.expression.type.python_type for key in keys)]  # type: ignore[misc]  # made at run time
