"""The sample through the front door: every letter of the year in order, every leader's duty of every month."""

import json
from pathlib import Path
from typing import Any

import pytest

from yipanqi_core.assessments.results import as_json
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope

EXPECTED = json.loads((Path(__file__).resolve().parents[2] / "data" / "qingshui-2024.expected.json").read_text())
KINDS = {"现场调研": "visits", "推进会": "meetings"}


@pytest.fixture
async def year(database: Database, sample_county: tuple[County, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What `assess` tells of each month, asked for December alone first: the others are assessed in order by it."""
    county, _ = sample_county
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await assess(scope, installed(), Period.parse("2024-12"))
        return {
            month: dict(as_json(await assess(scope, installed(), Period.parse(month)))) for month in EXPECTED["letters"]
        }


@pytest.mark.clause("QS-4.1")
async def test_the_sample_gets_its_letters_of_all_twelve_months(year: dict[str, dict[str, Any]]) -> None:
    for month, told in year.items():
        letters = {one["project"]: one["kind"] for one in told["letters"]}
        assert len(letters) == len(told["letters"]), "one letter a project and month"
        assert letters == EXPECTED["letters"][month], month
        assert {one["clause"] for one in told["letters"]} <= {"QS-4.1"}


@pytest.mark.clause("QS-2.3")
async def test_the_sample_gets_its_leaders_duties_of_all_twelve_months(year: dict[str, dict[str, Any]]) -> None:
    for month, told in year.items():
        met: dict[str, dict[str, bool]] = {}
        for one in told["duties"]:
            if one["kind"] in KINDS:
                met.setdefault(one["project"], {})[KINDS[one["kind"]]] = one["met"]
        assert met == EXPECTED["leader_duties"][month], month
