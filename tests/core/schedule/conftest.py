"""A county of 石棉's mechanism with something to assess, whose own date is the last of May 2024."""

from dataclasses import replace
from datetime import date

import pytest
from tests.core.schedule.building import set_county_dates, stock

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import Registry, installed
from yipanqi_core.tenants.queries import County

MONTHLY = {"monthly_assessment", "monthly_publication", "quarterly_boards"}
"""What these tests let fall due; a test of slots stays the same, whatever else a mechanism schedules."""


@pytest.fixture
def registry() -> Registry:
    mechanism = installed().mechanism("shimian")
    editions = (
        replace(one, schedules=tuple(each for each in one.schedules if each.code in MONTHLY))
        for one in mechanism.editions
    )
    return Registry([replace(mechanism, editions=tuple(editions))])


@pytest.fixture
async def live_county(database: Database, county: County) -> County:
    """Live since 1 May 2024, and standing at the 31st."""
    await stock(database, county)
    await set_county_dates(database, county, live_from=date(2024, 5, 1), clock_date=date(2024, 5, 31))
    return county
