"""What a department is scored on: duties met, items within the month or, for the year, from January on (YC-4.6)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.plugins.yangcheng.test_yangcheng_scores import OFFICE, scored, view

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import ItemFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.scores import JudgedMonth
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.scores import SCORING

Build = Callable[..., Any]


def duty(value: str, unit: str = OFFICE) -> Judgement:
    return Judgement(RulingKind.DUTY, "trips", Subject(None, unit), Ruling(value, "YC-4.3", "", {}))


def item(planned: date, done: date | None = None) -> ItemFacts:
    return ItemFacts(ItemKind.PROCEDURE, "环评批复", OFFICE, planned, done)


@pytest.mark.clause("YC-4.6")
def test_of_three_duties_one_unmet_and_one_of_another_unit_the_points_are_a_half() -> None:
    found = scored(view([], {}, [duty("met"), duty("unmet"), duty("met", "县财政局")]))[OFFICE]
    assert found.points == Decimal("50.00")
    assert [one["done"] for one in found.basis[0]["entries"]] == [True, False]  # type: ignore[attr-defined]
    assert scored(view([], {}, []))[OFFICE].points is None


@pytest.mark.clause("YC-4.6")
@pytest.mark.parametrize(
    ("planned", "done", "points"),
    [
        (date(2024, 5, 31), None, None),  # due the month before
        (date(2024, 6, 1), date(2024, 6, 1), "100.00"),
        (date(2024, 6, 30), date(2024, 6, 30), "100.00"),
        (date(2024, 6, 29), date(2024, 6, 30), "0.00"),  # a day late
        (date(2024, 6, 30), None, "0.00"),
        (date(2024, 7, 1), date(2024, 6, 30), None),  # due the month after
    ],
)
def test_items_due_from_the_months_first_to_its_last_day_count_and_are_done_on_their_day_at_latest(
    project: Build, planned: date, done: date | None, points: str | None
) -> None:
    found = scored(view([project(items=(item(planned, done),))], {}))[OFFICE]
    assert found.points == (None if points is None else Decimal(points))


@pytest.mark.clause("YC-4.5", "YC-4.6")
def test_the_year_counts_the_duties_of_all_its_months_and_the_items_from_january_on(project: Build) -> None:
    month = view([project(items=(item(date(2024, 1, 1), date(2024, 1, 1)), item(date(2023, 12, 31))))], {})
    months = (JudgedMonth("2024-05", (duty("unmet"),)), JudgedMonth("2024-06", (duty("met"),)))
    year = replace(month, period="2024", kind=PeriodKind.YEAR, months=months)
    assert scored(year)[OFFICE].points == Decimal("66.67")
    assert scored(replace(year, period="2024-06", kind=PeriodKind.MONTH))[OFFICE].points == Decimal("100.00")


@pytest.mark.clause("YC-4.6")
def test_the_mechanism_tells_what_each_part_is_worth() -> None:
    assert SCORING.parts is not None
    worth = {one.title: one.points for one in SCORING.parts(Parameters(batch_weight=Decimal(30)))}
    assert worth == {"签约": 30, "落地": 30, "开工": 30, "投产": 30, "达效": 30, "履职与办结": 100}
