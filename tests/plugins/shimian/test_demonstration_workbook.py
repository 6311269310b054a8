"""The demonstration county's workbook: written from the plugin's sketches, taken in without a remark."""

import runpy
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.workbook.service import load_file
from yipanqi_plugins.shimian.demonstration import DEMONSTRATION
from yipanqi_plugins.shimian.demonstration.sheets import SKETCHES
from yipanqi_plugins.shimian.demonstration.units import PEOPLE, UNITS

GENERATOR = Path(__file__).with_name("generate_demonstration.py")


def shipped() -> bytes:
    return resources.files(DEMONSTRATION.package).joinpath(DEMONSTRATION.workbook).read_bytes()


async def loaded(database: Database, county: County) -> dict[str, Any]:
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await set_dates(scope, clock_date=DEMONSTRATION.until)
        answer, _ = await load_file(
            scope, installed(), shipped(), DEMONSTRATION.workbook, live_from=DEMONSTRATION.live_from
        )
        return answer


def test_the_workbook_is_the_one_that_the_sketches_give_byte_for_byte() -> None:
    again = runpy.run_path(str(GENERATOR))
    diary = resources.files(DEMONSTRATION.package).joinpath(str(DEMONSTRATION.diary)).read_bytes()
    assert (again["workbook"](), again["diary_file"]()) == (shipped(), diary), f"请重新运行 {GENERATOR.name}"


async def test_it_loads_without_an_error_or_a_warning(database: Database, county: County) -> None:
    answer = await loaded(database, county)
    assert answer["applied"]
    assert answer["errors"] == []
    assert answer["warnings"] == []
    assert answer["created"]["projects"] == len(SKETCHES)


@pytest.mark.clause("SM-1.1", "SM-5.1")
async def test_only_the_two_projects_below_the_threshold_stay_off_the_lists(database: Database, county: County) -> None:
    answer = await loaded(database, county)
    below = {sketch.name for sketch in SKETCHES if sketch.total in {"999.99", "620.00"}}
    assert len(below) == 2
    assert {one["project"] for one in answer["not_listed"]} == below
    assert {one["clause"] for one in answer["not_listed"]} == {"SM-1.1"}
    assert any(sketch.total == "1000.00" for sketch in SKETCHES)


def test_every_account_shown_at_a_door_belongs_to_a_person_of_that_role() -> None:
    roles = {person.login: person.role.value for person in PEOPLE}
    assert {account.door: roles[account.login] for account in DEMONSTRATION.accounts} == {
        "leader": "leader",
        "office": "office",
        "clerk": "clerk",
    }


def test_every_unit_that_leads_a_project_has_someone_to_answer_its_letters() -> None:
    staffed = {person.unit for person in PEOPLE}
    assert {sketch.lead for sketch in SKETCHES} <= staffed <= {unit.name for unit in UNITS}
