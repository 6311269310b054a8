"""Counties to measure with: the sample year with people who can sign in, and a large one made in the database."""

from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import text, update

from yipanqi_core.assessments.service import assess
from yipanqi_core.auth.passwords import hash_now
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import users
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county, set_dates
from yipanqi_core.workbook.service import load_file

PASSWORD = "Qinghe-7391-lu"
SAMPLE = Path(__file__).resolve().parents[1] / "data" / "shimian-2024.xlsx"

_LARGE = """
WITH made AS (
  INSERT INTO projects (tenant_id, id, name, nature, sector, total_investment, search, registered_on)
  SELECT :t, gen_random_uuid(), '项目' || n, 'government_investment', '基础设施', 2000 + n, '项目' || n, '2024-01-01'
  FROM generate_series(1, 300) n RETURNING id
), plans AS (
  INSERT INTO items (tenant_id, id, project_id, kind, title, unit_id, planned_on, finished_on)
  SELECT :t, gen_random_uuid(), id, CASE WHEN n < 6 THEN 'node' ELSE 'guarantee' END, '事项' || n, :u,
         date '2024-01-15' + n * 30, CASE WHEN n < 5 THEN date '2024-01-15' + n * 30 END
  FROM made, generate_series(1, 10) n
), figures AS (
  INSERT INTO monthly_figures (tenant_id, project_id, month, planned, completed)
  SELECT :t, id, date '2024-01-01' + make_interval(months => n), 10, CASE WHEN n < 6 THEN 9 END
  FROM made, generate_series(0, 11) n
), stays AS (
  INSERT INTO passages (tenant_id, id, project_id, track, step, entered_on, evidence, cause, decided_by)
  SELECT :t, gen_random_uuid(), id, :track, 'started', '2024-01-01', 'bench', 'register', 'bench' FROM made
)
INSERT INTO responsibilities (tenant_id, id, project_id, kind, unit_id)
SELECT :t, gen_random_uuid(), id, kind, :u FROM made, unnest(ARRAY['lead_unit', 'owner']) kind
"""


async def sample_county(database: Database) -> UUID:
    """Load the sample year, assess seven months, give everyone a password."""
    tenant = await create_county(database, code="bench", name="测试县", mechanism="shimian", actor="bench")
    async with database.transaction(tenant) as connection:
        scope = Scope(connection, tenant, "bench")
        await load_file(scope, installed(), SAMPLE.read_bytes(), SAMPLE.name)
        await set_dates(scope, clock_date=date(2024, 8, 5))
        for month in range(1, 8):
            await assess(scope, installed(), Period.parse(f"2024-{month:02d}"))
        await connection.execute(update(users).values(password_hash=hash_now(PASSWORD)))
    return tenant


async def large_county(database: Database, code: str = "large") -> UUID:
    """Make 300 listed projects with 10 items and 12 months each."""
    tenant = await create_county(database, code=code, name="大县", mechanism="shimian", actor="bench")
    async with database.transaction(tenant) as connection:
        scope = Scope(connection, tenant, "bench")
        await set_dates(scope, clock_date=date(2024, 7, 5), live_from=date(2024, 6, 1))
        unit = (
            await connection.execute(
                text(
                    "INSERT INTO units (tenant_id, id, name, kind) VALUES (:t, gen_random_uuid(), '县住建局',"
                    " 'department') RETURNING id"
                ),
                {"t": tenant},
            )
        ).scalar_one()
        track = installed().in_force("shimian", date(2024, 7, 1)).track.code
        await connection.execute(text(_LARGE), {"t": tenant, "u": unit, "track": track})
    return tenant
