"""Direct statements: the same transaction, the same tenant, the same errors as SQLAlchemy's own."""

import asyncio
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import ARRAY, Uuid, any_, bindparam, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from yipanqi_core.database.connection import Database
from yipanqi_core.database.direct import Direct
from yipanqi_core.identifiers import new_id
from yipanqi_core.people.tables import units
from yipanqi_core.tenants.queries import County

_u = units.c
NAMES = Direct(
    select(_u.id, _u.name, _u.short_names)
    .where(_u.tenant_id == bindparam("tenant"), _u.kind == "department")
    .order_by(_u.name)
)
ADD = Direct(
    insert(units).values(tenant_id=bindparam("tenant"), id=bindparam("id"), name=bindparam("name"), kind="department")
)
SOME = Direct(select(_u.name).where(_u.id == any_(bindparam("ids", type_=ARRAY(Uuid)))))
SUM = Direct(text("SELECT CAST(:one AS numeric) + 1 AS total, current_setting('app.tenant_id') AS tenant"))


async def test_it_takes_part_in_the_transaction_whoever_begins_it(database: Database, county: County) -> None:
    first, second = new_id(), new_id()
    async with database.transaction(county.id) as connection:
        assert await ADD.all(connection, tenant=county.id, id=first, name="县水利局") == []
        await connection.execute(
            insert(units).values(tenant_id=county.id, id=second, name="县住建局", kind="department")
        )
        (one, two) = await NAMES.all(connection, tenant=county.id)
        assert (one.name, one.id, two["id"], two.short_names) == ("县住建局", second, first, [])
        found = await SOME.all(connection, ids=[first])
        assert [row.name for row in found] == ["县水利局"]
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with database.transaction(county.id) as connection:
            await ADD.all(connection, tenant=county.id, id=new_id(), name="县交通局")
            raise ZeroDivisionError
    async with database.transaction(county.id) as connection:
        assert len(await NAMES.all(connection, tenant=county.id)) == 2


async def test_it_sees_nothing_of_a_neighbour(database: Database, county: County, neighbour: County) -> None:
    async with database.transaction(county.id) as connection:
        await ADD.all(connection, tenant=county.id, id=new_id(), name="县水利局")
    async with database.transaction(neighbour.id) as connection:
        assert await NAMES.first(connection, tenant=county.id) is None
        row = await SUM.first(connection, one=Decimal("1.50"))
        assert row is not None
        assert (row.total, UUID(row.tenant)) == (Decimal("2.50"), neighbour.id)
        with pytest.raises(AttributeError):
            _ = row.nothing


async def test_its_errors_are_those_of_an_execute(database: Database, county: County) -> None:
    key = new_id()
    with pytest.raises(IntegrityError, match="pk_units") as refused:  # noqa: PT012
        async with database.transaction(county.id) as connection:
            await ADD.all(connection, tenant=county.id, id=key, name="县水利局")
            await ADD.all(connection, tenant=county.id, id=key, name="县交通局")
    assert getattr(refused.value.orig, "sqlstate", None) == "23505"
    assert "县交通局" not in str(refused.value)


async def test_a_lost_connection_leaves_the_pool_and_the_next_one_works(
    database: Database, county: County, owner_url: str
) -> None:
    owner = Database(owner_url, assume_role=False)
    with pytest.raises(DBAPIError) as lost:  # noqa: PT012
        async with database.transaction(county.id) as connection:
            pid = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
            async with owner.transaction(None) as other:
                await other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
            await NAMES.all(connection, tenant=county.id)
    await owner.close()
    assert lost.value.connection_invalidated
    async with database.transaction(county.id) as connection:
        assert await NAMES.all(connection, tenant=county.id) == []


async def test_what_the_commit_refuses_is_raised_as_usual_and_the_next_one_works(
    database: Database, county: County
) -> None:
    with pytest.raises(IntegrityError) as refused:  # noqa: PT012
        async with database.transaction(county.id) as connection:
            table = "CREATE TEMPORARY TABLE late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP"
            await connection.execute(text(table))
            await connection.execute(text("INSERT INTO late VALUES (1), (1)"))
            await ADD.all(connection, tenant=county.id, id=new_id(), name="县水利局")
    assert getattr(refused.value.orig, "sqlstate", None) == "23505"
    async with database.transaction(county.id) as connection:
        assert await NAMES.all(connection, tenant=county.id) == []
        assert (await connection.execute(text("SELECT pg_current_xact_id_if_assigned() IS NULL"))).scalar_one()


async def test_a_connection_lost_before_the_commit_leaves_the_pool(
    database: Database, county: County, owner_url: str
) -> None:
    owner = Database(owner_url, assume_role=False)
    for _ in range(database.engine.pool.size() + 1):  # type: ignore[attr-defined]
        with pytest.raises(DBAPIError) as lost:  # noqa: PT012
            async with database.transaction(county.id) as connection:
                await ADD.all(connection, tenant=county.id, id=new_id(), name="县水利局")
                pid = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
                async with owner.transaction(None) as other:
                    await other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        assert lost.value.connection_invalidated
    await owner.close()
    async with database.transaction(county.id) as connection:
        assert await NAMES.all(connection, tenant=county.id) == []


async def test_one_that_is_cancelled_while_it_commits_leaves_nothing_behind(database: Database, county: County) -> None:
    size = database.engine.pool.size() + 1  # type: ignore[attr-defined]
    for turn in range(size):
        entered = asyncio.Event()

        async def write(name: str = f"县{turn}局", entered: asyncio.Event = entered) -> None:
            async with database.transaction(county.id) as connection:
                await ADD.all(connection, tenant=county.id, id=new_id(), name=name)
                entered.set()

        writing = asyncio.create_task(write())
        await entered.wait()  # its COMMIT is on its way
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
    async with database.transaction(county.id) as connection:
        assert len(await NAMES.all(connection, tenant=county.id)) <= size


async def test_one_that_is_cancelled_leaves_nothing_behind(database: Database, county: County) -> None:
    slow = Direct(text("SELECT pg_sleep(30)"))

    async def wait() -> None:
        async with database.transaction(county.id) as connection:
            await ADD.all(connection, tenant=county.id, id=new_id(), name="县水利局")
            await slow.all(connection)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await wait()
    async with database.transaction(county.id) as connection:
        assert await NAMES.all(connection, tenant=county.id) == []


def test_a_list_that_sqlalchemy_would_expand_is_refused() -> None:
    with pytest.raises(TypeError, match="ANY"):
        _ = Direct(select(_u.name).where(_u.id.in_([new_id()])))._ready
