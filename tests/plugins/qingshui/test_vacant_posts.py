"""A leader's post that nobody holds: told with the month, its duties kept out of the score, its successor exact."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from yipanqi_core.assessments.replay import replay
from yipanqi_core.assessments.results import as_json
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.duties.calendar import read_calendar
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.people.tables import appointments, posts, users
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_plugins.qingshui.aspects import Work, duties
from yipanqi_plugins.qingshui.parameters import Parameters

POST, JUNE = "分管工业副县长", Period.parse("2024-06")


async def leave(database: Database, county: County, to_on: date, successor_on: date | None = None) -> None:
    """Let the holder of the post leave, and someone else come."""
    a = appointments.c
    async with database.transaction(county.id) as connection:
        held = select(posts.c.id).where(posts.c.tenant_id == county.id, posts.c.title == POST).scalar_subquery()
        await connection.execute(
            update(appointments).where(a.tenant_id == county.id, a.post_id == held).values(to_on=to_on)
        )
        if successor_on is not None:
            one = select(users.c.id).where(users.c.tenant_id == county.id, users.c.login == "office8").scalar_subquery()
            row = {"tenant_id": county.id, "id": new_id(), "from_on": successor_on, "portfolio": ["工业"]}
            await connection.execute(insert(appointments).values(post_id=held, user_id=one, **row))


async def told(database: Database, county: County, period: Period = JUNE) -> dict[str, Any]:
    """Assess a month."""
    async with database.transaction(county.id) as connection:
        return dict(as_json(await assess(Scope(connection, county.id, "test"), installed(), period)))


def of_the_post(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The findings on vacant posts."""
    return [one for one in found["findings"] if one["code"] == "leader_vacant"]


@pytest.mark.clause("QS-2.1", "QS-2.3")
async def test_a_vacant_post_is_found_for_each_of_its_projects_and_its_undone_duties_stand_by_themselves(
    database: Database, sample_county: tuple[County, dict[str, Any]]
) -> None:
    county, _ = sample_county
    await leave(database, county, date(2024, 6, 10))
    found = await told(database, county)
    led = {one["project"] for one in found["duties"] if one["holder"] == POST and one["project"]}
    assert led
    assert {one["subject"] for one in of_the_post(found)} == led
    assert all("自 2024-06-10 起空缺" in one["message"] and one["clause"] == "QS-2.1" for one in of_the_post(found))
    async with database.transaction(county.id) as connection:
        scope = Scope(connection, county.id, "test")
        calendar = await read_calendar(scope, installed(), JUNE)
        assert (await replay(scope, installed(), JUNE)).differences == ()
    mine = [one for one in calendar.lines if one.holder == POST]
    assert {one.vacant for one in mine if not one.met} == {True}
    assert {one.vacant for one in mine if one.met} <= {False}
    assert not any(one.vacant for one in calendar.lines if one.holder != POST)


@pytest.mark.clause("QS-2.1")
@pytest.mark.parametrize(("successor_on", "vacant"), [(date(2024, 6, 30), False), (date(2024, 7, 1), True)])
async def test_a_successor_who_comes_on_the_last_day_has_the_post_and_one_of_the_day_after_not_yet(
    database: Database, sample_county: tuple[County, dict[str, Any]], successor_on: date, vacant: bool
) -> None:
    county, _ = sample_county
    await leave(database, county, date(2024, 6, 10), successor_on)
    found = await told(database, county)
    assert bool(of_the_post(found)) is vacant
    assert of_the_post(await told(database, county, Period.parse("2024-07"))) == []


@pytest.mark.clause("QS-2.1")
async def test_nothing_is_found_of_the_months_before_the_post_fell_vacant(
    database: Database, sample_county: tuple[County, dict[str, Any]]
) -> None:
    county, _ = sample_county
    await leave(database, county, date(2024, 7, 1))
    assert of_the_post(await told(database, county)) == []


def _duty(value: str) -> Judgement:
    figures = {"kind": "现场调研", "period": "2024-06", "holder": POST}
    return Judgement(RulingKind.DUTY, "visits", Subject("甲", "县政府"), Ruling(value, "QS-2.3", "", figures))


@pytest.mark.clause("QS-6.5")
def test_duties_of_a_vacant_post_are_told_and_score_neither_way(key_project: Callable[..., ProjectFacts]) -> None:
    some = (_duty("met"), _duty("unmet"), _duty("vacant"))
    work = Work("县水务局", (key_project(),), some, {}, 6, Parameters())
    aspect = duties(work)
    assert (aspect.done, aspect.due) == (1, 2)
    assert [one.get("vacant") for one in aspect.entries] == [None, POST]
    nothing = duties(replace(work, duties=(_duty("vacant"),)))
    assert (nothing.counted, len(nothing.entries)) == (False, 1)
