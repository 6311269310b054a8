"""Days at the edges: months of 28 and 29 days, the year's change, what equals a limit or lies a day off."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.facts import (
    CountyFacts,
    EarlierRuling,
    IssueFacts,
    ItemFacts,
    MarkFacts,
    MonthFacts,
    PassageFacts,
    ProjectFacts,
    UnitFacts,
)
from yipanqi_core.mechanism.kept_facts import TargetFacts
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.mechanism.scores import CountyView, JudgedMonth
from yipanqi_core.rules.rates import per_unit
from yipanqi_core.vocabulary import ItemKind, Nature, UnitKind, Urgency
from yipanqi_plugins.qingshui.aspects import unit_scores
from yipanqi_plugins.qingshui.letters import letter_due, letters_due
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.progress import behind
from yipanqi_plugins.qingshui.rates import RATES
from yipanqi_plugins.qingshui.schedules import REMINDER
from yipanqi_plugins.qingshui.stages import stage
from yipanqi_plugins.qingshui.teams import leader_lacking, not_issued

Build = Callable[..., ProjectFacts]
FEBRUARY = date(2023, 2, 28)


def node(title: str, planned: date, done: date | None = None) -> ItemFacts:
    return ItemFacts(ItemKind.NODE, title, None, planned, done)


def letter(month: str, kind: str = "提醒函") -> EarlierRuling:
    return EarlierRuling(month, RulingKind.LETTER, kind)


@pytest.mark.clause("QS-2.3")
@pytest.mark.parametrize(
    ("month", "day"),
    [("2023-02", date(2023, 2, 22)), ("2024-02", date(2024, 2, 23)), ("2024-12", date(2024, 12, 25))],
)
def test_the_fifth_last_working_day_of_short_months_and_of_the_years_last(month: str, day: date) -> None:
    assert REMINDER(Period.parse(month), Parameters()).due_on == day


@pytest.mark.clause("QS-4.1", "QS-6.2")
@pytest.mark.parametrize(("planned", "kind", "late"), [(FEBRUARY, None, None), (date(2023, 2, 27), "推进函", "behind")])
def test_a_start_planned_for_the_last_of_february_is_late_from_march_on(
    key_project: Build, planned: date, kind: str | None, late: str | None
) -> None:
    facts = key_project(period="2023-02", on=FEBRUARY, items=(node("开工", planned),), annual_plan=None)
    due, found = letter_due(facts, Parameters()), behind(facts, Parameters())
    assert (None if due is None else due.value, None if found is None else found.value) == (kind, late)


@pytest.mark.clause("QS-6.3")
@pytest.mark.parametrize(("planned", "value"), [(date(2023, 1, 29), "behind"), (date(2023, 1, 28), "seriously_behind")])
def test_thirty_days_over_the_end_of_january_are_not_yet_serious(key_project: Build, planned: date, value: str) -> None:
    facts = key_project(period="2023-02", on=FEBRUARY, items=(node("竣工", planned),), annual_plan=None)
    found = behind(facts, Parameters())
    assert found is not None
    assert found.value == value


@pytest.mark.clause("QS-4.1")
@pytest.mark.parametrize(
    ("earlier", "kind"),
    [
        (("2023-11", "2023-12"), "督办函"),
        (("2023-12",), "提醒函"),
        (("2023-10", "2023-12"), "提醒函"),
        ((), "提醒函"),
    ],
)
def test_januarys_two_months_before_are_those_of_last_year(
    key_project: Build, earlier: tuple[str, ...], kind: str
) -> None:
    facts = key_project(
        period="2024-01",
        on=date(2024, 1, 31),
        figures=(MonthFacts("2024-01", Decimal(100), Decimal(10)),),
        earlier=tuple(letter(month) for month in earlier),
    )
    due = letter_due(facts, Parameters())
    assert due is not None
    assert due.value == kind


@pytest.mark.clause("QS-4.1")
@pytest.mark.parametrize(("many", "kind"), [(2, None), (3, "督办函"), (4, "督办函")])
def test_two_issues_past_their_day_bring_none_three_and_four_a_supervision_letter_that_says_how_many_to_solve(
    key_project: Build, many: int, kind: str | None
) -> None:
    one = IssueFacts("用地", Urgency.URGENT, date(2024, 3, 1), date(2024, 6, 29), None)
    due = letter_due(key_project(annual_plan=None, issues=(one,) * many), Parameters())
    assert (None if due is None else due.value) == kind
    if due is not None:
        assert f"逾期未解决的问题 {many} 个" in due.because
        assert due.because.endswith(f"解决其中 {many - 2} 个，则不因问题较多发督办函")


@pytest.mark.clause("QS-4.1")
def test_nothing_planned_gives_no_ratio_and_no_letter(key_project: Build) -> None:
    assert letters_due(key_project(annual_plan=None), None, Parameters()) == ()
    zero = key_project(annual_plan=Decimal("0.00"), figures=(MonthFacts("2024-06", Decimal(0), Decimal(0)),))
    assert letters_due(zero, None, Parameters()) == ()


@pytest.mark.clause("QS-4.1")
@pytest.mark.parametrize(
    ("completed", "items", "remedies"),
    [
        ("89.99", (), "再完成投资 0.01 万元，则不发函"),
        ("90.00", (node("开工", date(2024, 6, 29)),), "开工或按程序调整开工计划，则不发函"),
        (
            "80.00",
            (node("开工", date(2024, 6, 29)),),
            "开工或按程序调整开工计划且再完成投资 10.00 万元，则不发函",
        ),
    ],
)
def test_a_letter_says_what_would_have_kept_it_back(
    key_project: Build, completed: str, items: tuple[ItemFacts, ...], remedies: str
) -> None:
    facts = key_project(figures=(MonthFacts("2024-06", Decimal("100.00"), Decimal(completed)),), items=items)
    due = letter_due(facts, Parameters())
    assert due is not None
    assert due.because.endswith(remedies)


@pytest.mark.clause("QS-1.7")
def test_what_started_on_new_years_day_was_going_on_on_that_day_and_what_started_the_day_before_too(
    key_project: Build,
) -> None:
    for started, first in ((date(2023, 12, 31), "续建"), (date(2024, 1, 1), "续建"), (date(2024, 1, 2), None)):
        ruling = stage(key_project(items=(node("开工", started, started),)), Parameters())
        assert (ruling.value, ruling.facts["on_january_first"]) == ("续建", first)


@pytest.mark.clause("QS-2.1")
@pytest.mark.parametrize(
    ("on", "entered", "found"),
    [
        (date(2024, 1, 30), date(2024, 1, 1), 0),
        (date(2024, 1, 31), date(2024, 1, 1), 1),
        (date(2024, 1, 31), date(2024, 1, 31), 1),
        (date(2024, 6, 30), date(2024, 6, 30), 1),
        (date(2023, 12, 31), date(2023, 12, 1), 0),  # the year that the mark is of
    ],
)
def test_the_years_leader_is_asked_for_from_the_last_of_january(
    key_project: Build, on: date, entered: date, found: int
) -> None:
    marks = (MarkFacts("leader_assignment", 2023, {"document": "清委办〔2023〕1号"}),)
    facts = key_project(on=on, passages=(PassageFacts("listed", entered, None, "decided"),), marks=marks)
    assert len(not_issued(facts, Parameters())) == found
    nobody = replace(facts, on=min(on, date(2024, 12, 31)), deputies=(), leader=None)
    assert len(leader_lacking(nobody, Parameters())) == (0 if on == date(2024, 1, 30) else 1)


@pytest.mark.clause("QS-1.9")
def test_where_nothing_was_signed_there_is_no_rate(key_project: Build) -> None:
    talks = key_project(nature=Nature.INVESTMENT_PROMOTION, annual_plan=None)
    counted = [one for rate in RATES for one in per_unit(rate, (talks,))]
    assert [one.ratio for one in counted] == [None, None]


def _view(on: date, *projects: ProjectFacts, targets: tuple[TargetFacts, ...] = ()) -> CountyView:
    units = tuple(UnitFacts(name, UnitKind.DEPARTMENT, None) for name in ("县水务局", "县教育局"))
    county = CountyFacts(f"{on:%Y-%m}", on, units, targets=targets)
    month = Period.parse(county.period)
    return CountyView(county.period, month.kind, county, projects, (JudgedMonth(county.period, ()),))


@pytest.mark.clause("QS-6.5")
def test_a_project_that_changed_its_lead_unit_in_mid_month_counts_whole_for_the_one_at_the_months_end(
    key_project: Build,
) -> None:
    figures = (MonthFacts("2024-05", Decimal(100), Decimal(50)), MonthFacts("2024-06", Decimal(100), Decimal(100)))
    started = (node("开工", date(2024, 5, 3), date(2024, 5, 3)),)
    moved = key_project(lead_unit="县教育局", figures=figures, items=started)
    (only,) = unit_scores(_view(date(2024, 6, 30), moved), Parameters())
    assert (only.unit, only.points) == ("县教育局", Decimal("87.50"))  # (100 + 75) ÷ 2


@pytest.mark.clause("QS-6.5")
def test_a_unit_of_which_nothing_was_due_has_no_score(key_project: Build) -> None:
    assert unit_scores(_view(date(2024, 1, 31), key_project(annual_plan=None)), Parameters()) == ()


@pytest.mark.clause("QS-6.5")
def test_januarys_target_is_a_twelfth_and_decembers_the_whole(key_project: Build) -> None:
    target = TargetFacts("funds_from_above", "县水务局", 2024, Decimal(1200), None)
    for on, due in ((date(2024, 1, 31), "0/100"), (date(2024, 12, 31), "0/1200")):
        facts = key_project(on=on, annual_plan=None)
        (one,) = unit_scores(_view(on, facts, targets=(target,)), Parameters())
        assert f"资金争取 {due} 得 0.00" in one.because
        assert one.points == Decimal("0.00")
    nothing = replace(target, value=Decimal(0))
    assert unit_scores(_view(date(2024, 6, 30), key_project(annual_plan=None), targets=(nothing,)), Parameters()) == ()
