"""How a project stands in the year's plan, and the titles that a county may set otherwise (YC-3.2, 4.1, 4.4, 4.5)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from yipanqi_plugins.yangcheng.land import waits_for_land
from yipanqi_plugins.yangcheng.library import year_plan
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.stages import approved_on, landed_on, site_on
from yipanqi_plugins.yangcheng.wording import day_told, hundred_million, months_told

Build = Callable[..., Any]
P = Parameters()
FIRST, SECOND, THIRD = date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1)


@pytest.mark.clause("YC-3.2", "YC-4.1")
@pytest.mark.parametrize(
    ("fields", "started", "stands"),
    [
        ({"new_in_year": 2024}, None, "计划开工"),
        ({"new_in_year": 2024, "preliminary_in_year": 2024}, date(2024, 1, 1), "计划开工"),
        ({"preliminary_in_year": 2024}, None, "前期项目"),
        ({"preliminary_in_year": 2023}, None, None),
        ({"new_in_year": 2023}, date(2023, 12, 31), "续建"),
        ({"new_in_year": 2023}, date(2024, 1, 1), None),
        ({}, None, None),
    ],
)
def test_a_year_without_its_own_mark_has_none_and_what_was_begun_before_it_goes_on(
    project: Build, node: Build, fields: dict[str, int], started: date | None, stands: str | None
) -> None:
    items = () if started is None else (node("开工", None, started),)
    assert year_plan(project(fields=fields, items=items), P) == stands


@pytest.mark.clause("YC-4.5", "YC-3.5")
def test_the_county_says_which_items_mean_approval_and_a_settled_site(
    project: Build, procedure: Build, guarantee: Build
) -> None:
    items = (
        procedure("核准备案", None, SECOND), procedure("环评批复", None, FIRST), procedure("选址意见", None, THIRD),
        guarantee("用地", "县自然资源局", None, FIRST),
    )  # fmt: skip
    facts = project(items=items)
    assert (approved_on(facts, P), site_on(facts, P), landed_on(facts, P)) == (SECOND, FIRST, SECOND)
    other = Parameters(approval_titles="环评批复", site_titles="选址意见、用地")
    assert (approved_on(facts, other), site_on(facts, other), landed_on(facts, other)) == (FIRST, THIRD, THIRD)
    both = project(items=(procedure("用地批复", None, THIRD), guarantee("用地", None, None, FIRST)))
    assert site_on(both, P) == THIRD  # the approval tells more than the guarantee
    assert landed_on(both, P) is None


@pytest.mark.clause("YC-4.4")
def test_an_unfinished_guarantee_of_a_settled_site_waits_for_land(project: Build, guarantee: Build) -> None:
    waiting, done = guarantee("用地", None, THIRD), guarantee("用地", None, THIRD, THIRD)
    assert waits_for_land(project(items=(waiting,)), P)
    assert not waits_for_land(project(items=(done,)), P)
    assert not waits_for_land(project(items=(guarantee("水", None, THIRD),)), P)
    assert waits_for_land(project(items=(guarantee("林地", None, THIRD),)), Parameters(site_titles="林地"))


@pytest.mark.parametrize("text", ["", "用地批复、", "、用地", "用地 批复", "用地,批复、、水"])
def test_titles_are_parted_by_the_chinese_comma_and_none_is_empty(text: str) -> None:
    with pytest.raises(ValidationError):
        Parameters(site_titles=text)
    with pytest.raises(ValidationError):
        Parameters(approval_titles=text)


def test_amounts_and_days_are_written_as_this_county_writes_them() -> None:
    told = [hundred_million(Decimal(value)) for value in ("1600500.00", "49.99", "50.00", "0")]
    assert told == ["160.05", "0.00", "0.01", "0.00"]
    assert [day_told(one) for one in (FIRST, "2024-12-31", None)] == ["2024年2月1日", "2024年12月31日", "未定"]
    assert [months_told(one) for one in (1, 2, 12)] == ["1月", "1至2月", "1至12月"]
