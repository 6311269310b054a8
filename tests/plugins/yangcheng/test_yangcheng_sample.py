"""The sample workbook gives exactly the expected levels and reserve classes."""

import json

import pytest
from tests.plugins.yangcheng.conftest import SAMPLE

from yipanqi_core.assessments.cuts import cuts
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope

EXPECTED = json.loads(SAMPLE.with_name("yangcheng-2024.expected.json").read_text("utf-8"))


@pytest.mark.clause("YC-4.1", "YC-2.1")
async def test_the_sample_gives_its_reserve_classes_and_its_levels(database: Database, yangcheng: County) -> None:
    async with database.transaction(yangcheng.id) as connection:
        scope = Scope(connection, yangcheng.id, "test")
        done = await assess(scope, installed(), Period.parse("2024-12"))
        parts = await cuts(scope, installed(), Period.parse("2024-12"))
    classes = {
        one.subject.project: one.ruling.value
        for one in done.judgements
        if one.kind is RulingKind.CLASS and one.code == "reserve"
    }
    assert classes == EXPECTED["reserve_class_at_2024_12_31"]
    levels = {
        one.key: {"count": one.count, "total": str(one.total_investment), "annual": str(one.annual_plan)}
        for one in parts
        if one.by == "level"
    }
    assert levels == EXPECTED["levels"]
