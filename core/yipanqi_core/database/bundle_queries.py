"""Several statements answered in one round trip: each comes as JSON and is read into rows typed after its columns.

One statement sees one state of the database, so what is read together fits together.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from typing import cast as as_type
from uuid import UUID

import msgspec
from sqlalchemy import ARRAY, JSON, Select, Text, any_, bindparam, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, ColumnElement
from sqlalchemy.sql.type_api import TypeEngine
from sqlalchemy.sql.visitors import iterate, replacement_traverse

from yipanqi_core.database.direct import Direct

_DIALECT = PGDialect_asyncpg()  # type: ignore[no-untyped-call]
_LONG, _TOO_LONG, _REMEMBERED = 800, 65_536, 128  # characters from and up to which texts are kept, and how many
_PLAIN: frozenset[type[Any]] = frozenset({bool, date, datetime, Decimal, int, str, UUID})


def written_out(statement: Select[Any]) -> Select[Any]:
    """Give the statement with its constants in its text; what has a name and no value stays a parameter.

    The planner then knows them, and they are not sent each time.
    """

    def replaced(element: Any, **_: Any) -> Any:
        if not isinstance(element, BindParameter) or element.required or element.value is None:
            return None
        write = element.type.literal_processor(_DIALECT)
        if write is None:
            return None
        if not element.expanding:
            return literal_column(write(element.value), element.type)
        words = ", ".join(write(each) for each in element.value)
        return literal_column(f"({words or f'SELECT CAST(NULL AS {element.type.compile(_DIALECT)}) WHERE false'})")

    return as_type("Select[Any]", replacement_traverse(statement, {}, replaced))


class OneOf(BindParameter[Any]):
    """Stands for all of a list in `IN`."""

    inherit_cache = True


def with_arrays(statement: Select[Any]) -> Select[Any]:
    """Ask lists as arrays: `= ANY(…)` is one text however long the list is. Raises TypeError."""

    def replaced(element: Any, **_: Any) -> Any:
        if not isinstance(element, BinaryExpression) or element.operator is not operators.in_op:
            return None
        right = getattr(element.right, "element", element.right)  # without its brackets
        one = next((each for each in getattr(right, "clauses", [right]) if isinstance(each, OneOf)), None)
        return None if one is None else element.left == any_(bindparam(one.key, type_=ARRAY(one.type)))

    written = as_type("Select[Any]", replacement_traverse(statement, {}, replaced))
    if any(isinstance(each, OneOf) for each in iterate(written)):
        raise TypeError("a list used otherwise than in IN")
    return written


def fit_for_a_bundle(statement: Select[Any]) -> Select[Any]:
    """Give the statement, unless a column cannot be read from JSON. Raises TypeError, NotImplementedError."""
    row_type("row", statement)
    return statement


class Bundle:
    """Statements by name; parameters of one name are one parameter of all. Its rows are for reading only."""

    def __init__(self, statements: Mapping[str, Select[Any]]) -> None:
        self._statements = statements
        self._read: dict[tuple[str, str], list[Any]] = {}

    @cached_property
    def _ready(self) -> Direct:
        return Direct(written_out(select(*(_packed(name, one) for name, one in self._statements.items()))))

    @cached_property
    def _decoders(self) -> dict[str, msgspec.json.Decoder[list[Any]]]:
        return {name: msgspec.json.Decoder(list[row_type(name, one)]) for name, one in self._statements.items()}  # type: ignore[misc]

    async def read(self, connection: AsyncConnection, **values: Any) -> dict[str, list[Any]]:
        """Run all of them and give the rows of each."""
        found = await self.texts(connection, **values)
        return {name: self.rows(name, found[name]) for name in self._statements}

    async def texts(self, connection: AsyncConnection, **values: Any) -> Mapping[str, str]:
        """Run all of them and give what came of each, to be read when it is asked for."""
        (found,) = await self._ready.all(connection, **values)
        return found

    def rows(self, name: str, text: str) -> list[Any]:
        """Read rows; a long text that came before, such as a county's units, is the same rows again."""
        decoder = self._decoders[name]
        if not _LONG <= len(text) <= _TOO_LONG:  # a whole county's rows would fill a worker's memory
            return decoder.decode(text) if text != "[]" else []
        rows = self._read.pop((name, text), None)
        if rows is None:
            rows = decoder.decode(text)
            if len(self._read) >= _REMEMBERED:
                self._read.pop(next(iter(self._read)), None)
        self._read[name, text] = rows  # the latest asked for is the last to go: a county's units outlive its projects
        return rows


def row_type(name: str, statement: Select[Any]) -> type[msgspec.Struct]:
    """Make the type of a statement's rows, to be read from an array of its columns."""
    fields = [
        (str(column.key), _shape(column.type, f"{name}.{column.key}") | None) for column in statement.selected_columns
    ]
    return msgspec.defstruct(name, fields, array_like=True, gc=False)


def _shape(column: TypeEngine[Any], place: str) -> Any:
    if isinstance(column, ARRAY):
        return list[_shape(column.item_type, place)]  # type: ignore[misc]  # made at run time
    if isinstance(column, JSON):
        return Any
    if column.python_type not in _PLAIN:
        raise TypeError(f"{place}: {column!r} cannot be read from JSON")
    return column.python_type


def _packed(name: str, statement: Select[Any]) -> ColumnElement[Any]:
    rows = statement.subquery(name)
    packed = func.json_agg(func.json_build_array(*rows.c))
    return select(func.coalesce(cast(packed, Text), "[]")).scalar_subquery().label(name)
