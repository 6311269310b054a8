"""A county of 长子 with the sample's year of data."""

from pathlib import Path

import pytest
from tests.conftest import make_county

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.workbook.service import load_file

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "zhangzi-2024.xlsx"


@pytest.fixture
async def sample(database: Database) -> County:
    """The county of the sample: 60 projects, all in the library."""
    county = await make_county(database, "zhangzi", "长子县")
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        result, _ = await load_file(scope, installed(), SAMPLE.read_bytes(), SAMPLE.name)
    assert result["errors"] == []
    return county
