"""However often, whenever and by how many at once slots are opened: each is there once, and none is missing."""

import asyncio
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import make_county
from tests.core.schedule.building import set_county_dates
from tests.core.schedule.fewer import monthly_registry
from tests.core.schedule.ledger import due_by, read_slots

from yipanqi_core.database.connection import Database
from yipanqi_core.schedule.slots import Now, open_slots
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope

LIVE_FROM = date(2024, 2, 11)
LAST = date(2027, 12, 31)

instants = st.builds(Now, st.dates(date(2024, 1, 1), LAST), st.integers(0, 1440))
rounds = st.lists(st.lists(instants, min_size=1, max_size=3), min_size=1, max_size=8)


async def open_at(database: Database, county: County, at: Now) -> int:
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        return await open_slots(scope, monthly_registry(), await read_county(connection, county.id), at)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=rounds)
async def test_opened_at_any_instants_each_slot_is_there_once_and_none_is_missed(
    database: Database, rounds: list[list[Now]]
) -> None:
    county = await make_county(database, "shimian", "随机县")
    await set_county_dates(database, county, live_from=LIVE_FROM)
    opened = 0
    for together in rounds:
        opened += sum(await asyncio.gather(*(open_at(database, county, at) for at in together)))
    latest = max((at for together in rounds for at in together), key=lambda at: (at.on, at.minute))
    there = await read_slots(database, county)
    assert set(there) == due_by(latest, LIVE_FROM)
    assert opened == len(there)
