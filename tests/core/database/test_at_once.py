"""Readings answered at once: the same rows in one statement, of the moment, and of nobody else."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import bindparam, event, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.at_once import AtOnce, at_once
from yipanqi_core.database.bundle_queries import Bundle
from yipanqi_core.database.connection import Database
from yipanqi_core.database.direct import Direct
from yipanqi_core.identifiers import new_id
from yipanqi_core.people.tables import units
from yipanqi_core.projects.tables import projects
from yipanqi_core.tenants.queries import County

DAY = date(2024, 8, 5)
_u, _p = units.c, projects.c
_KINDS = Direct(select(_u.kind, func.count().label("units")).where(_u.tenant_id == bindparam("of")).group_by(_u.kind))


@at_once
async def unit_rows(connection: AsyncConnection, tenant_id: UUID, only: Sequence[UUID] | None = None) -> Sequence[Any]:
    statement = select(_u.id, _u.name, _u.short_names).where(_u.tenant_id == tenant_id).order_by(_u.name)
    return list(await connection.execute(statement if only is None else statement.where(_u.id.in_(only))))


@at_once
async def project_rows(connection: AsyncConnection, tenant_id: UUID, on: date) -> Sequence[Any]:
    statement = select(_p.id, _p.total_investment, _p.registered_on, _p.created_at, _p.fields, _p.code)
    within = _p.registered_on.between(on.replace(month=1, day=1), on)
    return list(await connection.execute(statement.where(_p.tenant_id == tenant_id, within)))


@at_once
async def kind_rows(connection: AsyncConnection, tenant_id: UUID) -> Sequence[Any]:
    return await _KINDS.all(connection, of=tenant_id)


@at_once
async def named(connection: AsyncConnection, tenant_id: UUID, on: date) -> Sequence[Any]:
    month = f"{on:%Y-%m}"  # cannot be told of a day that is not known yet
    return list(await connection.execute(select(_u.name).where(_u.tenant_id == tenant_id, _u.name != month)))


async def make(database: Database, tenant_id: UUID, *names: str) -> list[UUID]:
    ids = [new_id() for _ in names]
    rows = [
        {"tenant_id": tenant_id, "id": key, "name": name, "kind": "department"}
        for key, name in zip(ids, names, strict=True)
    ]
    async with database.transaction(tenant_id) as connection:
        await connection.execute(insert(units), rows)
        await connection.execute(
            insert(projects).values(
                tenant_id=tenant_id, id=new_id(), name=names[0], nature="government_investment", sector="工业",
                search="", total_investment=Decimal("2000.50"), fields={"亩": 12.5, "列": [1]},
                registered_on=date(2024, 3, 1),
            )
        )  # fmt: skip
    return ids


@contextmanager
def heard(database: Database) -> Iterator[list[str]]:
    sent: list[str] = []

    def hear(*arguments: Any) -> None:
        sent.append(arguments[2])

    event.listen(database.engine.sync_engine, "before_cursor_execute", hear)
    yield sent
    event.remove(database.engine.sync_engine, "before_cursor_execute", hear)


async def read(database: Database, name: str, tenant_id: UUID, only: list[UUID]) -> tuple[list[Any], int]:
    asked = {"tenant": tenant_id, "on": DAY, "only": only}
    with heard(database) as sent:
        async with (
            database.transaction(tenant_id) as connection,
            AtOnce(connection, name, asked) as reading,
        ):
            found = [
                await unit_rows(reading, tenant_id),
                await unit_rows(reading, tenant_id, only=only),
                await project_rows(reading, tenant_id, DAY),
                await kind_rows(reading, tenant_id),
            ]
    return [[tuple(_values(row)) for row in rows] for rows in found], len(sent)


def _values(row: Any) -> Iterator[Any]:
    names = getattr(row, "__struct_fields__", None) or getattr(row, "_fields", None) or row.keys()
    return (getattr(row, name) for name in names)


@pytest.mark.parametrize("many", [False, True])
async def test_from_the_second_time_on_a_reading_is_one_statement_with_the_same_rows(
    database: Database, county: County, neighbour: County, many: bool
) -> None:
    ids = await make(database, county.id, "县水利局", "县交通局", "县住建局")
    theirs = await make(database, neighbour.id, "邻县水利局", "邻县交通局")
    name = f"reading {many}"
    first, statements = await read(database, name, county.id, ids[: 1 + many])
    assert statements == 4
    assert len(first[1]) == 1 + many
    assert await read(database, name, county.id, ids[: 1 + many]) == (first, 1)
    other, statements = await read(database, name, neighbour.id, theirs[: 1 + many])
    assert statements == 1
    assert {row[1] for row in other[0]} == {"邻县水利局", "邻县交通局"}
    assert {row[0] for row in other[1]} == set(theirs[: 1 + many])


async def test_what_was_changed_a_moment_ago_is_seen_from_every_process(
    database: Database, county: County, owner_url: str
) -> None:
    ids = await make(database, county.id, *(f"县第{place}局" + "名" * 200 for place in range(5)))
    for _ in range(2):
        await read(database, "moment", county.id, ids)
    other = Database(owner_url)  # another process
    async with other.transaction(county.id) as connection:
        await connection.execute(update(units).where(_u.id == ids[0]).values(name="县改名局"))
    await other.close()
    found, statements = await read(database, "moment", county.id, ids)
    assert statements == 1
    assert "县改名局" in {row[1] for row in found[0]}


async def test_a_call_with_other_arguments_is_asked_by_itself(database: Database, county: County) -> None:
    ids = await make(database, county.id, "县水利局", "县交通局")
    for _ in range(2):
        await read(database, "others", county.id, ids)
    with heard(database) as sent:
        asked = {"tenant": county.id, "on": DAY, "only": ids}
        async with database.transaction(county.id) as connection, AtOnce(connection, "others", asked) as reading:
            (one,) = await unit_rows(reading, county.id, only=[ids[1]])
            earlier = await project_rows(reading, county.id, date(2024, 2, 1))
    assert (one.name, list(earlier), len(sent)) == ("县交通局", [], 3)


async def test_what_cannot_be_told_beforehand_is_asked_each_time(database: Database, county: County) -> None:
    await make(database, county.id, "县水利局")
    for _ in range(3):
        with heard(database) as sent:
            asked = {"tenant": county.id, "on": DAY}
            async with database.transaction(county.id) as connection, AtOnce(connection, "told", asked) as reading:
                assert [row.name for row in await named(reading, county.id, DAY)] == ["县水利局"]
        assert len(sent) == 1


def test_a_column_that_json_cannot_carry_is_refused() -> None:
    with pytest.raises((TypeError, NotImplementedError)):
        _ = Bundle({"x": select(func.nothing_known(_u.name).label("x"))})._decoders


def test_a_bundle_keeps_a_countys_units_and_not_a_whole_countys_rows() -> None:
    bundle = Bundle({"x": select(_u.name.label("x"))})
    units, everything = (json.dumps([["县水利局"]] * number, ensure_ascii=False) for number in (200, 20_000))
    assert bundle.rows("x", units) is bundle.rows("x", units)
    assert bundle.rows("x", everything) is not bundle.rows("x", everything)
