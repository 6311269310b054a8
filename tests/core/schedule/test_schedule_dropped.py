"""A schedule that an upgrade takes out: its open slot does nothing, says so, and holds up nothing after it."""

from dataclasses import replace
from datetime import date

from tests.core.schedule.building import set_county_dates
from tests.core.schedule.ledger import read_ledger, read_slots
from tests.core.schedule.test_failing_slots import FIRST, failing, its_pause_passes

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.schedule.service import WITHDRAWN, run_due
from yipanqi_core.tenants.queries import County


def without(registry: Registry, code: str) -> Registry:
    mechanism = registry.mechanism("shimian")
    (edition,) = mechanism.editions
    kept = tuple(one for one in edition.schedules if one.code != code)
    return Registry([replace(mechanism, editions=(replace(edition, schedules=kept),))])


async def test_a_slot_whose_schedule_is_gone_holds_up_nothing_after_it(
    database: Database, registry: Registry, live_county: County
) -> None:
    await set_county_dates(database, live_county, clock_date=date(2024, 7, 3))
    assert await run_due(database, failing(registry), live_county.id) == []
    await its_pause_passes(database, live_county)
    done = await run_due(database, without(registry, FIRST[0]), live_county.id)
    assert {one.schedule: one.result for one in done}[FIRST[0]] == WITHDRAWN
    there = await read_slots(database, live_county)
    assert (there[FIRST].result, there[FIRST].last_error) == (WITHDRAWN, None)
    assert all(one.done_at is not None for one in there.values())
    assert (await read_ledger(database, live_county)).published  # what follows was done
