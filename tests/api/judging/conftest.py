"""Two counties with different words of their own, from the same endpoints."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county, set_dates
from yipanqi_core.vocabulary import Role
from yipanqi_core.workbook.service import load_file

DATA = Path(__file__).resolve().parents[2] / "data"
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Judged:
    """A county on 2025-01-05 whose periods asked for are assessed, and its office."""

    county: County
    office: Any


async def judged(database: Database, mechanism: str, *periods: str) -> County:
    code = f"judged-{next(_numbers)}"
    made = await create_county(database, code=code, name="某县", mechanism=mechanism, actor="test")
    sample = DATA / f"{mechanism}-2024.xlsx"
    async with database.transaction(made) as connection:
        scope = Scope(connection, made, "test")
        await load_file(scope, installed(), sample.read_bytes(), sample.name)
        await set_dates(scope, clock_date=date(2025, 1, 5))
        for period in periods:
            await assess(scope, installed(), Period.parse(period))
        return await read_county(connection, made)


@pytest.fixture(scope="session")
async def tiers_county(database: Database) -> County:
    return await judged(database, "qingshui", "2024-06")


@pytest.fixture(scope="session")
async def levels_county(database: Database) -> County:
    return await judged(database, "yangcheng", "2024-12")


@pytest.fixture
async def tiers(tiers_county: County, sign_in: Any) -> Judged:
    """A county that classifies its projects by tier."""
    return Judged(tiers_county, await sign_in(tiers_county, Role.OFFICE, f"office-{next(_numbers)}"))


@pytest.fixture
async def levels(levels_county: County, sign_in: Any) -> Judged:
    """A county that cuts its projects by level and queues them for land."""
    return Judged(levels_county, await sign_in(levels_county, Role.OFFICE, f"office-{next(_numbers)}"))
