"""A worker may die at any moment: what it left is done by another within half a minute, and once."""

import signal
from datetime import date, timedelta

from sqlalchemy import text
from tests.core.schedule.building import set_county_dates
from tests.core.schedule.ledger import read_ledger, read_slots
from tests.workers.conftest import WORKERS_SESSIONS, MakeLive, Owner, until_done, until_someone_waits
from tests.workers.processes import Workers, until

from yipanqi_core.assessments.queries import lock_period
from yipanqi_core.database.connection import Database
from yipanqi_workers.settings import WorkerSettings

JUNE = ("monthly_assessment", "2024-06")
KILLS = 5
SWEEP_S: float = WorkerSettings.model_fields["worker_sweep_s"].default

AT_WORK = text(
    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
)


async def test_a_slot_whose_worker_was_killed_in_the_midst_is_done_by_the_other_within_30_s_and_once(
    workers: Workers, installation: Database, make_live: MakeLive, owner: Owner
) -> None:
    county = await make_live(date(2024, 7, 1), live_from=date(2024, 6, 1))
    async with installation.transaction(county.id) as connection:
        await lock_period(connection, county.id, "assess")
        first = workers.start(sweep_s=SWEEP_S)
        await until_someone_waits(installation)
        second = workers.start(sweep_s=SWEEP_S)
        await second.says("swept")
        assert not any(slot.done_at for slot in (await read_slots(installation, county)).values())
        first.kill()

        async def gone() -> bool:
            return await owner.asks(f"SELECT count(*) {WORKERS_SESSIONS} AND wait_event = 'advisory'") == 0

        noticed = await until(gone, "the killed worker's session ends though its statement waits")
    took = await until_done(installation, county, JUNE, within_s=30 - noticed)
    assert noticed + took < 30
    await second.says("slot_done")
    assert (await read_ledger(installation, county)).assessed == {"2024-06": 1}


async def test_kills_at_any_moment_lose_nothing_and_double_nothing(
    workers: Workers, installation: Database, make_live: MakeLive
) -> None:
    on = date(2024, 5, 31)
    county = await make_live(on)

    async def at_work() -> bool:
        async with installation.transaction(None) as connection:
            return bool((await connection.execute(AT_WORK)).scalar_one())

    for _ in range(KILLS):
        worker = workers.start(sweep_s=0.2)
        await worker.says("swept")
        on += timedelta(days=92)
        await set_county_dates(installation, county, clock_date=on)
        await until(at_work, "a worker at work")
        worker.kill()
    workers.start(sweep_s=0.2)
    await until_done(installation, county, ("monthly_publication", f"{on - timedelta(days=45):%Y-%m}"))
    await until_done(installation, county, *await read_slots(installation, county))
    ledger = await read_ledger(installation, county)
    assert ledger.each_once()
    slots = await read_slots(installation, county)
    published = [period for schedule, period in slots if schedule != "monthly_assessment"]
    assert sorted(ledger.published) == sorted(published)
    assert set(ledger.assessed) >= {period for _, period in slots}
    assert len(ledger.letters) == sum(schedule == "monthly_publication" for schedule, _ in slots)


async def test_told_to_stop_a_worker_finishes_the_slot_it_is_in(
    workers: Workers, installation: Database, make_live: MakeLive
) -> None:
    county = await make_live(date(2024, 7, 1), live_from=date(2024, 6, 1))
    async with installation.transaction(county.id) as connection:
        await lock_period(connection, county.id, "assess")
        worker = workers.start()
        await until_someone_waits(installation)
        worker.process.send_signal(signal.SIGTERM)
    assert await worker.stops() == 0
    assert worker.log("worker_stopped")[0]["rolled_back"] is False
    assert (await read_slots(installation, county))[JUNE].done_at is not None


async def test_told_to_stop_a_worker_rolls_back_what_it_cannot_finish_in_time(
    workers: Workers, installation: Database, make_live: MakeLive
) -> None:
    county = await make_live(date(2024, 7, 1), live_from=date(2024, 6, 1))
    async with installation.transaction(county.id) as connection:
        await lock_period(connection, county.id, "assess")
        worker = workers.start()
        await until_someone_waits(installation)
        worker.process.send_signal(signal.SIGTERM)
        assert await worker.stops() == 0
    assert worker.log("worker_stopped")[0]["rolled_back"] is True
    assert not any(slot.done_at for slot in (await read_slots(installation, county)).values())
    workers.start()
    await until_done(installation, county, JUNE)


async def test_an_idle_worker_stops_at_once(workers: Workers) -> None:
    worker = workers.start(sweep_s=3600)
    await worker.says("bell_heard_from_now_on")
    worker.process.send_signal(signal.SIGTERM)
    assert await worker.stops(within_s=6) == 0
    assert worker.log()[-1]["event"] == "worker_stopped"
