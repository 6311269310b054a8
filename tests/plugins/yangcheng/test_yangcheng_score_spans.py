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
from yipanqi_core.rules.scoring import Score
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.yangcheng.follow_up import CONSEQUENCES
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


def placed(group: str, unit: str, points: str | None, rank: int | None) -> Score:
    told = None if points is None else Decimal(points)
    return Score(group, unit, told, rank, None, "YC-4.6", "", ())


@pytest.mark.clause("YC-4.6")
def test_the_ranking_proposes_within_each_group_and_never_whom_it_does_not_rank() -> None:
    scores = (
        placed("乡镇", "甲镇", "90.00", 1), placed("乡镇", "乙镇", "80.00", 2), placed("乡镇", "丙镇", "70.00", 3),
        placed("乡镇", "丁镇", "60.00", 4), placed("乡镇", "戊镇", "60.00", 4), placed("乡镇", "己镇", None, None),
        placed("部门", "一局", "50.00", 1), placed("部门", "二局", "40.00", 2),
    )  # fmt: skip
    proposed = {}
    for one in CONSEQUENCES:
        if one.of_ranking is not None:
            proposed[one.code] = [each.subject.unit for each in one.of_ranking(scores, Parameters())]
    assert proposed == {
        "criticism": ["丁镇", "戊镇"],  # a tie at the edge stands whole; of two bureaus both are among the first
        "reward": ["甲镇", "乙镇", "丙镇", "一局", "二局"],
        "admonition": ["丁镇", "戊镇"],
    }
    fewer = Parameters(first_places=1, last_places=2)
    last = next(one for one in CONSEQUENCES if one.code == "criticism")
    assert last.of_ranking is not None
    assert [each.subject.unit for each in last.of_ranking(scores, fewer)] == ["丁镇", "戊镇", "二局"]
    (told,) = [each for each in last.of_ranking(scores, fewer) if each.subject.unit == "二局"]
    assert told.ruling.because == "二局在部门中得 40.00 分，列第 2 名（共 2 个单位），提请通报批评"
