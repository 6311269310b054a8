"""SM-4.1: another colour, set by the office with a reason: in time it counts, late it shows in the next month."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from yipanqi_core.assessments.overrides import set_rating
from yipanqi_core.assessments.publication import publish
from yipanqi_core.assessments.replay import replay
from yipanqi_core.assessments.results import as_json
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates

R = installed()
MONTHS = [Period.parse(f"2024-0{number}") for number in (4, 5, 6)]
JUNE, QUARTER = MONTHS[2], Period.parse("2024-Q2")
REASON = "征地已完成，县里研判为正常推进"

pytestmark = pytest.mark.clause("SM-4.1")


@dataclass(frozen=True)
class Sitting:
    unit_id: UUID
    post_ids: tuple[UUID, ...] = ()


async def unit(connection: Any, name: str) -> Sitting:
    return Sitting(
        (await connection.execute(text("SELECT id FROM units WHERE name = :name"), {"name": name})).scalar_one()
    )


async def a_rating(connection: Any, colour: str, step: str = "started") -> Any:
    """A rating of June of this colour, of a project that 发改局 rates."""
    return (
        await connection.execute(
            text(
                "SELECT r.*, p.name AS project FROM rulings r JOIN assessments a ON a.id = r.assessment_id"
                " JOIN projects p ON p.id = r.project_id JOIN passages s ON s.project_id = p.id AND s.left_on IS NULL"
                " WHERE a.period = '2024-06' AND r.kind = 'rating' AND r.value = :colour AND s.step = :step"
                " ORDER BY p.name LIMIT 1"
            ),
            {"colour": colour, "step": step},
        )
    ).one()


async def scope_on(connection: Any, county: County, on: date) -> Scope:
    scope = Scope(connection, county.id, "test")
    await set_dates(scope, clock_date=on)
    return scope


async def numbers(connection: Any, query: str) -> int:
    return int((await connection.execute(text(query))).scalar_one())


async def test_set_in_time_it_counts_for_letters_tasks_scores_and_the_quarter(
    database: Database, loaded: County
) -> None:
    async with database.transaction(loaded.id) as connection:
        scope = await scope_on(connection, loaded, date(2024, 7, 2))
        await assess(scope, R, QUARTER)
        lifted, sunk = await a_rating(connection, "red"), await a_rating(connection, "blue")
        office = await unit(connection, "县发展和改革局")
        await set_rating(scope, R, lifted.id, "blue", REASON, office)
        await set_rating(scope, R, sunk.id, "red", REASON, office)
        computed = (await connection.execute(text("SELECT * FROM scores ORDER BY assessment_id, position"))).all()
        await set_dates(scope, clock_date=date(2024, 7, 3))
        for month in MONTHS:
            await publish(scope, R, month, date(2024, 7, 3))
        await publish(scope, R, QUARTER, date(2024, 7, 3))

        told = set(
            (await connection.execute(text("SELECT project_id FROM letters WHERE period = '2024-06'"))).scalars()
        )
        assert sunk.project_id in told
        assert lifted.project_id not in told
        tasks = set((await connection.execute(text("SELECT project_id FROM tasks WHERE period = '2024-06'"))).scalars())
        assert sunk.project_id in tasks
        assert lifted.project_id not in tasks
        assert (
            computed == (await connection.execute(text("SELECT * FROM scores ORDER BY assessment_id, position"))).all()
        )

        lead = text(
            "SELECT coalesce(p.points, 0) - s.points FROM scores s JOIN assessments a ON a.id = s.assessment_id"
            " JOIN published_scores p USING (assessment_id, assessment_group, unit_id)"
            " WHERE a.period = :period AND s.unit_id = :unit AND s.assessment_group = '县级牵头部门'"
        )
        gained = {lifted.unit_id: 0, sunk.unit_id: 0}
        gained[lifted.unit_id] += 2
        gained[sunk.unit_id] -= 2
        for period in ("2024-06", "2024-Q2"):
            for one, points in gained.items():
                assert (await connection.execute(lead, {"period": period, "unit": one})).scalar_one() == points
        body = (
            await connection.execute(
                text("SELECT convert_from(document, 'UTF8') FROM letters WHERE project_id = :id"),
                {"id": sunk.project_id},
            )
        ).scalars()
        assert any(REASON in one for one in body)
        for judged in (*MONTHS, QUARTER):
            assert (await replay(scope, R, judged)).differences == ()


async def test_an_assessment_is_told_as_it_counts_with_the_computed_colour_beside_the_set_one(
    database: Database, loaded: County
) -> None:
    async with database.transaction(loaded.id) as connection:
        scope = await scope_on(connection, loaded, date(2024, 7, 2))
        before: Any = as_json(await assess(scope, R, JUNE))
        lifted, sunk = await a_rating(connection, "red"), await a_rating(connection, "blue")
        office = await unit(connection, "县发展和改革局")
        await set_rating(scope, R, lifted.id, "blue", REASON, office)
        await set_rating(scope, R, sunk.id, "red", REASON, office)
        for period in (*MONTHS, QUARTER):
            await publish(scope, R, period, date(2024, 7, 3))
        told: Any = as_json(await assess(scope, R, JUNE))
        quarter = await assess(scope, R, QUARTER)
        sent = set(
            (
                await connection.execute(
                    text("SELECT p.name FROM letters l JOIN projects p ON p.id = l.project_id WHERE period = '2024-06'")
                )
            ).scalars()
        )
    colours = {one["project"]: (one["colour"], one.get("computed")) for one in told["ratings"]}
    assert colours[lifted.project] == ("blue", "red")
    assert colours[sunk.project] == ("red", "blue")
    assert [one["project"] for one in told["ratings"]] == [one["project"] for one in before["ratings"]]
    assert sum("computed" in one for one in told["ratings"]) == 2
    assert {one["project"] for one in told["letters"]} == sent
    assert told["scores"] != before["scores"]
    shown: Any = as_json(quarter)
    assert quarter.published is not None
    assert {(one["unit"], one["group"]): one["points"] for one in shown["scores"]} == {
        (one.unit, one.group): one.points for one in quarter.published.scores if one.points is not None
    }


async def test_a_tampered_published_score_is_found_by_judging_again(
    database: Database, owner_url: str, loaded: County
) -> None:
    async with database.transaction(loaded.id) as connection:
        scope = await scope_on(connection, loaded, date(2024, 7, 2))
        await assess(scope, R, JUNE)
        rating = await a_rating(connection, "red")
        await set_rating(scope, R, rating.id, "blue", REASON, await unit(connection, "县发展和改革局"))
        await publish(scope, R, JUNE, date(2024, 7, 3))
    owner = Database(owner_url, assume_role=False)
    async with owner.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE published_scores NO FORCE ROW LEVEL SECURITY"))
        changed = text("UPDATE published_scores SET points = points + 1 WHERE position = 0 AND tenant_id = :id")
        await connection.execute(changed, {"id": loaded.id})
        await connection.execute(text("ALTER TABLE published_scores FORCE ROW LEVEL SECURITY"))
    await owner.close()
    async with database.transaction(loaded.id) as connection:
        found = (await replay(Scope(connection, loaded.id, "test"), R, JUNE)).differences
    assert [one.subject.split()[0] for one in found] == ["publication", "score"]


async def test_set_after_publication_it_changes_nothing_and_shows_in_the_next_assessment(
    database: Database, loaded: County
) -> None:
    async with database.transaction(loaded.id) as connection:
        scope = await scope_on(connection, loaded, date(2024, 7, 3))
        await publish(scope, R, JUNE, date(2024, 7, 3))
        rating = await a_rating(connection, "blue")
        letters = await numbers(connection, "SELECT count(*) FROM letters")
        await set_dates(scope, clock_date=date(2024, 7, 20))
        await set_rating(scope, R, rating.id, "yellow", REASON, await unit(connection, "县发展和改革局"))
        assert await numbers(connection, "SELECT count(*) FROM letters") == letters
        assert await numbers(connection, "SELECT count(*) FROM published_scores") == 0
        await set_dates(scope, clock_date=date(2024, 8, 5))
        july = await assess(scope, R, Period.parse("2024-07"))
        (shown,) = [one for one in july.judgements if one.code == "override"]
        assert shown.subject.project == rating.project
        assert "2024-06 的评级由蓝色改定为黄色" in shown.ruling.because
        assert shown.ruling.clause == "SM-4.1"
        for period in (JUNE, Period.parse("2024-07")):
            assert (await replay(scope, R, period)).differences == ()


async def test_only_the_office_that_rates_the_project_sets_it_with_a_reason_and_another_colour(
    database: Database, loaded: County, neighbour: County
) -> None:
    async with database.transaction(loaded.id) as connection:
        scope = await scope_on(connection, loaded, date(2024, 7, 2))
        await assess(scope, R, JUNE)
        started = await a_rating(connection, "red")
        promoted = (
            await connection.execute(
                text(
                    "SELECT r.id FROM rulings r JOIN projects p ON p.id = r.project_id JOIN passages s"
                    " ON s.project_id = p.id AND s.left_on IS NULL AND s.step = 'planned'"
                    " WHERE r.kind = 'rating' AND r.value = 'yellow' AND p.nature = 'investment_promotion' LIMIT 1"
                )
            )
        ).scalar_one()
        reform, promotion = await unit(connection, "县发展和改革局"), await unit(connection, "县经济合作和商务局")
        with pytest.raises(WrongActorError, match="县发展和改革局") as wrong:
            await set_rating(scope, R, started.id, "blue", REASON, promotion)
        assert wrong.value.clause == "SM-4.1"
        with pytest.raises(WrongActorError, match="县经济合作和商务局"):
            await set_rating(scope, R, promoted, "blue", REASON, reform)
        await set_rating(scope, R, promoted, "blue", REASON, promotion)
        with pytest.raises(InvalidInputError, match="没有“purple”"):
            await set_rating(scope, R, started.id, "purple", REASON, reform)
        with pytest.raises(InvalidInputError, match="理由"):
            await set_rating(scope, R, started.id, "blue", "  ", reform)
        with pytest.raises(RefusedError, match="无须改定") as same:
            await set_rating(scope, R, started.id, "red", REASON, reform)
        assert same.value.clause == "SM-4.1"
    async with database.transaction(neighbour.id) as connection:
        with pytest.raises(NotFoundError):
            await set_rating(Scope(connection, neighbour.id, "test"), R, started.id, "blue", REASON, reform)
