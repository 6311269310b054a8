"""The demonstration county's year as the engine lives through it: worth looking at in every month and quarter."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import text

from yipanqi_core.assessments.results import Assessment
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.demonstration.make import make
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.schedule.demonstration import Day, advance
from yipanqi_core.tenants.queries import find_id
from yipanqi_core.tenants.scope import Scope
from yipanqi_plugins.shimian.demonstration import DEMONSTRATION

SHOWN = replace(DEMONSTRATION, code="shimian-demo-year")
MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]
GROUPS = ("县级牵头部门", "县级要素保障部门", "县属国企")


@pytest.fixture(scope="module")
async def year(database: Database) -> UUID:
    """The county made, and then moved on by a month as a viewer would."""
    days = [day async for day in make(database, installed(), "shimian", SHOWN)]
    assert days[-1].on <= SHOWN.until
    async with database.transaction(None) as connection:
        tenant_id = await find_id(connection, SHOWN.code)
    assert tenant_id is not None
    return tenant_id


@pytest.fixture(scope="module")
async def moved(database: Database, year: UUID) -> Sequence[Day]:
    return [day async for day in advance(database, installed(), year, 30, "test")]


async def assessed(database: Database, tenant_id: UUID, period: str) -> Assessment:
    async with database.transaction(tenant_id) as connection:
        return await assess(Scope(connection, tenant_id, "test"), installed(), Period.parse(period))


def boards(quarter: Assessment, group: str) -> dict[str, set[str]]:
    stand = [score for score in quarter.scores if score.group == group]
    return {board: {score.unit for score in stand if score.board == board} for board in ("red", "black")}


@pytest.mark.clause("SM-4.1")
@pytest.mark.parametrize("month", MONTHS)
async def test_a_month_has_all_four_colours_and_one_project_that_is_not_rated(
    database: Database, year: UUID, moved: Sequence[Day], month: str
) -> None:
    assert moved
    month_end = await assessed(database, year, month)
    rulings = [one.ruling for one in month_end.judgements if one.kind is RulingKind.RATING]
    colours = Counter(ruling.value for ruling in rulings)
    assert colours[None] == 1
    assert min(colours["red"], colours["yellow"], colours["blue"], colours["green"]) >= 3
    assert 0.14 <= colours["red"] / len(rulings) <= 0.25
    assert 0.17 <= colours["yellow"] / len(rulings) <= 0.30


@pytest.mark.clause("SM-4.4")
@pytest.mark.parametrize("group", GROUPS)
async def test_both_boards_are_filled_in_the_third_quarter(database: Database, year: UUID, group: str) -> None:
    third = boards(await assessed(database, year, "2025-Q3"), group)
    assert third["red"]
    assert third["black"]


@pytest.mark.clause("SM-4.2", "SM-4.4")
async def test_moving_the_date_on_by_thirty_days_brings_december_and_the_fourth_quarters_boards(
    moved: Sequence[Day],
) -> None:
    done = [(one.schedule, one.period) for day in moved for one in day.done]
    looked_at = {"monthly_assessment", "monthly_publication", "monthly_reminder", "quarterly_boards"}
    looked_at |= {"quarterly_bulletin", "annual_result"}
    assert [one for one in done if one[0] in looked_at] == [
        ("monthly_assessment", "2025-12"),
        ("monthly_publication", "2025-12"),
        ("monthly_reminder", "2025-12"),
        ("quarterly_boards", "2025-Q4"),
        ("quarterly_bulletin", "2025-Q4"),
        ("annual_result", "2025"),
    ]


@pytest.mark.clause("SM-4.4")
@pytest.mark.parametrize("group", GROUPS)
async def test_the_fourth_quarters_boards_are_not_the_thirds(
    database: Database, year: UUID, moved: Sequence[Day], group: str
) -> None:
    assert moved
    third = boards(await assessed(database, year, "2025-Q3"), group)
    fourth = boards(await assessed(database, year, "2025-Q4"), group)
    assert fourth["red"]
    assert fourth["black"]
    assert third["red"] != fourth["red"] or third["black"] != fourth["black"]


async def test_the_lead_unit_at_the_bottom_of_the_third_quarter_is_at_the_top_of_the_fourth(
    database: Database, year: UUID, moved: Sequence[Day]
) -> None:
    assert moved
    third = boards(await assessed(database, year, "2025-Q3"), GROUPS[0])
    fourth = boards(await assessed(database, year, "2025-Q4"), GROUPS[0])
    assert third["black"] & fourth["red"]
    assert third["red"] & fourth["black"]


@pytest.mark.clause("SM-4.2")
async def test_the_clerk_at_the_door_has_a_letter_of_november_still_to_answer(database: Database, year: UUID) -> None:
    login = next(account.login for account in SHOWN.accounts if account.door == "clerk")
    waiting = text(
        "SELECT count(*) FROM letters l JOIN users u USING (tenant_id, unit_id) LEFT JOIN letter_replies r"
        " ON r.tenant_id = l.tenant_id AND r.letter_id = l.id"
        " WHERE u.login = :login AND l.period = '2025-11' AND r.letter_id IS NULL"
    )
    async with database.transaction(year) as connection:
        assert (await connection.execute(waiting, {"login": login})).scalar_one() >= 1


@pytest.mark.clause("SM-2.4", "SM-2.5", "SM-2.8", "SM-2.10", "SM-2.11", "SM-3.3", "SM-3.4")
async def test_the_diary_shows_dossiers_reviews_pools_and_meetings(database: Database, year: UUID) -> None:
    async with database.transaction(year) as connection:

        async def values(statement: str) -> set[str]:
            return set((await connection.execute(text(statement))).scalars())

        open_steps = await values("SELECT step FROM case_passages WHERE left_on IS NULL")
        assert open_steps >= {"preparing", "pre_review", "examining", "approved"}
        reviewed = await values("SELECT kind || ' ' || state FROM reviews")
        assert {"guarantee_scheme complete", "guarantee_scheme open", "two_step_approval open"} <= reviewed
        assert await values("SELECT kind FROM pools") == {"land", "energy", "funds"}
        assert await values("SELECT series || ' ' || state FROM meetings") == {
            "special minuted", "comprehensive minuted", "special planned",
        }  # fmt: skip
