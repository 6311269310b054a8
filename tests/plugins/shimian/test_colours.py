"""SM-4.1 and SM-4.2: the four colours at the month's end, the notice and the interview."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yipanqi_core.mechanism.facts import ItemFacts, MonthFacts, PassageFacts, ProjectFacts
from yipanqi_core.vocabulary import Colour, ItemKind, Nature, UnitKind
from yipanqi_plugins.shimian.colours import colour, interview_due, notice_due
from yipanqi_plugins.shimian.parameters import Parameters

P = Parameters()
END = date(2024, 6, 30)
Build = Callable[..., Any]


@pytest.mark.clause("SM-4.1")
@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        (date(2024, 5, 30), "red"),  # 31 days
        (date(2024, 5, 31), "yellow"),  # 30 days
        (date(2024, 6, 29), "yellow"),  # 1 day
        (date(2024, 6, 30), "blue"),  # due today is not late
    ],
)
def test_a_node_makes_the_project_yellow_from_one_day_and_red_after_thirty(
    project: Build, node: Build, planned: date, expected: str
) -> None:
    ruling = colour(project(items=(node("开工", planned),)), P)
    assert (ruling.value, ruling.clause) == (expected, "SM-4.1")


@pytest.mark.clause("SM-4.1")
@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        ("0.5999", "red"),
        ("0.60", "yellow"),
        ("0.8999", "yellow"),
        ("0.90", "blue"),
        ("1.0999", "blue"),
        ("1.10", "green"),
    ],
)
def test_the_investment_ratio_parts_the_colours_exactly(
    project: Build, ratio_of: Build, ratio: str, expected: str
) -> None:
    assert colour(project(**ratio_of(ratio)), P).value == expected


@pytest.mark.clause("SM-4.1")
def test_an_annual_plan_of_200_and_15_done_by_january_is_exactly_090_and_not_yellow(project: Build) -> None:
    figures = (MonthFacts("2024-01", None, Decimal("15.00")),)
    ruling = colour(project(on=date(2024, 1, 31), annual_plan=Decimal("200.00"), figures=figures), P)
    assert ruling.value == "blue"
    assert ruling.facts["ratio"] == "0.9000"


@pytest.mark.clause("SM-4.1")
def test_a_monthly_plan_counts_instead_of_the_annual_one_and_its_empty_months_are_zero(project: Build) -> None:
    figures = (
        MonthFacts("2024-06", Decimal("100.00"), Decimal("100.00")),
        MonthFacts("2024-12", Decimal("900.00"), None),
    )
    ruling = colour(project(annual_plan=Decimal("1000.00"), figures=figures), P)
    assert ruling.facts["planned_to_date"] == "100.00"
    assert ruling.value == "blue"


@pytest.mark.clause("SM-4.1")
def test_months_without_a_report_add_nothing_and_are_named(project: Build) -> None:
    figures = (MonthFacts("2024-05", Decimal("50.00"), Decimal("50.00")), MonthFacts("2024-06", Decimal("50.00"), None))
    ruling = colour(project(figures=figures), P)
    assert ruling.value == "red"
    assert ruling.facts["unreported_months"] == ["2024-01", "2024-02", "2024-03", "2024-04", "2024-06"]


@pytest.mark.clause("SM-4.1")
def test_a_node_fifteen_days_early_this_month_makes_green_when_the_ratio_allows(
    project: Build, node: Build, ratio_of: Build
) -> None:
    early = node("主体完工", date(2024, 6, 25), date(2024, 6, 10))
    assert colour(project(items=(early,)), P).value == "green"
    assert colour(project(items=(early,), **ratio_of("1.00")), P).value == "green"
    assert colour(project(items=(early,), **ratio_of("0.99")), P).value == "blue"
    assert colour(project(items=(node("主体完工", date(2024, 6, 24), date(2024, 6, 10)),)), P).value == "blue"
    assert colour(project(items=(node("主体完工", date(2024, 6, 25), date(2024, 5, 31)),)), P).value == "blue"


@pytest.mark.clause("SM-4.1")
def test_only_nodes_colour_a_project_guarantee_items_and_procedures_do_not(
    project: Build, node: Build, guarantee: Build, procedure: Build
) -> None:
    items = (
        node("竣工", date(2025, 1, 1)),
        guarantee("水", "县水利局", date(2024, 1, 1)),
        procedure("施工许可", date(2024, 1, 1)),
    )
    assert colour(project(items=items), P).value == "blue"


@pytest.mark.clause("SM-4.1")
def test_without_nodes_and_plans_a_project_is_unrated_never_blue(project: Build, guarantee: Build) -> None:
    ruling = colour(project(items=(guarantee("水", "县水利局", date(2024, 1, 1)),)), P)
    assert ruling.value is None
    assert "未排计划" in ruling.because


@pytest.mark.clause("SM-4.1")
def test_a_red_ruling_says_which_figures_made_it_and_what_would_lift_it(
    project: Build, node: Build, ratio_of: Build
) -> None:
    ruling = colour(project(items=(node("开工", date(2024, 5, 30)),), **ratio_of("0.5")), P)
    assert "“开工”计划 2024-05-30 未完成，逾期 31 天" in ruling.because
    assert "投资完成率 0.5000 低于 0.60" in ruling.because
    assert "再完成投资 1000.00 万元" in ruling.because
    assert ruling.facts["late_nodes"] == [{"title": "开工", "planned_on": date(2024, 5, 30), "days": 31}]


@pytest.mark.clause("SM-4.1")
def test_thresholds_are_parameters(project: Build, node: Build) -> None:
    strict = Parameters(red_late_days=10)
    assert colour(project(items=(node("开工", date(2024, 6, 19)),)), strict).value == "red"
    assert colour(project(items=(node("开工", date(2024, 6, 20)),)), strict).value == "yellow"


CENTS = st.integers(0, 10_000_00).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.clause("SM-4.1")
@given(planned=CENTS, completed=CENTS, days=st.integers(-40, 60), finished=st.booleans())
def test_any_project_gets_the_colour_that_the_clause_spells_out(
    planned: Decimal, completed: Decimal, days: int, finished: bool
) -> None:
    due = END - timedelta(days=days)
    item = ItemFacts(ItemKind.NODE, "开工", None, due, min(due, END) if finished else None)
    facts = ProjectFacts(
        "2024-06", END, "项目", Nature.GOVERNMENT_INVESTMENT, "其他", None, Decimal(5000), None, "甲局", "乙公司",
        UnitKind.OWNER, None, (), {}, (item,), (MonthFacts("2024-06", planned, completed),),
        (PassageFacts("started", date(2024, 1, 1), None, None),),
    )  # fmt: skip
    late = 0 if finished else max(days, 0)
    ratio = Fraction(completed) / Fraction(planned) if planned else None
    early = (
        finished
        and item.finished_on is not None
        and item.finished_on.month == 6
        and (due - item.finished_on).days >= 15
    )
    if late > 30 or (ratio is not None and ratio < Fraction(6, 10)):
        expected = "red"
    elif late >= 1 or (ratio is not None and ratio < Fraction(9, 10)):
        expected = "yellow"
    elif (ratio is not None and ratio >= Fraction(11, 10)) or (early and (ratio is None or ratio >= 1)):
        expected = "green"
    else:
        expected = "blue"
    assert colour(facts, P).value == expected


@pytest.mark.clause("SM-4.2")
def test_yellow_and_red_call_for_a_notice_and_only_red_for_an_interview(
    project: Build, node: Build, ratio_of: Build
) -> None:
    outcome = {}
    for name, changes in {
        "red": {"items": (node("开工", date(2024, 5, 1)),)},
        "yellow": ratio_of("0.8"),
        "blue": ratio_of("1"),
        "green": ratio_of("2"),
    }.items():
        facts = project(**changes)
        rating = colour(facts, P)
        assert rating.value == name
        notice = notice_due(facts, rating, P)
        outcome[name] = (notice is not None and notice.value, len(interview_due(facts, rating, P)))
    assert outcome == {
        "red": ("预警通知书", 1), "yellow": ("预警通知书", 0), "blue": (False, 0), "green": (False, 0)
    }  # fmt: skip


@pytest.mark.clause("SM-4.2")
def test_the_office_that_collects_the_project_issues_its_notice(project: Build, node: Build) -> None:
    late = {"items": (node("洽谈签约", date(2024, 5, 1)),)}
    waiting = (PassageFacts("to_start", date(2024, 1, 1), None, None),)
    promoted = project(nature=Nature.INVESTMENT_PROMOTION, passages=waiting, **late)
    issuers = []
    for facts in (promoted, project(passages=waiting, **late), project(nature=Nature.INVESTMENT_PROMOTION, **late)):
        notice = notice_due(facts, colour(facts, P), P)
        assert notice is not None
        issuers.append(notice.facts["issuer"])
    assert issuers == ["promotion_office", "reform_office", "reform_office"]


def test_every_colour_of_the_vocabulary_has_its_points() -> None:
    from yipanqi_plugins.shimian.groups import points

    assert set(points(P)) == {*Colour, None}


@pytest.mark.clause("SM-4.1")
def test_a_ratio_just_below_a_limit_is_written_with_the_decimals_that_show_it(project: Build, ratio_of: Build) -> None:
    ruling = colour(project(**ratio_of("0.89999")), P)
    assert ruling.value == "yellow"
    assert "投资完成率 0.89999 低于 0.90" in ruling.because
