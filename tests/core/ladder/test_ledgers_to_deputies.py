"""A ledger that is submitted to the county leaders: each is told how many of the issues are of their projects."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.core.ladder.conftest import EDITION, Town
from tests.core.ladder.test_ledgers import T1, add

from yipanqi_core.ladder.ledgers import compile_ledger
from yipanqi_plugins.yangcheng.dispatch import LEDGER

SUBMITTED = replace(EDITION, ledgers=(replace(EDITION.ledgers[0], deputies=True),))


async def told(town: Town, edition: Any) -> list[tuple[Any, str]]:
    async with town.scope() as scope:
        await compile_ledger(scope, edition, edition.ledgers[0].code, T1)
    rows = await town.rows("SELECT * FROM inbox WHERE post_id IS NOT NULL AND subject LIKE '问题台账%'")
    return [(row.post_id, row.subject) for row in rows]


@pytest.mark.clause("YC-4.2")
async def test_the_deputy_is_told_how_many_of_the_open_issues_are_theirs_and_how_many_urgent(town: Town) -> None:
    await add(town, "用地", "urgent", date(2024, 5, 2))
    await add(town, "网", "routine", date(2024, 6, 10))
    await add(town, "水", "urgent", date(2024, 6, 11))  # raised after the day
    ((post, subject),) = await told(town, SUBMITTED)
    assert post == town.ids["deputy"]
    assert "分管项目未解决问题 2 项（其中急 1 项）" in subject


@pytest.mark.clause("YC-4.2")
async def test_without_issues_no_deputy_is_told_and_other_ledgers_go_to_units_alone(town: Town) -> None:
    assert await told(town, SUBMITTED) == []
    await add(town, "用地", "urgent", date(2024, 5, 2))
    async with town.scope() as scope:
        await compile_ledger(scope, EDITION, "ten_day_ledger", T1.next())
    assert await town.rows("SELECT * FROM inbox WHERE post_id IS NOT NULL AND subject LIKE '问题台账%'") == []


@pytest.mark.clause("YC-4.2")
def test_the_months_ledger_of_the_office_goes_to_the_deputies() -> None:
    assert LEDGER.deputies
