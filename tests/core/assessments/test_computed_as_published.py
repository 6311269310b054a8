"""A colour that a person set in time counts wherever a computed score reads the year's ratings, and is proven there."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel
from sqlalchemy import text
from tests.core.assessments.test_overrides import a_rating, scope_on, unit

from yipanqi_core.assessments.overrides import set_rating
from yipanqi_core.assessments.publication import publish
from yipanqi_core.assessments.replay import replay
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import Registry, installed
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.mechanism.scores import CountyView, Group, Longer, Scoring, UnitScore
from yipanqi_core.tenants.queries import County

GROUP = "县级牵头部门"
MONTHS = [Period.parse(f"2024-0{number}") for number in (4, 5, 6, 7)]
QUARTER, JULY, SEPTEMBER = Period.parse("2024-Q2"), date(2024, 7, 3), date(2024, 9, 3)

pytestmark = pytest.mark.clause("SM-4.1")


def reds(view: CountyView, _: BaseModel) -> tuple[UnitScore, ...]:
    """Count a unit's red ratings and its letters over all the months that are seen."""
    found = []
    for name in sorted({one.lead_unit for one in view.projects}):
        own = [one for month in view.months for one in month.judgements if one.subject.unit == name]
        counted = sum(one.kind is RulingKind.LETTER or one.ruling.value == "red" for one in own)
        found.append(UnitScore(GROUP, name, Decimal("0.00") - counted, "红色和文书数", ()))
    return tuple(found)


def mechanism() -> Registry:
    """The sample's mechanism with scores that are computed, in every period, from the year's ratings and letters."""
    scoring = Scoring(
        "SM-4.4", (Group("lead", GROUP),), reds, Longer.COMPUTED, reads=(RulingKind.RATING, RulingKind.LETTER)
    )
    shimian = installed().mechanism("shimian")
    return Registry([replace(shimian, editions=(replace(shimian.editions[0], scoring=scoring),))])


async def gained(connection: Any, period: str, unit_id: Any) -> int | None:
    """Tell how many points a unit stands above what was computed; None: nothing was published otherwise."""
    found = await connection.execute(
        text(
            "SELECT p.points - s.points FROM scores s JOIN assessments a ON a.id = s.assessment_id"
            " JOIN published_scores p USING (assessment_id, assessment_group, unit_id)"
            " WHERE a.period = :period AND s.unit_id = :unit"
        ),
        {"period": period, "unit": unit_id},
    )
    points = found.scalar_one_or_none()
    return None if points is None else int(points)


async def test_a_red_lifted_before_publication_is_none_in_month_quarter_and_the_months_after(
    database: Database, loaded: County
) -> None:
    registry = mechanism()
    async with database.transaction(loaded.id) as connection:
        scope = await scope_on(connection, loaded, JULY)
        await assess(scope, registry, QUARTER)
        lifted = await a_rating(connection, "red")
        await set_rating(scope, registry, lifted.id, "blue", "征地已完成", await unit(connection, "县发展和改革局"))
        for period in (*MONTHS[:3], QUARTER):
            await publish(scope, registry, period, JULY)
        await scope_on(connection, loaded, SEPTEMBER)
        await publish(scope, registry, MONTHS[3], SEPTEMBER)
        counted = {period: await gained(connection, period, lifted.unit_id) for period in ("2024-05", "2024-06")}
        assert counted == {"2024-05": None, "2024-06": 2}  # neither the red nor its letter
        assert await gained(connection, "2024-Q2", lifted.unit_id) == 2
        assert await gained(connection, "2024-07", lifted.unit_id) == 2
        for period in (*MONTHS, QUARTER):
            assert (await replay(scope, registry, period)).differences == ()
        await connection.execute(text("SET LOCAL ROLE NONE"))
        await connection.execute(
            text(
                "UPDATE published_scores SET points = points + 1 WHERE unit_id = :unit AND assessment_id ="
                " (SELECT id FROM assessments WHERE period = '2024-Q2' AND tenant_id = :tenant)"
            ),
            {"unit": lifted.unit_id, "tenant": loaded.id},
        )
        found = (await replay(scope, registry, QUARTER)).differences
        assert [one.subject.split()[0] for one in found] == ["publication", "score"]


async def test_where_no_one_set_a_colour_a_computed_quarter_is_published_as_computed(
    database: Database, loaded: County
) -> None:
    registry = mechanism()
    async with database.transaction(loaded.id) as connection:
        scope = await scope_on(connection, loaded, JULY)
        for period in (*MONTHS[:3], QUARTER):
            await publish(scope, registry, period, JULY)
        assert (await connection.execute(text("SELECT count(*) FROM published_scores"))).scalar_one() == 0
