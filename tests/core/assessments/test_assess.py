"""Assessing stored periods: exact on the sample, done once, kept as judged, judged again to the same."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from yipanqi_core.assessments.errors import AssessmentError, NotAssessedError
from yipanqi_core.assessments.replay import replay
from yipanqi_core.assessments.results import Assessment, as_json
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import NotInForceError, installed
from yipanqi_core.projects.tables import items, passages, projects
from yipanqi_core.tenants.parameters import set_parameter
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates

EXPECTED = json.loads((Path(__file__).resolve().parents[2] / "data" / "shimian-2024.expected.json").read_text())
R = installed()


async def assessed(database: Database, county: County, period: str) -> Assessment:
    async with database.transaction(county.id) as connection:
        return await assess(Scope(connection, county.id, "test"), R, Period.parse(period))


@pytest.mark.clause("SM-4.1", "SM-1.6", "SM-4.4")
async def test_the_sample_gets_its_636_colours_and_every_units_quarters(database: Database, loaded: County) -> None:
    colours: dict[str, Any] = {}
    for month in EXPECTED["ratings"]:
        told = as_json(await assessed(database, loaded, month))
        colours[month] = {one["project"]: one["colour"] for one in told["ratings"]}  # type: ignore[attr-defined]
    assert colours == EXPECTED["ratings"]
    scores: dict[str, Any] = {}
    for quarter in EXPECTED["scores"]:
        told = as_json(await assessed(database, loaded, quarter))
        assert told["ratings"] == []
        scores[quarter] = {f"{one['group']}|{one['unit']}": one["points"] for one in told["scores"]}  # type: ignore[attr-defined]
    assert scores == EXPECTED["scores"]


@pytest.mark.clause("SM-4.4")
async def test_a_quarter_first_assesses_its_months(database: Database, loaded: County) -> None:
    quarter = await assessed(database, loaded, "2024-Q2")
    points = {f"{one.group}|{one.unit}": one.points for one in quarter.scores}
    assert points == EXPECTED["scores"]["2024-Q2"]
    async with database.transaction(loaded.id) as connection:
        stored = (await connection.execute(text("SELECT period FROM assessments ORDER BY 1"))).scalars().all()
    assert stored == ["2024-04", "2024-05", "2024-06", "2024-Q2"]


async def test_a_period_that_has_not_begun_is_refused_and_a_begun_one_reads_no_month_to_come(
    database: Database, loaded: County
) -> None:
    async with database.transaction(loaded.id) as connection:
        await set_dates(Scope(connection, loaded.id, "test"), clock_date=date(2024, 5, 20))
    for period in ("2024-06", "2024-Q3", "2025"):
        with pytest.raises(AssessmentError, match="开始，今天是 2024-05-20，还没有可评估的事实"):
            await assessed(database, loaded, period)
    month = await assessed(database, loaded, "2024-05")
    assert not month.stored
    quarter = await assessed(database, loaded, "2024-Q2")
    points = {(one.group, one.unit): one.points or 0 for one in quarter.scores}
    april = await assessed(database, loaded, "2024-04")
    lived = {(one.group, one.unit): one.points or 0 for one in april.scores}
    for one in month.scores:
        lived[one.group, one.unit] = lived.get((one.group, one.unit), 0) + (one.points or 0)
    assert not quarter.stored
    assert points == lived


@pytest.mark.clause("SM-1.6")
async def test_a_stored_month_reads_the_same_whatever_is_typed_later(database: Database, loaded: County) -> None:
    before = as_json(await assessed(database, loaded, "2024-06"))
    async with database.transaction(loaded.id) as connection:
        await connection.execute(update(items).values(finished_on=None))
        await connection.execute(update(projects).values(total_investment=1))
    assert as_json(await assessed(database, loaded, "2024-06")) == before


@pytest.mark.clause("SM-1.6")
async def test_what_is_typed_later_shows_in_the_next_month(database: Database, loaded: County) -> None:
    await assessed(database, loaded, "2024-06")
    async with database.transaction(loaded.id) as connection:
        await connection.execute(update(items).where(items.c.kind == "node").values(finished_on=None))
    july = await assessed(database, loaded, "2024-07")
    assert as_json(july)["ratings"] != EXPECTED["ratings"]["2024-07"]
    colours = {one["project"]: one["colour"] for one in as_json(july)["ratings"]}  # type: ignore[attr-defined]
    assert colours != EXPECTED["ratings"]["2024-07"]


async def test_an_assessment_reads_what_was_true_in_its_month(database: Database, loaded: County) -> None:
    async with database.transaction(loaded.id) as connection:
        await connection.execute(update(passages).values(entered_on=date(2024, 7, 1)))
    assert as_json(await assessed(database, loaded, "2024-06"))["ratings"] == []
    assert len(as_json(await assessed(database, loaded, "2024-07"))["ratings"]) == 53  # type: ignore[arg-type]


@pytest.mark.parametrize("period", ["2024-06", "2024-Q2"])
async def test_stored_facts_judged_again_give_the_same_rulings(database: Database, loaded: County, period: str) -> None:
    await assessed(database, loaded, period)
    async with database.transaction(loaded.id) as connection:
        await connection.execute(delete(items))
        again = await replay(Scope(connection, loaded.id, "test"), R, Period.parse(period))
    assert again.differences == ()
    assert again.scores == 15


async def test_a_tampered_ruling_is_found_by_judging_again(database: Database, loaded: County, owner_url: str) -> None:
    await assessed(database, loaded, "2024-06")
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(owner_url)
    async with engine.begin() as connection:
        done = await connection.execute(
            text("UPDATE rulings SET value = 'green' WHERE tenant_id = :t AND kind = 'rating' AND value = 'red'"),
            {"t": loaded.id},
        )
    await engine.dispose()
    async with database.transaction(loaded.id) as connection:
        again = await replay(Scope(connection, loaded.id, "test"), R, Period.parse("2024-06"))
    assert done.rowcount > 0
    assert len(again.differences) == done.rowcount + 1  # and the digest


async def test_an_old_month_is_judged_by_the_parameters_in_force_then(database: Database, loaded: County) -> None:
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        edition = R.in_force("shimian", date(2024, 7, 1))
        await set_parameter(
            scope, edition, "red_ratio", "0.99", effective_from=date(2024, 7, 1), reason="县政府常务会议定"
        )
    june = {one["project"]: one["colour"] for one in as_json(await assessed(database, loaded, "2024-06"))["ratings"]}  # type: ignore[attr-defined]
    assert june == EXPECTED["ratings"]["2024-06"]
    july = {one["project"]: one["colour"] for one in as_json(await assessed(database, loaded, "2024-07"))["ratings"]}  # type: ignore[attr-defined]
    assert list(july.values()).count("red") > list(EXPECTED["ratings"]["2024-07"].values()).count("red")


async def test_a_period_that_has_not_ended_is_shown_but_not_stored(database: Database, loaded: County) -> None:
    async with database.transaction(loaded.id) as connection:
        await set_dates(Scope(connection, loaded.id, "test"), clock_date=date(2024, 6, 30))
    assert not (await assessed(database, loaded, "2024-06")).stored
    assert not (await assessed(database, loaded, "2024-Q2")).stored
    async with database.transaction(loaded.id) as connection:
        stored = (await connection.execute(text("SELECT period FROM assessments ORDER BY 1"))).scalars().all()
    assert stored == ["2024-04", "2024-05"]


async def test_a_period_before_the_first_edition_and_one_of_another_kind_are_refused(
    database: Database, county: County
) -> None:
    with pytest.raises(NotInForceError, match="自 2024-01-01 起施行"):
        await assessed(database, county, "2023-12")
    with pytest.raises(AssessmentError, match="不是月、季或年"):
        await assessed(database, county, "2024-W23")
    with pytest.raises(NotAssessedError):
        async with database.transaction(county.id) as connection:
            await replay(Scope(connection, county.id, "test"), R, Period.parse("2024-06"))


async def test_two_at_once_store_one_assessment(database: Database, loaded: County) -> None:
    import asyncio

    one, other = await asyncio.gather(assessed(database, loaded, "2024-06"), assessed(database, loaded, "2024-06"))
    assert as_json(one) == as_json(other)
    async with database.transaction(loaded.id) as connection:
        assert (await connection.execute(text("SELECT count(*) FROM assessments"))).scalar_one() == 1


async def test_a_neighbour_sees_nothing_of_an_assessment(database: Database, loaded: County, neighbour: County) -> None:
    await assessed(database, loaded, "2024-06")
    async with database.transaction(neighbour.id) as connection:
        for table in ("assessments", "assessment_facts", "rulings", "scores"):
            assert (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() == 0
    assert as_json(await assessed(database, neighbour, "2024-06"))["ratings"] == []


async def test_an_assessment_takes_as_many_statements_for_sixty_projects_as_for_none(
    database: Database, loaded: County, neighbour: County
) -> None:
    from sqlalchemy import event

    counts = []
    for county in (loaded, neighbour):
        seen: list[str] = []

        def listen(*arguments: Any, seen: list[str] = seen) -> None:
            seen.append(arguments[2])

        event.listen(database.engine.sync_engine, "before_cursor_execute", listen)
        await assessed(database, county, "2024-06")
        event.remove(database.engine.sync_engine, "before_cursor_execute", listen)
        counts.append(len(seen))
    full, empty = counts
    assert full <= empty + 2  # rulings and scores are not written where there are none


async def test_a_result_cannot_be_changed_by_the_application(database: Database, loaded: County) -> None:
    await assessed(database, loaded, "2024-06")
    with pytest.raises(DBAPIError, match="permission denied"):
        async with database.transaction(loaded.id) as connection:
            await connection.execute(text("UPDATE scores SET points = 0"))
