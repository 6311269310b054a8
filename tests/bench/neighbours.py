"""The same list while the counties around it grow: made in the database, thirty times as fast as through it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from tests.bench.load import Server, rate

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.projects.filter_queries import ProjectSearch
from yipanqi_core.projects.frame_queries import read_frame
from yipanqi_core.projects.page_queries import _page
from yipanqi_core.projects.shown_queries import values
from yipanqi_core.projects.wanted import ProjectsWanted

SIZES = (300, 30_000, 300_000)
_EACH = 300  # projects of a county
_GROWING = ("projects", "items", "issues", "passages", "responsibilities", "rulings", "annual_plans")
_MAKE = (
    "SET session_replication_role = replica",  # no foreign key is asked: all rows are made together
    """
    CREATE TEMPORARY TABLE made ON COMMIT DROP AS
    SELECT t AS tenant_id, gen_random_uuid() AS unit_id, gen_random_uuid() AS assessment_id, c
    FROM (SELECT gen_random_uuid() AS t, c FROM generate_series(CAST(:first AS int), CAST(:last AS int)) c) x
    """,
    """
    INSERT INTO tenants (id, code, name, kind, mechanism)
    SELECT tenant_id, 'n' || c, '邻县' || c, 'county', 'shimian' FROM made
    """,
    """
    INSERT INTO units (tenant_id, id, name, kind) SELECT tenant_id, unit_id, '县住建局', 'department' FROM made
    """,
    """
    INSERT INTO assessments (tenant_id, id, period, period_kind, starts_on, ends_on, mechanism, edition, parameters,
                             subject_count, digest, made_by)
    SELECT tenant_id, assessment_id, '2024-07', 'month', '2024-07-01', '2024-07-31', 'shimian', '2024', '{}', 300, '',
           'bench' FROM made
    """,
    """
    CREATE TEMPORARY TABLE listed ON COMMIT DROP AS
    SELECT made.*, gen_random_uuid() AS id, n FROM made, generate_series(1, :each) n
    """,
    """
    INSERT INTO projects (tenant_id, id, name, nature, sector, total_investment, search)
    SELECT tenant_id, id, '项目' || n, 'government_investment', '基础设施', 2000 + n, '项目' || n FROM listed
    """,
    """
    INSERT INTO items (tenant_id, id, project_id, kind, title, unit_id, planned_on)
    SELECT tenant_id, gen_random_uuid(), id, 'node', '节点' || k, unit_id, date '2024-05-15' + k * 30
    FROM listed, generate_series(1, 5) k
    """,
    """
    INSERT INTO issues (tenant_id, id, project_id, description, category, urgency, raised_on)
    SELECT tenant_id, gen_random_uuid(), id, '用地手续待办', '用地', 'urgent', '2024-05-01' FROM listed
    """,
    """
    INSERT INTO passages (tenant_id, id, project_id, track, step, entered_on, evidence, decided_by)
    SELECT tenant_id, gen_random_uuid(), id, 'lists', 'started', '2024-01-01', 'bench', 'bench' FROM listed
    """,
    """
    INSERT INTO responsibilities (tenant_id, id, project_id, kind, unit_id)
    SELECT tenant_id, gen_random_uuid(), id, kind, unit_id FROM listed, unnest(ARRAY['lead_unit', 'owner']) kind
    """,
    "INSERT INTO annual_plans (tenant_id, project_id, year, amount) SELECT tenant_id, id, 2024, 1000 FROM listed",
    """
    INSERT INTO rulings (tenant_id, id, assessment_id, position, kind, code, value, project_id, clause, because, facts)
    SELECT tenant_id, gen_random_uuid(), assessment_id, n, 'rating', 'rating', 'green', id, 'SM-4.1', '按期', '{}'
    FROM listed
    """,
)


async def grow(url: str, first: int, last: int) -> None:
    """Make counties of 300 projects with items, issues, stays, parts, plans and ratings."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        for statement in _MAKE:
            asked = {"first": first, "last": last, "each": _EACH}
            known = {name: value for name, value in asked.items() if f":{name}" in statement}
            await connection.execute(text(statement), known)
    async with engine.connect() as connection:
        plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await plain.execute(text("ANALYZE"))
    await engine.dispose()


async def among(url: str, database: Database, tenant: UUID, server: Server, sizes: Sequence[int]) -> None:
    """Print how long the county's list takes among ever more projects of others, and whether indexes carry it."""
    made = 0
    for size in sizes:
        await grow(url, made + 1, size // _EACH)
        made = size // _EACH
        per_second = await rate(server, lambda _: [server.get("/v1/projects?limit=50")], clients=1)
        scanned = await scans(database, tenant)
        how = f"scans {', '.join(scanned)} whole" if scanned else "by indexes alone"
        print(f"list of 50 among {size:>7,} projects of other counties: {1000 / per_second:.1f} ms, {how}", flush=True)


async def scans(database: Database, tenant: UUID) -> list[str]:
    """Name the growing tables that the plan of the county's list reads whole."""
    async with database.transaction(tenant) as connection:
        frame = await read_frame(connection, tenant)
        track = installed().in_force(frame.county.mechanism, frame.today).track.code
        search = ProjectSearch(frame, track, ProjectsWanted())
        asked: dict[str, Any] = values(frame, track) | search.values
        sql, arguments = _page(search.form, (("name", False),), 51, going_on=False)._ready._filled(asked)
        plan = "\n".join(row[0] for row in await connection.exec_driver_sql(f"EXPLAIN {sql}", tuple(arguments)))
    return [table for table in _GROWING if f"Seq Scan on {table}" in plan]
