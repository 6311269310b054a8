"""阳城 with its sample year, loaded through the front door into a county of its own."""

from pathlib import Path

import pytest
from tests.conftest import make_county

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.workbook.service import load_file
from yipanqi_plugins.yangcheng.parameters import Parameters

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "yangcheng-2024.xlsx"


@pytest.fixture
def parameters() -> Parameters:
    """The mechanism's defaults."""
    return Parameters()


@pytest.fixture
async def yangcheng(database: Database) -> County:
    """The sample county."""
    county = await make_county(database, "yangcheng", "阳城县")
    async with database.transaction(county.id) as connection:
        result, _ = await load_file(Scope(connection, county.id, "test"), installed(), SAMPLE.read_bytes(), SAMPLE.name)
    assert result["errors"] == []
    return county
