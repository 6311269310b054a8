"""The sample year with its first two quarters stored, which no test changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from yipanqi_api.services import Services
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.scope import Scope


@pytest.fixture(scope="session")
async def quarters(year: Any, database: Database) -> Any:
    """The shared year with 2024-Q1 and Q2 stored; a quarter adds no ruling, so it stays for reading."""
    async with database.transaction(year.county.id) as connection:
        for period in ("2024-Q1", "2024-Q2"):
            await assess(Scope(connection, year.county.id, "test"), installed(), Period.parse(period))
    return year


@pytest.fixture
def statements(services: Services) -> Any:
    """Count the statements that the application sends while a block runs."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_c: Any, _k: Any, statement: str, _p: Any, _x: Any, _m: Any) -> None:
            seen.append(statement)

        engine = services.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", note)
        yield seen
        event.remove(engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def walk() -> Any:
    """Read a list to its end by its cursor, page by page."""

    async def read(caller: Any, url: str, limit: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        joint = "&" if "?" in url else "?"
        page = (await caller.get(f"{url}{joint}limit={limit}")).json()
        while True:
            found += page["data"]
            assert len(page["data"]) <= limit
            if not page["has_more"]:
                return found
            page = (await caller.get(f"{url}{joint}limit={limit}&cursor={page['next_cursor']}")).json()

    return read
