"""长子's demonstration county: written from the plugin's sketches, taken in without a remark, alive for some months."""

import runpy
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests.conftest import make_county

from yipanqi_core.database.connection import Database
from yipanqi_core.demonstration.deeds.days import DeedError, live_day
from yipanqi_core.demonstration.make import make
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import find_id
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.workbook.service import load_file
from yipanqi_plugins.zhangzi.demonstration import DEMONSTRATION
from yipanqi_plugins.zhangzi.demonstration.deeds import deeds
from yipanqi_plugins.zhangzi.demonstration.projects import PROJECTS
from yipanqi_plugins.zhangzi.demonstration.units import PEOPLE

GENERATOR = Path(__file__).with_name("generate_zhangzi.py")


def shipped() -> bytes:
    return resources.files(DEMONSTRATION.package).joinpath(DEMONSTRATION.workbook).read_bytes()


def test_workbook_and_diary_are_those_that_the_sketches_give_byte_for_byte() -> None:
    diary = resources.files(DEMONSTRATION.package).joinpath(str(DEMONSTRATION.diary)).read_bytes()
    again = runpy.run_path(str(GENERATOR))
    assert (again["workbook"](), again["diary_file"]()) == (shipped(), diary), f"请重新运行 {GENERATOR.name}"


async def test_it_loads_without_an_error_or_a_warning(database: Database) -> None:
    county = await make_county(database, "zhangzi", "长子县")
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await set_dates(scope, clock_date=DEMONSTRATION.until)
        answer: Any
        answer, _ = await load_file(scope, installed(), shipped(), DEMONSTRATION.workbook)
    assert (answer["applied"], answer["errors"], answer["warnings"], answer["not_listed"]) == (True, [], [], [])
    assert answer["created"]["projects"] == len(PROJECTS)
    assert {account.login for account in DEMONSTRATION.accounts} <= {person.login for person in PEOPLE}


async def test_it_lives_through_its_months_with_assessments_bulletins_and_reminders(
    database: Database,
) -> None:
    async for _ in make(database, installed(), "zhangzi", DEMONSTRATION):
        pass
    async with database.transaction(None) as connection:
        tenant_id = await find_id(connection, DEMONSTRATION.code)
    assert tenant_id is not None
    async with database.transaction(tenant_id) as connection:

        async def column(statement: str) -> list[object]:
            return list((await connection.execute(text(statement))).scalars())

        assert await column("SELECT last_error FROM slots WHERE last_error IS NOT NULL") == []
        assert await column("SELECT period FROM assessments ORDER BY 1") == ["2025-09", "2025-10", "2025-11"]
        assert len(await column("SELECT number FROM bulletins")) == 3
        assert set(await column("SELECT period FROM reminders")) == {"2025-09", "2025-10", "2025-11"}
        codes = set(await column("SELECT DISTINCT code FROM rulings WHERE kind = 'finding'"))
        missing = await column("SELECT project_name FROM rulings WHERE code = 'report_missing'")
        assert missing == ["青椒精深加工"]
        assert {"preliminaries", "start", "completion", "no_joint_meeting", "reserve_conditions"} <= codes
        sent = await column("SELECT count(*) FROM letters WHERE kind = '挂牌督办通知书'")
        answered = await column("SELECT count(*) FROM letter_replies")
        assert (sent, answered) == ([3], [1])
        assert sorted(map(str, await column("SELECT state FROM reviews"))) == ["complete", "submitted"]
        assert set(await column("SELECT state FROM meetings")) == {"minuted", "planned"}
        tasks = await column("SELECT done_on IS NULL FROM tasks WHERE kind = 'dispatch_task'")
        assert sorted(map(bool, tasks)) == [False, True, True, True]
        standing = await column("SELECT DISTINCT rung FROM issue_stays WHERE until_on IS NULL")
        assert set(standing) == {"unit", "leader", "joint_meeting"}


async def test_a_diary_that_was_broken_off_goes_on_and_no_deed_is_done_twice(database: Database) -> None:
    shown = replace(DEMONSTRATION, code="zhangzi-demo-broken")
    async for day in make(database, installed(), "zhangzi", shown):
        if day.on >= date(2025, 9, 10):
            break
    for _ in range(2):
        async for _day in make(database, installed(), "zhangzi", shown):
            pass
    async with database.transaction(None) as connection:
        tenant_id = await find_id(connection, shown.code)
    assert tenant_id is not None
    async with database.transaction(tenant_id) as connection:
        days = list((await connection.execute(text("SELECT subject FROM audit WHERE action = 'keep_diary'"))).scalars())
        opened = await connection.scalar(text("SELECT count(*) FROM reviews"))
    assert sorted(days) == sorted({f"diary:{page.on}" for page in deeds()})
    assert opened == 2


async def test_a_deed_that_a_rule_refuses_stops_the_making_and_names_its_page(database: Database) -> None:
    page = next(page for page in deeds() if page.act == "give_opinion" and page.who == "finance1")
    county = await make_county(database, "zhangzi", "长子县")
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await set_dates(scope, clock_date=DEMONSTRATION.until)
        await load_file(scope, installed(), shipped(), DEMONSTRATION.workbook)
    with pytest.raises(DeedError, match=f"{page.on}.*give_opinion.*没有在办的这类审查"):
        await live_day(database, installed(), county.id, [page], page.on)
