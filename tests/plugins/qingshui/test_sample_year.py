"""The sample through the front door: who is listed, who is refused, which tier is proposed."""

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


@pytest.mark.clause("QS-1.6", "QS-1.11")
async def test_the_sample_lists_37_refuses_23_and_gets_its_tiers(
    database: Database, sample_county: tuple[County, dict[str, Any]]
) -> None:
    county, result = sample_county
    assert result["errors"] == []
    refused = result["not_listed"]
    assert (len(refused), {one["clause"] for one in refused}) == (EXPECTED["refused"], {"QS-1.6"})
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        told: dict[str, Any] = dict(as_json(await assess(scope, installed(), Period.parse("2024-12"))))
    tiers = {one["project"]: one["value"] for one in told["classes"] if one["kind"] == "tier"}
    assert tiers == EXPECTED["tiers"]
    assert len(tiers) == EXPECTED["listed"]
    stages = {one["project"]: one["value"] for one in told["classes"] if one["kind"] == "stage"}
    assert set(stages) == set(tiers)
    assert set(stages.values()) <= {"计划新开工", "续建", "预备", None}
