"""Lists read by key: in a total order that ends in the id, from the row after the last one seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, UnaryExpression, and_, or_, tuple_


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
