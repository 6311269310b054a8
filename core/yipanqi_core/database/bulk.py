"""Many rows in one statement: INSERT … SELECT unnest(…), the set-wise way that row-level security allows."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Column, Table, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.direct import Direct

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]


def _type(column: Column[Any]) -> str:
    return "text" if isinstance(column.type, ARRAY | JSONB) else column.type.compile(_DIALECT)


def _expression(column: Column[Any]) -> str:
    if isinstance(column.type, ARRAY):
        return f"ARRAY(SELECT jsonb_array_elements_text(r.{column.name}::jsonb))"
    return f"r.{column.name}::jsonb" if isinstance(column.type, JSONB) else f"r.{column.name}"


def _columns(table: Table, names: tuple[str, ...], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    as_json = {name for name in names if isinstance(table.c[name].type, ARRAY | JSONB)}
    return {
        name: [json.dumps(row[name], ensure_ascii=False, default=str) if name in as_json else row[name] for row in rows]
        for name in names
    }


def _insert(table: Table, names: tuple[str, ...], prefix: str = "") -> str:
    columns = [table.c[name] for name in names]
    arrays = ", ".join(f"CAST(:{prefix}{column.name} AS {_type(column)}[])" for column in columns)
    values = ", ".join(_expression(column) for column in columns)
    listed = ", ".join(names)
    return (
        f"INSERT INTO {table.name} (tenant_id, {listed}) "
        f"SELECT CAST(:tenant_id AS uuid), {values} FROM unnest({arrays}) AS r({listed})"
    )


@lru_cache(maxsize=128)
def _statement(table: Table, names: tuple[str, ...], tail: str) -> Direct:
    return Direct(text(f"{_insert(table, names)} {tail}"))


async def insert_rows(
    connection: AsyncConnection,
    table: Table,
    tenant_id: UUID,
    rows: Sequence[Mapping[str, Any]],
    *,
    tail: str = "",
) -> int:
    """Insert rows that all have the same columns, in their order; `tail` is an ON CONFLICT clause in plain SQL.

    Gives the number of rows written.
    """
    if not rows:
        return 0
    names = tuple(rows[0])
    columns = _columns(table, names, rows)
    return await _statement(table, names, tail).run(connection, tenant_id=tenant_id, **columns)


async def insert_together(
    connection: AsyncConnection, tenant_id: UUID, rows: Mapping[Table, Sequence[Mapping[str, Any]]]
) -> None:
    """Insert rows of several tables in one statement; references among them hold at its end."""
    filled = {table: each for table, each in rows.items() if each}
    shapes = tuple((table, tuple(each[0])) for table, each in filled.items())
    values = {
        f"{table.name}_{name}": column
        for (table, names), each in zip(shapes, filled.values(), strict=True)
        for name, column in _columns(table, names, each).items()
    }
    await _together(shapes).run(connection, tenant_id=tenant_id, **values)


@lru_cache(maxsize=128)
def _together(shapes: tuple[tuple[Table, tuple[str, ...]], ...]) -> Direct:
    parts = [_insert(table, names, f"{table.name}_") for table, names in shapes]
    named = ", ".join(f"part{place} AS ({part})" for place, part in enumerate(parts[:-1]))
    return Direct(text(f"WITH {named} {parts[-1]}" if named else parts[-1]))


async def update_rows(
    connection: AsyncConnection,
    table: Table,
    tenant_id: UUID,
    rows: Sequence[Mapping[str, Any]],
    *,
    key: tuple[str, ...] = ("id",),
    also: str = "",
) -> int:
    """Update rows by their key from a list that all have the same columns; `also` adds plain SQL assignments.

    Gives the number of rows changed.
    """
    if not rows:
        return 0
    names = tuple(rows[0])
    columns = _columns(table, names, rows)
    return await _update(table, names, key, also).run(connection, tenant_id=tenant_id, **columns)


@lru_cache(maxsize=128)
def _update(table: Table, names: tuple[str, ...], key: tuple[str, ...], also: str) -> Direct:
    arrays = ", ".join(f"CAST(:{name} AS {_type(table.c[name])}[])" for name in names)
    changes = [f"{name} = {_expression(table.c[name])}" for name in names if name not in key]
    if also:
        changes.append(also)
    match = " AND ".join(f"t.{name} = r.{name}" for name in key)
    statement = (
        f"UPDATE {table.name} t SET {', '.join(changes)} FROM unnest({arrays}) AS r({', '.join(names)}) "
        f"WHERE t.tenant_id = CAST(:tenant_id AS uuid) AND {match}"
    )
    return Direct(text(statement))
