"""The sample year with its first two quarters stored, which no test changes."""

from typing import Any

import pytest

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
