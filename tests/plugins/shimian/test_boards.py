"""SM-4.4: points, groups, competition ranks and the red and black boards."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import CountyFacts, UnitFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.scores import CountyView, JudgedMonth, UnitScore
from yipanqi_core.rules.scoring import add_up, rank
from yipanqi_core.vocabulary import UnitKind
from yipanqi_plugins.shimian.groups import SCORING, guarantees, owns
from yipanqi_plugins.shimian.parameters import Parameters

P = Parameters()
Build = Callable[..., Any]
LEAD = "县级牵头部门"


def rated(facts: Any, colour: str | None) -> tuple[Any, Ruling]:
    return facts, Ruling(colour, "SM-4.1", "")


def month_sums(some: list[tuple[Any, Ruling]], units: list[UnitFacts]) -> tuple[UnitScore, ...]:
    """Score a month of which these ratings are known."""
    month, day = "2024-06", date(2024, 6, 30)
    judged = tuple(Judgement(RulingKind.RATING, "colour", Subject(facts.project), ruling) for facts, ruling in some)
    county, projects = CountyFacts(month, day, tuple(units)), tuple(facts for facts, _ in some)
    view = CountyView(month, PeriodKind.MONTH, county, projects, (JudgedMonth(month, judged),))
    return SCORING.unit_scores(view, P)


def unit(name: str, group: str | None = LEAD, kind: UnitKind = UnitKind.DEPARTMENT) -> UnitFacts:
    return UnitFacts(name, kind, group)


@pytest.mark.clause("SM-4.4")
def test_two_projects_over_three_months_add_up_to_minus_four(project: Build) -> None:
    one, other = project(project="甲"), project(project="乙")
    months = []
    for name, first, second in (
        ("2024-01", "green", "yellow"),
        ("2024-02", "blue", "yellow"),
        ("2024-03", "red", "red"),
    ):
        sums = month_sums([rated(one, first), rated(other, second)], [unit("县水利局")])
        months.append((name, [(s.group, s.unit, s.points) for s in sums]))
    (quarter,) = add_up(months)
    assert (quarter.group, quarter.unit, quarter.points) == (LEAD, "县水利局", Decimal(-4))
    assert [entry["points"] for entry in quarter.basis] == [Decimal(1), Decimal(-1), Decimal(-4)]


@pytest.mark.clause("SM-4.4")
def test_every_point_opens_to_the_ratings_it_came_from(project: Build) -> None:
    (sums,) = month_sums([rated(project(project="甲"), "red"), rated(project(project="乙"), "green")], [])
    assert sums.basis == (
        {"project": "甲", "colour": "red", "points": Decimal(-2)},
        {"project": "乙", "colour": "green", "points": Decimal(2)},
    )


@pytest.mark.clause("SM-4.4")
def test_a_guarantee_unit_stands_while_an_item_is_open_and_in_the_month_it_is_finished(
    project: Build, guarantee: Build
) -> None:
    plan = date(2024, 1, 1)

    def standing(finished: date | None) -> frozenset[str]:
        return guarantees(project(items=(guarantee("水", "县财政局", plan, finished),)))

    assert standing(None) == {"县财政局"}
    assert standing(date(2024, 6, 1)) == {"县财政局"}
    assert standing(date(2024, 5, 31)) == frozenset()


@pytest.mark.clause("SM-4.4")
def test_a_project_counts_once_for_a_unit_however_many_items_it_has(project: Build, guarantee: Build) -> None:
    items = (guarantee("水", "县财政局", None), guarantee("电", "县财政局", None))
    sums = month_sums([rated(project(items=items), "red")], [])
    assert {(s.group, s.unit): s.points for s in sums} == {
        (LEAD, "县水利局"): Decimal(-2),
        ("县级要素保障部门", "县财政局"): Decimal(-2),
    }


@pytest.mark.clause("SM-4.4")
def test_a_unit_stands_in_each_group_with_that_groups_sum_alone(project: Build, guarantee: Build) -> None:
    led = project(project="甲")
    helped = project(project="乙", lead_unit="县教育局", items=(guarantee("水", "县水利局", None),))
    sums = month_sums([rated(led, "green"), rated(helped, "red")], [])
    assert {(s.group, s.unit): s.points for s in sums if s.unit == "县水利局"} == {
        (LEAD, "县水利局"): Decimal(2),
        ("县级要素保障部门", "县水利局"): Decimal(-2),
    }


@pytest.mark.clause("SM-4.4")
def test_only_county_state_enterprises_are_scored_as_owners(project: Build) -> None:
    assert owns(project()) == frozenset()
    assert owns(project(owner="县城投", owner_kind=UnitKind.STATE_ENTERPRISE)) == {"县城投"}


@pytest.mark.clause("SM-4.4")
def test_unrated_projects_count_zero_and_units_without_any_are_listed_apart(project: Build) -> None:
    units = [unit("县水利局"), unit("县教育局"), unit("某办", "没有的组")]
    sums = month_sums([rated(project(), None)], units)
    scores = {one.unit: one for one in rank(sums, SCORING, P, units, PeriodKind.QUARTER)}
    assert (scores["县水利局"].points, scores["县水利局"].rank) == (Decimal(0), 1)
    assert (scores["县教育局"].points, scores["县教育局"].rank, scores["县教育局"].board) == (None, None, None)
    assert "无考核事项" in scores["县教育局"].because
    assert "某办" not in scores


@pytest.mark.clause("SM-4.4")
def test_a_unit_of_an_unknown_group_is_kept_but_not_scored(project: Build) -> None:
    assert month_sums([rated(project(), "red")], [unit("县水利局", "没有的组")]) == ()


def ranked(points: list[int]) -> list[tuple[int, int | None, str | None]]:
    sums = [UnitScore(LEAD, f"局{index:02d}", Decimal(value), "", ()) for index, value in enumerate(points)]
    return [(int(one.points or 0), one.rank, one.board) for one in rank(sums, SCORING, P, [], PeriodKind.QUARTER)]


@pytest.mark.clause("SM-4.4")
def test_equal_scores_share_a_rank_and_ties_at_the_edge_all_stand() -> None:
    assert ranked([5, 5, 3, 3, 0, -1, -2, -2, -2]) == [
        (5, 1, "red"), (5, 1, "red"), (3, 3, "red"), (3, 3, "red"), (0, 5, None),
        (-1, 6, None), (-2, 7, "black"), (-2, 7, "black"), (-2, 7, "black"),
    ]  # fmt: skip


@pytest.mark.clause("SM-4.4")
def test_nobody_is_on_the_red_board_without_points_above_zero_nor_on_the_black_one_at_zero() -> None:
    assert [board for *_, board in ranked([0, 0, -1])] == [None, None, "black"]
    assert [board for *_, board in ranked([3, 2, 1])] == ["red", "red", "red"]


@pytest.mark.clause("SM-4.4")
@given(st.lists(st.integers(-20, 20), max_size=15))
def test_ranks_and_boards_follow_from_counting_who_is_above_and_below(points: list[int]) -> None:
    for value, place, board in ranked(points):
        above, below = sum(p > value for p in points), sum(p < value for p in points)
        assert place == above + 1
        expected = "red" if value > 0 and above < 3 else "black" if value < 0 and below < 3 else None
        assert board == expected
