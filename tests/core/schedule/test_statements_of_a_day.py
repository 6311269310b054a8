"""What a county costs the database when nothing is due in it, and when its day brings one slot."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import event
from tests.core.schedule.building import set_county_dates

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.schedule.service import run_due
from yipanqi_core.tenants.queries import County


@contextmanager
def heard(database: Database) -> Iterator[list[str]]:
    """Collect what is asked, without what begins and ends transactions."""
    asked: list[str] = []

    def listen(_: Any, __: Any, statement: str, *___: Any) -> None:
        asked.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", listen)
    yield asked
    event.remove(database.engine.sync_engine, "before_cursor_execute", listen)


async def test_a_county_in_which_nothing_is_due_is_asked_six_things_in_one_transaction(
    database: Database, registry: Registry, live_county: County
) -> None:
    await run_due(database, registry, live_county.id)
    with heard(database) as asked:
        assert await run_due(database, registry, live_county.id) == []
    assert len(asked) == 6, asked
    assert sum("pg_try_advisory_xact_lock" in one for one in asked) == 1


async def test_what_falls_due_is_opened_in_the_transaction_of_the_first_slot(
    database: Database, registry: Registry, live_county: County
) -> None:
    await run_due(database, registry, live_county.id)
    await set_county_dates(database, live_county, clock_date=date(2024, 6, 1))
    with heard(database) as asked:
        (done,) = await run_due(database, registry, live_county.id)
    assert done.last
    assert sum("pg_try_advisory_xact_lock" in one for one in asked) == 1
