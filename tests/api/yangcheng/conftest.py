"""阳城's demonstration register in a county that goes live in September 2024 and stands at 2024-10-21."""

from importlib import resources

import httpx
import pytest
from sqlalchemy import update
from tests.api.conftest import _HASH
from tests.api.racing_county import Enter, entering
from tests.conftest import make_county

from yipanqi_core.assessments.publication import publish
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import users
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.workbook.service import load_file
from yipanqi_plugins.yangcheng.demonstration import DEMONSTRATION


@pytest.fixture(scope="module")
async def race(database: Database, year_client: httpx.AsyncClient) -> Enter:
    """Sign in to the county by login; each test changes things of its own."""
    made = await make_county(database, "yangcheng", "阳城县")
    data = resources.files(DEMONSTRATION.package).joinpath(DEMONSTRATION.workbook).read_bytes()
    async with database.transaction(made.id) as connection:
        scope = Scope(connection, made.id, "test")
        await set_dates(scope, clock_date=DEMONSTRATION.until)
        result, _ = await load_file(scope, installed(), data, "county.xlsx", live_from=DEMONSTRATION.live_from)
        assert result["errors"] == []
        await set_dates(scope, clock_date=DEMONSTRATION.until)
        for month in ("2024-08", "2024-09"):
            await publish(scope, installed(), Period.parse(month), DEMONSTRATION.until)
        await connection.execute(update(users).where(users.c.tenant_id == made.id).values(password_hash=_HASH))
        county = await read_county(connection, made.id)
    return entering(year_client, county)
