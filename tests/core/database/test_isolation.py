"""Row-level security as the application meets it: nothing without a tenant, never a neighbour's row, no way around."""

from uuid import UUID

import pytest
from sqlalchemy import Table, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from yipanqi_core.database import migrate
from yipanqi_core.database.connection import Database
from yipanqi_core.database.errors import PrivilegedRoleError
from yipanqi_core.database.revision import HEAD, require_head
from yipanqi_core.database.tables import metadata
from yipanqi_core.identifiers import new_id
from yipanqi_core.people.tables import posts, units
from yipanqi_core.tenants.queries import County

TENANT_TABLES = [table for table in metadata.sorted_tables if table.info.get("tenant")]


async def add_unit(database: Database, county: County, name: str) -> object:
    unit_id = new_id()
    async with database.transaction(county.id) as connection:
        await connection.execute(insert(units).values(tenant_id=county.id, id=unit_id, name=name, kind="department"))
    return unit_id


async def test_a_county_sees_its_own_rows_and_no_others(database: Database, county: County, neighbour: County) -> None:
    await add_unit(database, county, "县水利局")
    async with database.transaction(county.id) as connection:
        assert (await connection.execute(select(units.c.name))).scalars().all() == ["县水利局"]
    async with database.transaction(neighbour.id) as connection:
        assert (await connection.execute(select(units.c.name))).scalars().all() == []


async def test_without_a_tenant_there_are_no_rows(database: Database, county: County) -> None:
    await add_unit(database, county, "县水利局")
    async with database.transaction(None) as connection:
        for table in TENANT_TABLES:
            found = (await connection.execute(select(text("1")).select_from(table))).all()
            assert found == [], table.name


async def test_a_row_cannot_be_written_into_another_county(
    database: Database, county: County, neighbour: County
) -> None:
    with pytest.raises(DBAPIError, match="row-level security"):
        async with database.transaction(county.id) as connection:
            await connection.execute(
                insert(units).values(tenant_id=neighbour.id, id=new_id(), name="县水利局", kind="department")
            )


async def test_a_foreign_key_does_not_reach_into_another_county(
    database: Database, county: County, neighbour: County
) -> None:
    foreign = await add_unit(database, neighbour, "县水利局")
    with pytest.raises(IntegrityError):
        async with database.transaction(county.id) as connection:
            await connection.execute(
                insert(posts).values(tenant_id=county.id, id=new_id(), unit_id=foreign, title="局长")
            )


async def test_the_same_name_in_two_counties_is_no_duplicate(
    database: Database, county: County, neighbour: County
) -> None:
    await add_unit(database, county, "县水利局")
    await add_unit(database, neighbour, "县水利局")


async def test_a_pooled_connection_forgets_the_county_before_the_next_transaction(
    database: Database, county: County
) -> None:
    with pytest.raises(DBAPIError):
        async with database.transaction(county.id) as connection:
            await connection.execute(text("SELECT 1 / 0"))
    async with database.transaction(None) as connection:
        assert (await connection.execute(text("SELECT current_setting('app.tenant_id', true)"))).scalar() in (None, "")


async def test_what_is_published_cannot_be_changed_or_removed(database: Database, county: County) -> None:
    for statement in (
        "UPDATE rulings SET value = 'green'",
        "DELETE FROM scores",
        "UPDATE assessments SET digest = ''",
        "DELETE FROM assessment_facts",
        "UPDATE audit SET actor = 'nobody'",
        "UPDATE letters SET number = ''",
        "TRUNCATE projects",
    ):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with database.transaction(county.id) as connection:
                await connection.execute(text(statement))


async def test_a_county_cannot_rename_or_move_another(database: Database, county: County, neighbour: County) -> None:
    from yipanqi_core.tenants.tables import tenants

    async with database.transaction(county.id) as connection:
        changed = await connection.execute(update(tenants).where(tenants.c.id == neighbour.id).values(name="改名"))
        assert changed.rowcount == 0


async def test_a_role_that_passes_by_the_policies_is_refused(owner_url: str) -> None:
    database = Database(owner_url, assume_role=False)
    with pytest.raises(PrivilegedRoleError, match="拒绝启动"):
        await database.require_unprivileged()
    await database.close()


@pytest.mark.parametrize("table", TENANT_TABLES, ids=lambda table: table.name)
def test_every_key_begins_with_the_tenant(table: Table) -> None:
    assert next(iter(table.primary_key.columns)).name == "tenant_id"
    for constraint in table.constraints:
        columns = getattr(constraint, "columns", None)
        if columns is not None and type(constraint).__name__ in ("UniqueConstraint", "ForeignKeyConstraint"):
            assert next(iter(columns)).name == "tenant_id", constraint
    for index in table.indexes:
        assert next(iter(index.columns)).name == "tenant_id", index.name


async def test_every_tenant_table_forces_its_policy(database: Database) -> None:
    async with database.transaction(None) as connection:
        rows = await connection.execute(
            text(
                "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS forced, "
                "(SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant') AS policies "
                "FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
            )
        )
        state = {row.relname: (row.forced, row.policies) for row in rows}
    for table in TENANT_TABLES:
        assert state[table.name] == (True, 1), table.name
    assert state["tenants"] == (True, 1)


async def test_the_schema_is_what_the_migrations_make_of_it(owner_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(owner_url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
        )
    await engine.dispose()
    assert differences == []


def test_the_revision_the_program_asks_for_is_the_newest_script() -> None:
    assert migrate.head() == HEAD


async def test_migrations_go_down_and_up_again(postgres: object, owner_url: str) -> None:
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(owner_url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("CREATE DATABASE yipanqi_down"))
    await engine.dispose()
    url = owner_url.replace("yipanqi_test", "yipanqi_down")
    await migrate.upgrade(url)
    await migrate.downgrade(url, "base")
    await migrate.upgrade(url)
    down = Database(url)
    await require_head(down.engine)
    await down.close()


async def test_an_owner_without_privileges_over_the_cluster_can_migrate_and_serve(owner_url: str) -> None:
    from sqlalchemy.ext.asyncio import create_async_engine

    from yipanqi_core.tenants.queries import find_id
    from yipanqi_core.tenants.service import create_county

    engine = create_async_engine(owner_url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text("CREATE ROLE plain_owner LOGIN IN ROLE yipanqi_app"))
        await connection.execute(text("CREATE DATABASE yipanqi_plain OWNER plain_owner"))
    await engine.dispose()
    url = owner_url.replace("yipanqi_test", "yipanqi_plain").replace("postgres@", "plain_owner@")
    await migrate.upgrade(url)
    plain = Database(url)
    await plain.require_unprivileged()
    tenant_id = await create_county(plain, code="plain", name="某县", mechanism="shimian", actor="test")
    async with plain.transaction(None) as connection:
        assert await find_id(connection, "plain") == tenant_id
        assert (await connection.execute(text("SELECT count(*) FROM tenants"))).scalar_one() == 0
    await _a_line_written_on_anothers_behalf_is_linked(plain, tenant_id)
    await plain.close()


async def _a_line_written_on_anothers_behalf_is_linked(plain: Database, tenant_id: UUID) -> None:
    """A city's answer writes in a county's trail and ends as the city: row-level security binds the owner as well."""
    from yipanqi_core.audit.chain import examine
    from yipanqi_core.audit.service import record
    from yipanqi_core.tenants.scope import Scope
    from yipanqi_core.tenants.service import create_county

    city = await create_county(plain, code="another", name="邻县", mechanism="shimian", actor="test")
    async with plain.transaction(tenant_id) as connection:
        before = await examine(Scope(connection, tenant_id, "test"))
    async with plain.transaction(tenant_id) as connection:
        await record(Scope(connection, tenant_id, "某市"), "answer_referral", "referral:1", {})
        await connection.execute(text("SELECT set_config('app.tenant_id', :city, true)"), {"city": str(city)})
    async with plain.transaction(tenant_id) as connection:
        after = await examine(Scope(connection, tenant_id, "test"))
    assert (after.length, after.breaks) == (before.length + 1, ())
