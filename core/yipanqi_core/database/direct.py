"""Statements compiled once and run on the driver's own connection, in the very transaction that SQLAlchemy holds.

An execute through SQLAlchemy costs 0.6–0.8 ms of CPU, a statement handed to the driver a fifth of it; so what runs in
every request is a `Direct`. Errors come out as SQLAlchemy's own, a lost connection leaves its pool as usual.
"""

import sys
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Any, NoReturn

import asyncpg
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ClauseElement

_DIALECT = PGDialect_asyncpg()  # type: ignore[no-untyped-call]


class Found(asyncpg.Record):  # type: ignore[misc]  # asyncpg ships no types
    """A row whose columns are also its attributes, as those of a SQLAlchemy row are."""

    def __getattr__(self, name: str) -> Any:
        """Give a column by its name."""
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class Listening(ABC):
    """Stands in for a connection, to be told what a query function would run."""

    @abstractmethod
    def tell(self, statement: Any, values: Mapping[str, Any]) -> NoReturn:
        """Take a statement with its values, and run nothing."""


class Direct:
    """A statement whose values are named parameters: `bindparam("tenant")` in a construct, `:tenant` in a `text`.

    Lists are one array parameter (`= ANY(:ids)`), not an IN that SQLAlchemy expands.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement

    @cached_property
    def _ready(self) -> tuple[str, tuple[tuple[str, Any, Any], ...]]:
        """The SQL, and for each place its parameter's name, the value written in the statement, and how to send it."""
        compiled: Any = self._statement.compile(dialect=_DIALECT)
        if "POSTCOMPILE" in compiled.string:
            raise TypeError("a direct statement takes lists as arrays: = ANY(…)")
        written, senders = compiled.params, compiled._bind_processors  # what an execute asks as well
        places = ((name, written.get(name), senders.get(name)) for name in compiled.positiontup or ())
        return compiled.string, tuple(places)

    async def all(self, connection: AsyncConnection, **values: Any) -> list[Found]:
        """Run it and give every row."""
        if isinstance(connection, Listening):
            connection.tell(self._statement, values)
        sql, arguments = self._filled(values)
        driver = await _driver(connection, sql)
        try:
            rows: list[Found] = await driver.fetch(sql, *arguments, record_class=Found)
        except BaseException as error:
            await connection.run_sync(_raise_as_usual, error, sql)
            raise
        return rows

    async def run(self, connection: AsyncConnection, **values: Any) -> int:
        """Run it for its effect, and give the number of rows that it wrote."""
        sql, arguments = self._filled(values)
        driver = await _driver(connection, sql)
        try:
            status = await driver.execute(sql, *arguments)
        except BaseException as error:
            await connection.run_sync(_raise_as_usual, error, sql)
            raise
        return int(status.rpartition(" ")[2])

    def _filled(self, values: dict[str, Any]) -> tuple[str, list[Any]]:
        sql, places = self._ready
        arguments = [values.get(name, written) for name, written, _ in places]
        for place, (_, _, send) in enumerate(places):
            if send is not None and arguments[place] is not None:
                arguments[place] = send(arguments[place])
        return sql, arguments

    async def first(self, connection: AsyncConnection, **values: Any) -> Found | None:
        """Run it and give the first row, if there is one."""
        rows = await self.all(connection, **values)
        return rows[0] if rows else None


async def _driver(connection: AsyncConnection, sql: str) -> Any:
    """Give the driver's connection with its transaction begun, as SQLAlchemy begins it at its own first statement."""
    adapted: Any = connection.sync_connection.connection.dbapi_connection  # type: ignore[union-attr]
    if adapted._transaction is None:
        try:
            await adapted._start_transaction()
        except BaseException as error:
            await connection.run_sync(_raise_as_usual, error, sql)
            raise
    hearing: Any = connection.sync_connection
    if hearing._has_events or hearing.engine._has_events:  # whoever listens to statements hears these as well
        for listener in hearing.dispatch.before_cursor_execute:
            listener(hearing, None, sql, (), None, False)
    return adapted.driver_connection


@asynccontextmanager
async def begun(connection: AsyncConnection) -> AsyncIterator[None]:
    """Hold a transaction as `connection.begin()` does; its COMMIT takes no way round by a greenlet."""
    transaction: Any = connection.sync_connection.begin()  # type: ignore[union-attr]  # BEGIN goes with a statement
    try:
        yield
        await _commit(connection)
    except BaseException:
        await connection.run_sync(_leave, transaction, sys.exc_info())
        raise
    transaction.commit()  # nothing is left to send


async def _commit(connection: AsyncConnection) -> None:
    adapted: Any = connection.sync_connection.connection.dbapi_connection  # type: ignore[union-attr]
    if adapted._transaction is None:
        return
    try:
        await adapted._call_and_discard(adapted._transaction.commit)
    except BaseException as error:
        await connection.run_sync(_raise_as_usual, error, "COMMIT")
        raise


def _leave(_: Connection, transaction: Any, error: Any) -> None:
    transaction.__exit__(*error)


def driver_of(connection: AsyncConnection) -> Any:
    """Give the driver's own connection."""
    adapted: Any = connection.sync_connection.connection.dbapi_connection  # type: ignore[union-attr]
    return adapted.driver_connection


def give_back(connection: AsyncConnection) -> None:
    """Give a connection whose transaction has been committed back to its pool: nothing is sent, nobody waits."""
    connection.sync_connection.close()  # type: ignore[union-attr]


def _raise_as_usual(connection: Connection, error: BaseException, sql: str) -> NoReturn:
    """Raise what SQLAlchemy would have raised, and let it judge whether the connection is lost."""
    adapted: Any = connection.connection.dbapi_connection
    try:
        adapted._handle_exception(error)
    except BaseException as translated:
        connection._handle_dbapi_exception(translated, sql, None, None, None)
    raise error
