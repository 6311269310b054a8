"""清水's demonstration county: its workbook as the sketches give it, and its last quarter as the engine lives it."""

import runpy
from collections import Counter
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.demonstration.make import make
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import find_id
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import create_county, set_dates
from yipanqi_core.workbook.service import load_file
from yipanqi_plugins.qingshui.demonstration import DEMONSTRATION
from yipanqi_plugins.qingshui.demonstration.projects import PROJECTS
from yipanqi_plugins.qingshui.demonstration.reserves import FOOD_LAB, HEATING, RESERVES, SPARE_WATER
from yipanqi_plugins.qingshui.demonstration.units import PEOPLE

GENERATOR = Path(__file__).with_name("generate_demonstration.py")


def shipped() -> bytes:
    return resources.files(DEMONSTRATION.package).joinpath(DEMONSTRATION.workbook).read_bytes()


def test_workbook_and_diary_are_those_that_the_sketches_give_byte_for_byte() -> None:
    again = runpy.run_path(str(GENERATOR))
    diary = resources.files(DEMONSTRATION.package).joinpath(str(DEMONSTRATION.diary)).read_bytes()
    assert (again["workbook"](), again["diary_file"]()) == (shipped(), diary), f"请重新运行 {GENERATOR.name}"


def test_every_account_shown_at_a_door_belongs_to_a_person_of_that_role() -> None:
    roles = {person.login: person.role.value for person in PEOPLE}
    assert {account.door: roles[account.login] for account in DEMONSTRATION.accounts} == {
        "leader": "leader",
        "office": "office",
        "clerk": "clerk",
    }


@pytest.mark.clause("QS-1.6")
async def test_it_loads_without_an_error_or_a_warning_and_keeps_reserves_and_what_is_too_small_off(
    database: Database,
) -> None:
    code = "qingshui-demo-load"
    tenant_id = await create_county(database, code=code, name="清水县", mechanism="qingshui", actor="test")
    async with database.transaction(tenant_id) as connection:
        scope = Scope(connection, tenant_id, "test")
        await set_dates(scope, clock_date=DEMONSTRATION.until)
        told, _ = await load_file(scope, installed(), shipped(), DEMONSTRATION.workbook)
    answer: dict[str, Any] = dict(told)
    assert (answer["errors"], answer["warnings"]) == ([], [])
    assert answer["created"]["projects"] == len(PROJECTS) + len(RESERVES)
    below = {sketch.name for sketch in PROJECTS if sketch.total in {"620.00", "460.00"}}
    assert {one["project"] for one in answer["not_listed"]} == below | {sketch.name for sketch in RESERVES}


@pytest.fixture(scope="module")
async def lived(database: Database) -> UUID:
    """The county made as `make run` makes it, under a code of its own."""
    shown = replace(DEMONSTRATION, code="qingshui-demo-life")
    days = [day async for day in make(database, installed(), "qingshui", shown)]
    assert days[-1].on <= shown.until
    async with database.transaction(None) as connection:
        tenant_id = await find_id(connection, shown.code)
    assert tenant_id is not None
    return tenant_id


async def rows(database: Database, tenant_id: UUID, query: str) -> list[Any]:
    async with database.transaction(tenant_id) as connection:
        return list(await connection.execute(text(query)))


@pytest.mark.clause("QS-4.1", "QS-6.2", "QS-6.4", "QS-6.6", "QS-6.7")
async def test_its_last_quarter_is_worth_looking_at(database: Database, lived: UUID) -> None:
    failed = await rows(database, lived, "SELECT schedule, last_error FROM slots WHERE last_error IS NOT NULL")
    assert failed == []
    letters = Counter(one.kind for one in await rows(database, lived, "SELECT kind FROM letters"))
    assert set(letters) == {"提醒函", "推进函", "督办函"}
    replies = await rows(database, lived, "SELECT 1 FROM letter_replies")
    assert 0 < len(replies) < sum(letters.values())
    issued = Counter(one.kind for one in await rows(database, lived, "SELECT kind FROM bulletins"))
    assert issued == {"重点项目建设月通报": 3, "项目督查专报": 2, "日常督查报告": 1, "专项督查专报": 2}
    inspected = await rows(database, lived, "SELECT kind, inspected_on FROM inspections")
    assert {one.kind for one in inspected if one.inspected_on} == {"daily", "regular", "special"}
    assert any(one.inspected_on is None for one in inspected)
    ledgers = await rows(database, lived, "SELECT 1 FROM ledgers WHERE kind = '重点项目调度清单'")
    assert len(ledgers) == 3
    proposed = Counter(one.kind for one in await rows(database, lived, "SELECT kind FROM consequences"))
    assert min(proposed["praise"], proposed["criticise"]) >= 3


@pytest.mark.clause("QS-2.2", "QS-1.10")
async def test_it_has_teams_with_plans_and_issues_on_every_higher_rung(database: Database, lived: UUID) -> None:
    members = await rows(database, lived, "SELECT DISTINCT project_id FROM team_members")
    plans = await rows(database, lived, "SELECT DISTINCT project_id FROM work_plans")
    listed = await rows(database, lived, "SELECT DISTINCT project_id FROM passages")
    assert len(members) == len(plans) < len(listed)
    rungs = Counter(one.rung for one in await rows(database, lived, "SELECT rung FROM issue_stays"))
    assert {"leader", "chiefs"} <= set(rungs)


@pytest.mark.clause("QS-1.1", "QS-1.2", "QS-1.4", "QS-1.5", "QS-3.1")
async def test_its_diary_shows_reserves_reviews_paths_and_land_on_different_steps(
    database: Database, lived: UUID
) -> None:
    steps = await rows(
        database, lived, "SELECT c.kind, s.step FROM cases c JOIN case_passages s"
        " ON s.tenant_id = c.tenant_id AND s.case_id = c.id WHERE s.left_on IS NULL"
    )  # fmt: skip
    stand: dict[str, set[str]] = {}
    for one in steps:
        stand.setdefault(one.kind, set()).add(one.step)
    assert stand["reserve"] == {"unit_reserve", "examining", "in_library"}
    assert stand["central_budget"] == {"study", "national_library"}
    assert stand["bond"] == {"higher_review"}
    assert stand["land_demand"] == {"compiling", "put_in"}
    assert stand["land_dossier"] == {"surveying", "organising"}
    assert stand["annual_list"] == {"drawing_up", "drawn_up", "decided"}
    states = {
        one.name: one.state
        for one in await rows(
            database, lived, "SELECT p.name, r.state FROM reviews r JOIN projects p"
            " ON p.tenant_id = r.tenant_id AND p.id = r.project_id"
        )
    }  # fmt: skip
    assert (states[SPARE_WATER], states[HEATING], states[FOOD_LAB]) == ("approved", "open", "submitted")
    standing = await rows(database, lived, "SELECT DISTINCT rung FROM issue_stays WHERE until_on IS NULL")
    assert {one.rung for one in standing} == {"unit", "leader", "chiefs"}
    held = Counter(one.state for one in await rows(database, lived, "SELECT state FROM meetings"))
    assert held == {"minuted": 2, "planned": 1}


@pytest.mark.clause("QS-6.5")
async def test_some_unit_of_the_last_month_is_scored_on_all_five_aspects(database: Database, lived: UUID) -> None:
    async with database.transaction(lived) as connection:
        month = await assess(Scope(connection, lived, "test"), installed(), Period.parse("2025-11"))
    reckoned = [{one["part"] for one in score.basis if one["counted"]} for score in month.scores]
    assert {"reserve", "funds", "progress", "duties", "investment"} in reckoned
