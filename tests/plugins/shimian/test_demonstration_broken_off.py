"""A demonstration whose making was broken off goes on where it stopped."""

from dataclasses import replace
from datetime import date

from yipanqi_core.database.connection import Database
from yipanqi_core.demonstration.make import make
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import county_scope
from yipanqi_plugins.shimian.demonstration import DEMONSTRATION

SHORT = replace(DEMONSTRATION, code="shimian-demo-broken", live_from=date(2025, 11, 25), diary=None)


async def test_a_making_that_was_broken_off_goes_on_and_a_finished_one_stays(database: Database) -> None:
    async for _ in make(database, installed(), "shimian", SHORT):
        break
    days = [day.on async for day in make(database, installed(), "shimian", SHORT)]
    assert days[-1] >= date(2025, 12, 3)
    async with county_scope(database, SHORT.code, "test") as scope:
        assert (await read_county(scope.connection, scope.tenant_id)).clock_date == SHORT.until
    assert [day async for day in make(database, installed(), "shimian", SHORT)] == []
