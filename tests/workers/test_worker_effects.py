"""What falls due is done by whichever worker finds it: once, by the database's clock, one county apart from another."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import text
from tests.conftest import make_county
from tests.core.schedule.building import Writer, add_project, set_county_dates
from tests.core.schedule.ledger import due_by, read_ledger, read_slots
from tests.workers.conftest import WORKERS_SESSIONS, MakeLive, Owner, until_done, until_someone_waits
from tests.workers.processes import Workers, until

from yipanqi_core.assessments.queries import lock_period
from yipanqi_core.database.connection import Database
from yipanqi_core.people.tables import units
from yipanqi_core.schedule.slots import Now, now
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope

MOVED = "entered_on = '2024-06-10', cause = NULL"
"""A project that came onto a list in June which the mechanism does not know cannot be assessed."""
JUNE = ("monthly_assessment", "2024-06")
BOARDS = ("quarterly_boards", "2025-Q4")


async def test_two_workers_bring_about_each_effect_once(
    workers: Workers, installation: Database, make_live: MakeLive
) -> None:
    counties = [await make_live(date(2026, 1, 31)) for _ in range(3)]
    for _ in range(2):
        workers.start(sweep_s=0.2)
    for county in counties:
        await until_done(installation, county, BOARDS, within_s=60)
        ledger = await read_ledger(installation, county)
        assert ledger.each_once()
        assert (len(ledger.assessed), len(ledger.published), len(ledger.letters)) == (20 + 8, 20 + 7, 20)
        assert ledger.received == 2 * len(ledger.letters)  # the unit and the deputy


async def test_skewed_clocks_of_workers_neither_hasten_nor_miss_anything(
    workers: Workers, installation: Database
) -> None:
    county = await make_county(installation, "shimian", "实日县")
    live_from = county.today - timedelta(days=130)
    skewed = [workers.start(sweep_s=0.2, skew_days=days) for days in (-40, 40)]
    for worker in skewed:
        await worker.says("swept")
    began = await by_the_database(installation, county)
    await set_county_dates(installation, county, live_from=live_from)
    await until_done(installation, county, *due_by(began, live_from))
    for worker in skewed:
        await worker.says("swept", times=len(worker.log("swept")) + 2)
    there = await read_slots(installation, county)
    ended = await by_the_database(installation, county)
    assert due_by(began, live_from) <= set(there) <= due_by(ended, live_from)
    assert all(began.on <= row.done_on <= ended.on for row in there.values())
    assert all(row.late for row in there.values() if row.due_on < row.done_on)


async def by_the_database(installation: Database, county: County) -> Now:
    async with installation.transaction(county.id) as connection:
        return await now(Scope(connection, county.id, "test"), county)


async def test_a_county_whose_slot_fails_is_told_why_and_holds_up_no_other(
    workers: Workers, installation: Database, make_live: MakeLive
) -> None:
    broken = await make_live(date(2024, 7, 1), live_from=date(2024, 6, 1))
    async with installation.transaction(broken.id) as connection:
        write = Writer(connection, broken.id)
        unit = await write.row(units, name="县能源局", kind="department")
        await add_project(write, "无名项目", unit, unit, step="nowhere")
        await connection.execute(text(f"UPDATE passages SET {MOVED} WHERE step = 'nowhere'"))
    healthy = await make_live(date(2024, 7, 1), live_from=date(2024, 6, 1))
    worker = workers.start()
    await until_done(installation, healthy, JUNE)
    await worker.says("slot_failed")
    slot = (await read_slots(installation, broken))[JUNE]
    assert slot.done_at is None
    assert slot.last_error.startswith("KeyError: ")
    assert slot.not_before > slot.opened_at
    async with installation.transaction(broken.id) as connection:
        await connection.execute(text("UPDATE passages SET step = 'started'"))
        await connection.execute(text("UPDATE slots SET not_before = clock_timestamp()"))
    await until_done(installation, broken, JUNE)
    assert (await read_ledger(installation, broken)).assessed == {"2024-06": 1}


async def test_a_county_that_someone_holds_is_waited_for_while_the_others_go_on(
    workers: Workers, installation: Database, make_live: MakeLive
) -> None:
    held = await make_live(date(2024, 7, 1), live_from=date(2024, 6, 1))
    async with installation.transaction(held.id) as connection:
        await lock_period(connection, held.id, "assess")
        workers.start()
        await until_someone_waits(installation)
        free = await make_live(date(2024, 7, 1), live_from=date(2024, 6, 1))
        worker = workers.start()
        await until_done(installation, free, JUNE)
        await worker.says("swept")
    await until_done(installation, held, JUNE)
    assert (await read_ledger(installation, held)).each_once()


async def test_lost_connections_cost_a_slot_nothing_but_time(
    workers: Workers, installation: Database, make_live: MakeLive, owner: Owner
) -> None:
    county = await make_live(date(2024, 7, 1), live_from=date(2024, 6, 1))
    async with installation.transaction(county.id) as connection:
        await lock_period(connection, county.id, "assess")
        worker = workers.start()
        await until_someone_waits(installation)
        await owner.asks(f"SELECT count(pg_terminate_backend(pid)) {WORKERS_SESSIONS}")
        await worker.says("county_failed")
    await until_done(installation, county, JUNE)
    assert (await read_ledger(installation, county)).assessed == {"2024-06": 1}
    assert worker.running()


async def test_each_sweep_rewrites_the_health_file(workers: Workers, make_live: MakeLive, tmp_path: Path) -> None:
    await make_live(date(2024, 5, 2))
    file = tmp_path / "health"
    workers.start(WORKER_HEALTH_FILE=str(file))

    async def written() -> bool:
        return await asyncio.to_thread(file.exists)

    await until(written, "health file")
    file.unlink()
    await until(written, "health file again")
    assert file.read_text(encoding="utf-8") == '{"counties": 1, "failed": 0}'
