"""A worker that cannot work says why in one line and ends; one whose database is away for a while waits for it."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.core.schedule.building import set_county_dates
from tests.workers.conftest import MakeLive, Owner, until_done
from tests.workers.processes import WorkerProcess, Workers

from yipanqi_core.database.connection import LIMITS, Database
from yipanqi_workers.session import open_database


async def refusal(worker: WorkerProcess) -> str:
    """The one line a worker leaves that ended by itself."""
    assert await worker.stops() == 1
    (line,) = worker.log()
    assert (line["event"], line["level"]) == ("worker_refused", "critical")
    return str(line["because"])


async def test_without_its_addresses_a_worker_names_what_is_missing(workers: Workers) -> None:
    assert "DATABASE_URL" in await refusal(workers.start(DATABASE_URL=None))
    assert "WORKER_SWEEP_S" in await refusal(workers.start(sweep_s=-1))


async def test_a_database_that_does_not_answer_is_named_without_its_password(workers: Workers, tmp_path: Path) -> None:
    url = f"postgresql://someone:secret-word@/yipanqi?host={tmp_path}"
    because = await refusal(workers.start(DATABASE_URL=url))
    assert "DATABASE_URL" in because
    assert "secret-word" not in because


async def test_a_database_of_another_name_is_refused_in_one_line(workers: Workers, owner: Owner) -> None:
    assert "DATABASE_URL" in await refusal(workers.start(DATABASE_URL=owner.url.replace("yipanqi_worker_", "absent_")))


async def test_a_role_that_passes_by_row_level_security_is_refused(workers: Workers, owner: Owner) -> None:
    await owner.does("ALTER TABLE tenants OWNER TO yipanqi_app")
    assert "可绕过行级安全" in await refusal(workers.start())


async def test_a_schema_of_another_revision_is_refused(workers: Workers, owner: Owner) -> None:
    await owner.does("UPDATE alembic_version SET version_num = '0001'")
    assert "yipanqi migrate" in await refusal(workers.start())


async def test_a_running_worker_waits_for_a_database_that_is_away(
    workers: Workers, installation: Database, make_live: MakeLive, owner: Owner, template: Owner
) -> None:
    county = await make_live(date(2024, 6, 30), live_from=date(2024, 6, 1))
    worker = workers.start()
    await worker.says("swept")
    await installation.close()
    await template.does(f"ALTER DATABASE {owner.name} ALLOW_CONNECTIONS false")
    await template.asks(f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{owner.name}'")
    await worker.says("sweep_failed", times=2)
    await template.does(f"ALTER DATABASE {owner.name} ALLOW_CONNECTIONS true")
    await set_county_dates(installation, county, clock_date=date(2024, 7, 1))
    await until_done(installation, county, ("monthly_assessment", "2024-06"))
    assert worker.running()


@pytest.mark.parametrize("name", [name for name in LIMITS if not name.startswith("tcp_")])
async def test_a_worker_s_sessions_let_go_of_what_a_dead_worker_held(owner: Owner, name: str) -> None:
    database = open_database(owner.url)
    for _ in range(2):  # also after the connection was given back
        async with database.transaction(None) as connection:
            shown = (await connection.execute(text(f"SHOW {name}"))).scalar_one()
            assert shown in {LIMITS[name], LIMITS[name].replace("60s", "1min")}
    await database.close()
