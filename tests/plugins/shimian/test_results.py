"""SM-4.5 as rules: three month-ends running, red and overdue, and points for the boards of a year."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.mechanism.consequences import SeenMonth, Standing
from yipanqi_plugins.shimian.consequences import annual_appraisal, lagging_guarantee
from yipanqi_plugins.shimian.parameters import Parameters

ENDS = (date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31), date(2024, 6, 30))
pytestmark = pytest.mark.clause("SM-4.5")


def run(project: Any, item: Any, colours: tuple[str, ...]) -> tuple[SeenMonth, ...]:
    ends = ENDS[-len(colours) :]
    return tuple(SeenMonth(project(on=on, items=(item,)), colour) for on, colour in zip(ends, colours, strict=True))


def test_three_red_month_ends_with_the_item_overdue_are_put_forward(project: Any, guarantee: Any) -> None:
    item = guarantee("用地", "县自然资源和规划局", date(2024, 4, 29))
    (found,) = lagging_guarantee(run(project, item, ("red", "red", "red")), Parameters())
    assert found.subject.unit == "县自然资源和规划局"
    assert found.ruling.clause == "SM-4.5"
    assert "连续 3 个月末" in found.ruling.because
    assert found.ruling.facts["months"] == ["2024-04", "2024-05", "2024-06"]


@pytest.mark.parametrize(
    ("colours", "planned"),
    [
        (("red", "red"), date(2024, 4, 29)),  # two month-ends only
        (("red", "yellow", "red"), date(2024, 4, 29)),  # not red in between
        (("red", "red", "yellow"), date(2024, 4, 29)),  # no longer red
        (("red", "red", "red"), date(2024, 4, 30)),  # on its date, not past it, at the first month-end
        (("red", "red", "red", "red"), date(2024, 3, 30)),  # put forward a month ago
    ],
)
def test_less_than_three_running_or_a_run_already_put_forward_is_not(
    project: Any, guarantee: Any, colours: tuple[str, ...], planned: date
) -> None:
    item = guarantee("用地", "县自然资源和规划局", planned)
    assert lagging_guarantee(run(project, item, colours), Parameters()) == ()


def test_a_late_node_is_no_guarantee_work_and_a_finished_item_no_lag(project: Any, node: Any, guarantee: Any) -> None:
    late_node = run(project, node("开工", date(2024, 1, 1)), ("red", "red", "red"))
    assert lagging_guarantee(late_node, Parameters()) == ()
    months = run(project, guarantee("用地", "县自然资源和规划局", date(2024, 2, 1)), ("red", "red", "red"))
    done = guarantee("用地", "县自然资源和规划局", date(2024, 2, 1), date(2024, 6, 30))
    last = replace(months[-1], facts=replace(months[-1].facts, items=(done,)))
    assert lagging_guarantee((*months[:-1], last), Parameters()) == ()


def test_the_year_adds_one_for_each_red_quarter_and_takes_one_for_each_black() -> None:
    stood = Standing("县水利局", {"red": ("2024-Q1", "2024-Q2"), "black": ("2024-Q4",)}, {"县级牵头部门": Decimal(3)})
    nowhere = Standing("县民政局", {}, {"县级牵头部门": Decimal(0)})
    (found,) = annual_appraisal((stood, nowhere), Parameters())
    assert (found.subject.unit, found.ruling.value) == ("县水利局", "+1")
    assert "红榜 2 次、黑榜 1 次" in found.ruling.because
