"""Scores of every kind, classes, letters that look back: judged, stored, read back, proven by judging again."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import update

from yipanqi_core.assessments.cuts import cuts
from yipanqi_core.assessments.errors import AssessmentError
from yipanqi_core.assessments.replay import replay
from yipanqi_core.assessments.results import Assessment, as_json
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.breakdowns import Breakdown
from yipanqi_core.mechanism.classifications import Classification, ClassValue
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.registry import NotInForceError, Registry, installed
from yipanqi_core.mechanism.rulings import Ruling, RulingKind
from yipanqi_core.mechanism.scores import CountyView, Group, Longer, Scoring, UnitScore
from yipanqi_core.people.tables import units
from yipanqi_core.rules.aspects import Aspect, weighed
from yipanqi_core.rules.rounding import hundredths
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope

GROUP = "县级牵头部门"
SHIMIAN = installed().mechanism("shimian")


def registry(**changes: Any) -> Registry:
    """A mechanism like the sample's, with other words."""
    return Registry([replace(SHIMIAN, editions=(replace(SHIMIAN.editions[0], **changes),))])


async def judge(database: Database, county: County, mechanism: Registry, period: str) -> Assessment:
    async with database.transaction(county.id) as connection:
        return await assess(Scope(connection, county.id, "test"), mechanism, Period.parse(period))


async def differences(database: Database, county: County, mechanism: Registry, period: str) -> tuple[Any, ...]:
    async with database.transaction(county.id) as connection:
        return (await replay(Scope(connection, county.id, "test"), mechanism, Period.parse(period))).differences


def red_months(view: CountyView, _: BaseModel) -> tuple[UnitScore, ...]:
    """A unit's share of rated months without red, over all the months that are seen."""
    found = []
    for unit in sorted({one.lead_unit for one in view.projects}):
        rated = [
            (month.period, one.ruling.value)
            for month in view.months
            for one in month.of(RulingKind.RATING)
            if one.subject.unit == unit
        ]
        entries = tuple({"month": period, "colour": colour} for period, colour in rated)
        good = sum(colour != "red" for _, colour in rated)
        found.append(weighed(GROUP, unit, [Aspect("calm", "不红", "SM-4.4", 100, good, len(rated), 1, entries)]))
    return tuple(one for one in found if one is not None)


async def test_a_computed_quarter_sees_the_years_months_and_is_proven(database: Database, loaded: County) -> None:
    group = (Group("lead", GROUP),)
    cadences = (PeriodKind.QUARTER, PeriodKind.YEAR)
    rule = Scoring("SM-4.4", group, red_months, Longer.COMPUTED, cadences, reads=(RulingKind.RATING,))
    mechanism = registry(scoring=rule)
    assert (await judge(database, loaded, mechanism, "2024-06")).scores == ()
    quarter = await judge(database, loaded, mechanism, "2024-Q2")
    best = quarter.scores[0]
    (entry,) = best.basis
    months = {one["month"] for one in entry["entries"]}  # type: ignore[attr-defined]
    assert months == {f"2024-{number:02d}" for number in range(1, 7)}
    assert best.rank == 1
    again = await judge(database, loaded, mechanism, "2024-Q2")
    assert [(one.unit, one.points, one.rank) for one in again.scores] == [
        (one.unit, one.points, one.rank) for one in quarter.scores
    ]
    assert await differences(database, loaded, mechanism, "2024-Q2") == ()


async def test_a_computed_score_judged_otherwise_is_a_difference(database: Database, loaded: County) -> None:
    rule = Scoring("SM-4.4", (Group("lead", GROUP),), red_months, Longer.COMPUTED, reads=(RulingKind.RATING,))
    await judge(database, loaded, registry(scoring=rule), "2024-Q1")

    def other(view: CountyView, parameters: BaseModel) -> tuple[UnitScore, ...]:
        return tuple(replace(one, points=one.points - 1) for one in red_months(view, parameters))

    changed = registry(scoring=replace(rule, unit_scores=other))
    assert len(await differences(database, loaded, changed, "2024-Q1")) > 0


async def test_a_month_that_reads_the_year_first_assesses_the_months_before(database: Database, loaded: County) -> None:
    months = (PeriodKind.MONTH,)
    rule = Scoring("SM-4.4", (Group("lead", GROUP),), red_months, cadences=months, reads=(RulingKind.RATING,))
    mechanism = registry(scoring=rule)
    march = await judge(database, loaded, mechanism, "2024-03")
    (entry,) = march.scores[0].basis
    assert {one["month"] for one in entry["entries"]} == {"2024-01", "2024-02", "2024-03"}  # type: ignore[attr-defined]
    assert await differences(database, loaded, mechanism, "2024-03") == ()


async def test_a_year_can_be_the_mean_of_its_months(database: Database, loaded: County) -> None:
    scoring = SHIMIAN.editions[0].scoring
    assert scoring is not None
    mechanism = registry(scoring=replace(scoring, longer=Longer.MEAN))
    year = await judge(database, loaded, mechanism, "2024")
    one = next(score for score in year.scores if score.points)
    points = [Decimal(str(entry["points"])) for entry in one.basis]
    assert one.points == hundredths(Fraction(sum(points)) / len(points))
    assert await differences(database, loaded, mechanism, "2024") == ()


async def test_a_period_of_which_nothing_is_asked_is_refused_with_the_remedy(
    database: Database, loaded: County
) -> None:
    with pytest.raises(AssessmentError, match=r"没有按季度计分或检查的条款.*请按月评估"):
        await judge(database, loaded, registry(scoring=None, county_checks=()), "2024-Q1")
    with pytest.raises(NotInForceError, match="自 2024-01-01 起施行"):
        await judge(database, loaded, registry(), "2023-12")


def size(facts: ProjectFacts, _: BaseModel) -> Ruling | None:
    big = facts.total_investment >= 10000
    return Ruling("big" if big else None, "SM-1.1", f"总投资 {facts.total_investment} 万元")


async def test_classes_are_stored_and_printed_and_breakdowns_add_up(database: Database, loaded: County) -> None:
    kind = Classification("size", "规模", "SM-1.1", (ClassValue("big", "大"),), size)
    by_level = Breakdown("level", "层级", "SM-3.1", lambda facts, _: facts.level.label if facts.level else "无")
    mechanism = registry(classifications=(kind,), breakdowns=(by_level,))
    await judge(database, loaded, mechanism, "2024-06")
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        stored = await assess(scope, mechanism, Period.parse("2024-06"))
        told: Any = as_json(stored, await cuts(scope, mechanism, Period.parse("2024-06")))
    assert len(told["classes"]) == 53  # the listed ones
    assert {one["value"] for one in told["classes"]} == {"big", None}
    assert {(one["kind"], one["clause"]) for one in told["classes"]} == {("size", "SM-1.1")}
    assert sum(one["count"] for one in told["breakdowns"]) == 60
    assert await differences(database, loaded, mechanism, "2024-06") == ()


def reminder(facts: ProjectFacts, rating: Ruling | None, _: BaseModel) -> Ruling | None:
    """A letter each month a project is behind, a graver one after two months running with any letter due."""
    assert rating is None
    figures = {"issuer": "reform_office"}
    before = [one for one in facts.earlier if one.kind == RulingKind.LETTER]
    if len(before) == 2:
        return Ruling("督办函", "SM-4.2", "此前两月均应发函", figures)
    return Ruling("提醒函", "SM-4.2", f"此前两月应发 {len(before)} 份", figures)


async def test_letters_look_back_at_what_was_due_though_nothing_was_sent_nor_rated(
    database: Database, loaded: County
) -> None:
    (letter,) = SHIMIAN.editions[0].letters
    kinds = tuple(replace(letter, kind=kind) for kind in ("提醒函", "督办函"))
    without = {"rating": None, "scoring": None, "tasks_due": None}
    mechanism = registry(letters=kinds, letter_due=reminder, memory_months=2, **without)
    march: Any = as_json(await judge(database, loaded, mechanism, "2024-03"))
    january: Any = as_json(await judge(database, loaded, mechanism, "2024-01"))
    assert {one["kind"] for one in january["letters"]} == {"提醒函"}
    assert {one["kind"] for one in march["letters"]} == {"督办函"}
    assert len({one["project"] for one in march["letters"]}) == len(march["letters"])
    assert march["ratings"] == []
    assert await differences(database, loaded, mechanism, "2024-03") == ()


async def test_a_computed_quarter_knows_a_unit_again_that_was_renamed_between(
    database: Database, loaded: County
) -> None:
    rule = Scoring("SM-4.4", (Group("lead", GROUP),), red_months, Longer.COMPUTED, reads=(RulingKind.RATING,))
    mechanism = registry(scoring=rule)

    async def rename(old: str, new: str) -> None:
        async with database.transaction(loaded.id) as connection:
            await connection.execute(update(units).where(units.c.name == old).values(name=new))

    january = await judge(database, loaded, mechanism, "2024-01")
    name = january.scores[0].unit
    await rename(name, "新名字的局")
    quarter = await judge(database, loaded, mechanism, "2024-Q1")
    (score,) = [one for one in quarter.scores if one.unit == "新名字的局"]
    (entry,) = score.basis
    assert {one["month"] for one in entry["entries"]} == {"2024-01", "2024-02", "2024-03"}  # type: ignore[attr-defined]
    await rename("新名字的局", "又改了名的局")
    assert await differences(database, loaded, mechanism, "2024-Q1") == ()
