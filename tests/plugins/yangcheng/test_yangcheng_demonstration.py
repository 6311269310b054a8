"""The demonstration county: written from the sketches, loaded without a remark, adding up to what was published."""

import runpy
from dataclasses import replace
from decimal import Decimal
from importlib import resources
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.conftest import make_county

from yipanqi_core.assessments.cuts import cuts
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.demonstration.make import make
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.tenants.queries import find_id
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.workbook.service import load_file
from yipanqi_plugins.yangcheng.demonstration import DEMONSTRATION
from yipanqi_plugins.yangcheng.demonstration.sketches import PUBLISHED, sketches

GENERATOR = Path(__file__).with_name("generate_demonstration.py")
SHOWN = replace(DEMONSTRATION, code="yangcheng-demo-year")


def shipped() -> bytes:
    return resources.files(DEMONSTRATION.package).joinpath(DEMONSTRATION.workbook).read_bytes()


def test_the_workbook_is_the_one_that_the_sketches_give_byte_for_byte() -> None:
    again = runpy.run_path(str(GENERATOR))
    diary = resources.files(DEMONSTRATION.package).joinpath(str(DEMONSTRATION.diary)).read_bytes()
    assert (again["workbook"](), again["diary_file"]()) == (shipped(), diary), f"请重新运行 {GENERATOR.name}"


def test_no_two_projects_bear_one_name() -> None:
    names = [one.name for one in sketches()]
    assert len(names) == len(set(names))


async def test_it_loads_without_an_error_or_a_warning(database: Database) -> None:
    county = await make_county(database, "yangcheng", "阳城县")
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        await set_dates(scope, clock_date=DEMONSTRATION.until)
        answer, _ = await load_file(scope, installed(), shipped(), "county.xlsx", live_from=DEMONSTRATION.live_from)
    assert (answer["applied"], answer["errors"], answer["warnings"], answer["not_listed"]) == (True, [], [], [])


@pytest.fixture(scope="module")
async def year(database: Database) -> UUID:
    """The county made by the engine, living through its year to the day on which it stands."""
    days = [day async for day in make(database, installed(), "yangcheng", SHOWN)]
    assert days[-1].on <= SHOWN.until
    async with database.transaction(None) as connection:
        tenant_id = await find_id(connection, SHOWN.code)
    assert tenant_id is not None
    return tenant_id


@pytest.mark.clause("YC-2.1", "YC-3.2")
async def test_every_month_adds_up_to_the_published_figures(database: Database, year: UUID) -> None:
    for month in ("2024-03", "2024-09"):
        async with database.transaction(year) as connection:
            parts = await cuts(Scope(connection, year, "test"), installed(), Period.parse(month))
        levels = {one.key: (one.count, one.total_investment, one.annual_plan) for one in parts if one.by == "level"}
        assert levels == PUBLISHED
        assert sum(count for count, _, _ in levels.values()) == 126
        assert sum((total for _, total, _ in levels.values()), Decimal(0)) == Decimal("11294500.00")
        assert sum((plan for _, _, plan in levels.values()), Decimal(0)) == Decimal("1231400.00")
        plans = {one.key: one.count for one in parts if one.by == "plan"}
        assert (plans["计划开工"], plans["前期项目"]) == (113, 9)


@pytest.mark.clause("YC-4.1", "YC-4.5", "YC-4.6")
async def test_a_month_has_every_class_findings_of_each_task_force_and_a_ranking(
    database: Database, year: UUID
) -> None:
    async with database.transaction(year) as connection:
        early = await assess(Scope(connection, year, "test"), installed(), Period.parse("2024-02"))
        month = await assess(Scope(connection, year, "test"), installed(), Period.parse("2024-09"))
    assert month.stored
    classes = {one.ruling.value for one in early.judgements if one.kind is RulingKind.CLASS and one.code == "reserve"}
    assert classes == {"planned", "reserve", "pending", "started"}
    found = {one.code for one in month.judgements if one.kind is RulingKind.FINDING}
    assert found >= {"approval_overdue", "not_entered", "no_agent", "no_follower", "planned_count"}
    ranked = [one for one in month.scores if one.group == "乡镇" and one.rank is not None]
    assert len(ranked) >= 15
    assert len({one.points for one in ranked}) > 5
    assert len([one for one in month.scores if one.group == "部门" and one.rank is not None]) >= 6


@pytest.mark.clause("YC-3.3", "YC-3.6", "YC-4.5", "YC-4.6")
async def test_the_year_leaves_coverage_funds_bulletins_inspections_and_proposals(
    database: Database, year: UUID
) -> None:
    async with database.transaction(year) as connection:
        month = await assess(Scope(connection, year, "test"), installed(), Period.parse("2024-09"))
        counted = {
            table: (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()
            for table in ("bulletins", "inspections", "consequences", "ledgers", "register_entries")
        }
        bulletin = (
            await connection.execute(
                text("SELECT document FROM bulletins WHERE kind = '项目建设“赛马”通报' ORDER BY issued_on DESC LIMIT 1")
            )
        ).scalar_one()
    met = [one.ruling.value for one in month.judgements if one.kind is RulingKind.DUTY and one.code == "supervision"]
    assert len(met) == 126
    assert 100 < met.count("met") < 126
    assert min(counted.values()) >= 4, counted
    assert counted["inspections"] > 80
    assert "本月应督导重点工程126项，" in bulletin.decode()
    assert "1129.45" in bulletin.decode()
    assert "比上月" in bulletin.decode()
    assert "位" in bulletin.decode()


@pytest.mark.clause("YC-3.4", "YC-3.5", "YC-4.2")
async def test_the_diary_shows_entries_into_the_statistics_dossiers_and_meetings(
    database: Database, year: UUID
) -> None:
    async with database.transaction(year) as connection:
        month = await assess(Scope(connection, year, "test"), installed(), Period.parse("2024-09"))

        async def values(statement: str) -> list[str]:
            return list((await connection.execute(text(statement))).scalars())

        closed = await values("SELECT kind FROM cases WHERE closed_on IS NOT NULL")
        assert closed.count("statistics_entry") >= 12
        standing = await values("SELECT step FROM case_passages WHERE left_on IS NULL")
        assert {"demand", "preparing", "submitted", "examining", "entered"} <= set(standing)
        assert set(await values("SELECT state FROM meetings")) == {"minuted", "planned"}
    entered = [one for one in month.judgements if one.kind is RulingKind.CLASS and one.code == "statistics"]
    assert {one.ruling.value for one in entered} == {"entered", "eligible", "not_yet"}
    assert "dossier_returned" in {one.code for one in month.judgements}


@pytest.mark.clause("YC-3.1", "YC-3.2", "YC-3.4", "YC-4.2", "YC-4.3")
async def test_what_was_minuted_or_issued_fulfils_the_duties_of_the_month_without_a_record(
    database: Database, year: UUID
) -> None:
    async with database.transaction(year) as connection:
        month = await assess(Scope(connection, year, "test"), installed(), Period.parse("2024-09"))
    duties = [one for one in month.judgements if one.kind is RulingKind.DUTY]
    told: dict[str, list[tuple[str | None, list[str]]]] = {}
    for one in duties:
        by = [kind for kind in ("records", "meetings", "bulletins") if one.ruling.facts.get(kind)]
        told.setdefault(one.code, []).append((one.ruling.value, by))
    by_minutes, by_bulletin = ("met", ["meetings"]), ("met", ["bulletins"])
    assert told["approvals_bulletin"] == told["promotion_monthly"] == [by_bulletin]
    assert told["task_forces"] == told["promotion_dispatch"] == told["land_meeting"] == [by_minutes]
    assert told["approvals_consultation"] == [by_minutes] * 2
    assert told["approvals_dispatch"] == [("met", ["records"]), *[by_minutes] * 4]  # the first week was August's
