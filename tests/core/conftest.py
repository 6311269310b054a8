"""A county with a real year of data: the sample workbook, loaded through the front door."""

from pathlib import Path

import pytest

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.workbook.service import load_file

DATA = Path(__file__).resolve().parents[1] / "data"
SAMPLE = DATA / "shimian-2024.xlsx"


@pytest.fixture
async def loaded(database: Database, county: County) -> County:
    """A county with the sample's year 2024: 60 projects, 53 of them listed."""
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        result, _ = await load_file(scope, installed(), SAMPLE.read_bytes(), SAMPLE.name)
    assert result["errors"] == []
    return county
