"""A county of 石棉's mechanism with something to assess, whose own date is the last of May 2024."""

from datetime import date

import pytest
from tests.core.schedule.building import set_county_dates, stock
from tests.core.schedule.fewer import monthly_registry

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.tenants.queries import County


@pytest.fixture
def registry() -> Registry:
    return monthly_registry()


@pytest.fixture
async def live_county(database: Database, county: County) -> County:
    """Live since 1 May 2024, and standing at the 31st."""
    await stock(database, county)
    await set_county_dates(database, county, live_from=date(2024, 5, 1), clock_date=date(2024, 5, 31))
    return county
