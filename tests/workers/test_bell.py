"""The bell spares waiting for the sweep; whatever becomes of Valkey, nothing is lost but that."""

import json
import os
import signal
from contextlib import aclosing
from datetime import date
from pathlib import Path
from uuid import UUID

from redis.asyncio import Redis
from tests.core.schedule.building import set_county_dates
from tests.core.schedule.ledger import read_ledger
from tests.workers.conftest import MakeLive, until_done
from tests.workers.processes import Workers, until

from yipanqi_api.bell import Bell
from yipanqi_core.database.connection import Database
from yipanqi_core.embedded.valkey import EmbeddedValkey
from yipanqi_core.schedule.bell import QUEUE

NEVER_S = 3600.0
JUNE, JULY, AUGUST = (("monthly_assessment", f"2024-0{number}") for number in (6, 7, 8))
SOMEONE = UUID("01900000-0000-7000-8000-000000000001")


def killed(valkey: EmbeddedValkey) -> None:
    """Kill a Valkey as a lost machine would."""
    os.kill(int((valkey.data / "valkey.pid").read_text(encoding="utf-8")), signal.SIGKILL)


async def test_a_rung_county_is_worked_off_without_a_sweep(
    workers: Workers, installation: Database, make_live: MakeLive, valkey: EmbeddedValkey
) -> None:
    county = await make_live(date(2024, 6, 30), live_from=date(2024, 6, 1))
    worker = workers.start(sweep_s=NEVER_S)
    await worker.says("bell_heard_from_now_on")
    await worker.says("swept")
    await set_county_dates(installation, county, clock_date=date(2024, 7, 1))
    async with aclosing(Bell(valkey.url())) as bell:
        assert await bell.ring(county.id)
        await until_done(installation, county, JUNE, within_s=15)


async def test_a_ring_is_json_and_never_takes_the_id_of_another(valkey: EmbeddedValkey) -> None:
    async with aclosing(Bell(valkey.url())) as bell, Redis.from_url(valkey.url()) as server:
        assert await bell.ring(SOMEONE)
        assert await bell.ring(SOMEONE)
        assert await server.zcard(QUEUE) == 2
        payloads = [json.loads(await server.get(key)) async for key in server.scan_iter("arq:job:*")]
    assert [(one["f"], one["a"]) for one in payloads] == [("run_county", [str(SOMEONE)])] * 2


async def test_a_ring_for_no_one_and_a_garbled_one_leave_the_worker_unharmed(
    workers: Workers, installation: Database, make_live: MakeLive, valkey: EmbeddedValkey
) -> None:
    county = await make_live(date(2024, 7, 1), live_from=date(2024, 6, 1))
    async with aclosing(Bell(valkey.url())) as bell, Redis.from_url(valkey.url()) as server:
        await bell.ring(SOMEONE)
        await server.set("arq:job:garbled", b"\x80\x04not json")
        await server.zadd(QUEUE, {"garbled": 1})
        worker = workers.start(sweep_s=NEVER_S)
        await until_done(installation, county, JUNE)

        async def heard() -> bool:
            return bool(await server.zcard(QUEUE) == 0)

        await until(heard, "both rings heard")
    assert worker.running()
    assert worker.log("county_failed")[0]["county"] == str(SOMEONE)


async def test_a_ring_where_no_server_answers_says_so(tmp_path: Path) -> None:
    async with aclosing(Bell(f"unix://{tmp_path}/none.sock")) as bell:
        assert await bell.ring(SOMEONE) is False


async def test_a_valkey_that_was_never_there_stops_nothing(
    workers: Workers, installation: Database, make_live: MakeLive, tmp_path: Path
) -> None:
    county = await make_live(date(2024, 7, 1), live_from=date(2024, 6, 1))
    worker = workers.start(VALKEY_URL=f"unix://{tmp_path}/none.sock")
    await until_done(installation, county, JUNE)
    await set_county_dates(installation, county, clock_date=date(2024, 8, 1))
    await until_done(installation, county, JULY)
    await worker.says("swept", times=8)
    assert len(worker.log("bell_silent")) == 1


async def test_work_goes_on_while_valkey_is_lost_and_the_bell_is_heard_again_when_it_is_back(
    workers: Workers, installation: Database, make_live: MakeLive, valkey: EmbeddedValkey
) -> None:
    county = await make_live(date(2024, 7, 1), live_from=date(2024, 6, 1))
    sweeping, hearing = workers.start(), workers.start(sweep_s=NEVER_S)
    await until_done(installation, county, JUNE)
    await hearing.says("bell_heard_from_now_on")
    killed(valkey)
    await hearing.says("bell_silent")
    await set_county_dates(installation, county, clock_date=date(2024, 8, 1))
    await until_done(installation, county, JULY)
    sweeping.kill()
    valkey.start()
    await hearing.says("bell_heard_from_now_on", times=2)
    await set_county_dates(installation, county, clock_date=date(2024, 9, 1))
    async with aclosing(Bell(valkey.url())) as bell:
        assert await bell.ring(county.id)
        await until_done(installation, county, AUGUST, within_s=15)
    assert hearing.running()
    assert (await read_ledger(installation, county)).each_once()


async def test_rings_that_are_flushed_away_lose_and_double_nothing(
    workers: Workers, installation: Database, make_live: MakeLive, valkey: EmbeddedValkey
) -> None:
    county = await make_live(date(2024, 6, 30), live_from=date(2024, 6, 1))
    workers.start()
    workers.start()
    async with aclosing(Bell(valkey.url())) as bell, Redis.from_url(valkey.url()) as server:
        for month in range(7, 13):
            await set_county_dates(installation, county, clock_date=date(2024, month, 1))
            for _ in range(5):
                await bell.ring(county.id)
            await server.flushall()
            await until_done(installation, county, ("monthly_assessment", f"2024-{month - 1:02d}"))
    ledger = await read_ledger(installation, county)
    assert ledger.each_once()
    assert set(ledger.assessed) >= {f"2024-{month:02d}" for month in range(6, 12)}
