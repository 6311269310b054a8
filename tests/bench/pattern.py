"""Counties of 300 projects made from a mechanism's sample year: widened and copied inside the database, set by set."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.database.tables import metadata
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.schedule.service import run_due
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county, set_dates
from yipanqi_core.workbook.service import load_file

DATA = Path(__file__).resolve().parents[1] / "data"
EACH, ITEMS = 300, 10
MONTH = Period.parse("2024-06")
BEFORE = [Period.parse(f"2024-{number:02d}") for number in range(1, 6)]
EVE, DAY = date(2024, 6, 30), date(2024, 7, 1)
"""Counties stand on the month's last day until they are to be judged; the day after, the month's assessment is due."""

_APART = "SET LOCAL session_replication_role = replica"  # no foreign key is asked: rows come whole or not at all
_REMOVED = "DELETE FROM {} WHERE tenant_id = :t AND {} IN (SELECT id FROM projects WHERE tenant_id = :t OFFSET 300)"
_MORE_ITEMS = """
INSERT INTO items (tenant_id, id, project_id, kind, title, unit_id, planned_on, finished_on)
SELECT :t, gen_random_uuid(), p.id, 'node', '节点' || n, r.unit_id, date '2024-01-20' + n * 30,
       CASE WHEN n < 6 THEN date '2024-01-18' + n * 30 END
FROM projects p JOIN responsibilities r ON r.tenant_id = :t AND r.project_id = p.id AND r.kind = 'lead_unit'
CROSS JOIN generate_series(1, :items) n
WHERE p.tenant_id = :t AND n > (SELECT count(*) FROM items i WHERE i.tenant_id = :t AND i.project_id = p.id)
ON CONFLICT DO NOTHING
"""
_MORE_MONTHS = """
INSERT INTO monthly_figures (tenant_id, project_id, month, planned, completed)
SELECT :t, p.id, date '2024-01-01' + make_interval(months => n), 100, CASE WHEN n < 6 THEN 95 END
FROM projects p CROSS JOIN generate_series(0, 11) n WHERE p.tenant_id = :t ON CONFLICT DO NOTHING
"""
_VARIED = {
    ("monthly_figures", "completed"): "CASE WHEN t.month < '2024-06-01' THEN t.completed"
    " ELSE round(t.completed * (50 + abs(hashtext(t.project_id::text || made.c)) % 70) / 100, 2) END",
    ("items", "finished_on"): "CASE WHEN t.finished_on < '2024-06-01' OR abs(hashtext(t.id::text || made.c)) % 4 > 0"
    " THEN t.finished_on END",
}
"""What differs from county to county: what was invested and finished in the month that is assessed, and later."""


async def pattern_county(url: str, database: Database, mechanism: str) -> UUID:
    """Make one county of 300 projects, with earlier months assessed where the mechanism looks back at them."""
    tenant = await create_county(database, code=f"{mechanism}-0", name=mechanism, mechanism=mechanism, actor="bench")
    sample = DATA / f"{mechanism}-2024.xlsx"
    async with database.transaction(tenant) as connection:
        scope = Scope(connection, tenant, "bench")
        result, _ = await load_file(scope, installed(), sample.read_bytes(), sample.name)
        if result["errors"]:
            raise RuntimeError(f"{sample}: {result['errors']}")
        await set_dates(scope, clock_date=EVE, live_from=EVE)
    await widen(url, tenant)
    edition = installed().in_force(mechanism, EVE)
    if edition.memory_months or (edition.scoring is not None and edition.scoring.reads):
        for month in BEFORE:
            async with database.transaction(tenant) as connection:
                await assess(Scope(connection, tenant, "bench"), installed(), month)
    await run_due(database, installed(), tenant)  # what falls due on the eve itself is done in the copies as well
    return tenant


async def widen(url: str, tenant: UUID) -> None:
    """Bring the sample to 300 projects with 10 items and 12 months each: copies of its own, then what they lack."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text(_APART))
        held = await connection.execute(text("SELECT count(*) FROM projects WHERE tenant_id = :t"), {"t": tenant})
        last = -(-EACH // held.scalar_one())
        owned = owned_by_projects()
        for table in metadata.sorted_tables:
            if table.name in owned:
                await connection.execute(text(_copies(table, owned)), {"t": tenant, "last": last})
        for table in metadata.sorted_tables:
            if "project_id" in table.c:
                await connection.execute(text(_REMOVED.format(table.name, "project_id")), {"t": tenant})
        await connection.execute(text(_REMOVED.format("projects", "id")), {"t": tenant})
        await connection.execute(text(_MORE_ITEMS), {"t": tenant, "items": ITEMS})
        await connection.execute(text(_MORE_MONTHS), {"t": tenant})
    await engine.dispose()


def owned_by_projects() -> set[str]:
    """Name the tables whose rows belong to projects, at however many removes."""
    owned = {"projects"}
    for table in metadata.sorted_tables:
        if _keys_into(table, owned):
            owned.add(table.name)
    return owned


def _keys_into(table: Table, owned: set[str]) -> set[str]:
    return {key.parent.name for key in table.foreign_keys if key.column.table.name in owned} - {"tenant_id"}


def _copies(table: Table, owned: set[str]) -> str:
    """Copy a table's rows within a county under keys of their own."""
    own = {"id", *_keys_into(table, owned)}
    given = {name: f"md5(t.{name}::text || k)::uuid" for name in own}
    if table.name == "projects":
        given |= {"name": "t.name || k || '期'", "search": "t.search || k || '期'", "code": "NULL"}
    if "position" in table.c and "assessment_id" in table.c:
        given |= {"position": "t.position + k * 100000"}
    names = [column.name for column in table.columns]
    values = ", ".join(given.get(name, f"t.{name}") for name in names)
    rows = f"{table.name} t, generate_series(2, :last) k WHERE t.tenant_id = :t"
    return f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {values} FROM {rows}"


async def copies(connection: AsyncConnection, tenant: UUID, numbers: Sequence[int]) -> None:
    """Make counties like one, each with figures of its own; keys lead with the county, so all else may be the same."""
    asked = {"t": tenant, "numbers": list(numbers)}
    await connection.execute(text(_APART))
    await connection.execute(text("DROP TABLE IF EXISTS made"))
    await connection.execute(
        text("CREATE TEMPORARY TABLE made AS SELECT gen_random_uuid() AS id, c FROM unnest(CAST(:numbers AS int[])) c"),
        {"numbers": asked["numbers"]},
    )
    await connection.execute(
        text(
            "INSERT INTO tenants (id, code, name, kind, mechanism, live_from, clock_date) SELECT made.id,"
            " mechanism || '-' || made.c, name || made.c, kind, mechanism, live_from, clock_date"
            " FROM tenants t, made WHERE t.id = :t"
        ),
        {"t": tenant},
    )
    for table in metadata.sorted_tables:
        if "tenant_id" in table.c:
            names = [column.name for column in table.columns if column.name != "tenant_id"]
            values = ", ".join(_VARIED.get((table.name, name), f"t.{name}") for name in names)
            await connection.execute(
                text(
                    f"INSERT INTO {table.name} (tenant_id, {', '.join(names)})"
                    f" SELECT made.id, {values} FROM {table.name} t, made WHERE t.tenant_id = :t"
                ),
                {"t": tenant},
            )


async def due(connection: AsyncConnection, number: int | None = None) -> None:
    """Let the month's assessment fall due, in every county or in those of one number."""
    moved = "UPDATE tenants SET clock_date = :day WHERE clock_date = :eve AND code LIKE :code"
    code = "%" if number is None else f"%-{number}"
    await connection.execute(text(moved), {"day": DAY, "eve": EVE, "code": code})
