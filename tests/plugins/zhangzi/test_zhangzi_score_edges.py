"""The edges of the monthly score of 长子's units: first and last days, bounds, what costs nothing, nobody at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.plugins.zhangzi.told import (
    EDITION,
    LEAD,
    ON,
    P,
    at,
    county,
    deed,
    key_project,
    procedure,
    project,
    promoted,
)

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import PassageFacts, ProjectFacts, UnitFacts
from yipanqi_core.mechanism.scores import CountyView, JudgedMonth
from yipanqi_core.mechanism.supervision_facts import LetterFacts
from yipanqi_core.rules.engine import judge_month
from yipanqi_core.vocabulary import UnitKind
from yipanqi_plugins.zhangzi.parameters import Parameters
from yipanqi_plugins.zhangzi.records import REPORT, VISIT
from yipanqi_plugins.zhangzi.scores import unit_scores
from yipanqi_plugins.zhangzi.supervision import SUPERVISION

FIRST, LAST_MONTH = date(2024, 6, 1), date(2024, 5, 31)


@pytest.mark.clause("ZZ-4.4")
@pytest.mark.parametrize(("day", "points"), [(LAST_MONTH, 100), (FIRST, 101), (ON, 101)])
def test_the_reserve_counts_in_the_month_of_its_day_from_the_first_to_the_last(day: date, points: int) -> None:
    stays = (PassageFacts("packaged", date(2024, 1, 1), day, None), PassageFacts("reserve", day, None, "四项具备"))
    assert scored(project(passages=stays)) == {LEAD: Decimal(points)}
    packaged = (PassageFacts("idea", date(2024, 1, 1), day, None), PassageFacts("packaged", day, None, "已齐"))
    assert scored(project(passages=packaged)) == {LEAD: Decimal(100)}


@pytest.mark.clause("ZZ-4.1", "ZZ-4.4")
@pytest.mark.parametrize(
    ("due", "kind", "points"),
    [
        (date(2024, 5, 30), SUPERVISION.kind, None),  # ran out on 31 May: the month before
        (LAST_MONTH, SUPERVISION.kind, 95),
        (date(2024, 6, 29), SUPERVISION.kind, 95),  # ran out on the month's last day
        (ON, SUPERVISION.kind, None),
        (date(2024, 6, 29), "提醒函", None),
    ],
)
def test_a_silence_costs_in_the_month_of_the_day_after_the_reply_was_due(
    due: date, kind: str, points: int | None
) -> None:
    letter = LetterFacts(kind, "长重项督〔2024〕1号", "县工信局", None, "征地", FIRST, FIRST, due, None)
    assert scored(letters=(letter,)) == ({} if points is None else {"县工信局": Decimal(points)})


@pytest.mark.clause("ZZ-4.4")
def test_a_missing_report_and_a_missing_visit_of_the_head_cost_a_point_each() -> None:
    visit, report = deed(VISIT, FIRST), deed(REPORT, FIRST)
    for records, points in (((), 98), ((visit,), 99), ((report,), 99), ((visit, report), 100)):
        assert scored(key_project(records=records)) == {LEAD: Decimal(points)}
    assert scored(at("works")) == {LEAD: Decimal(100)}  # no key project: nothing is owed


@pytest.mark.clause("ZZ-4.4")
def test_off_the_library_or_no_promotion_nothing_is_added_for_landing() -> None:
    done = (procedure("核准备案", None, ON), procedure("用地批复", None, ON))
    assert scored(promoted(items=done)) == {LEAD: Decimal(102)}
    assert scored(project(items=done)) == {LEAD: Decimal(100)}
    assert scored(replace(promoted(items=done), passages=())) == {}


@pytest.mark.clause("ZZ-4.4")
@pytest.mark.parametrize(("lags", "points"), [(49, 2), (50, 0), (51, 0)])
def test_points_stop_at_nought_and_not_before(lags: int, points: int) -> None:
    late = [project(project=f"项目{n}", items=(procedure("用地批复", FIRST),)) for n in range(lags)]
    assert scored(*late) == {LEAD: Decimal(points)}


@pytest.mark.clause("ZZ-4.4")
@pytest.mark.parametrize(("landed", "points"), [(9, 118), (10, 120), (11, 120)])
def test_points_stop_at_a_hundred_and_twenty_and_not_before(landed: int, points: int) -> None:
    done = (procedure("核准备案", None, ON), procedure("用地批复", None, ON))
    assert scored(*(promoted(project=f"项目{n}", items=done) for n in range(landed))) == {LEAD: Decimal(points)}


@pytest.mark.clause("ZZ-4.4")
def test_a_month_without_projects_scores_nobody_and_only_units_of_a_group_are_scored() -> None:
    assert scored() == {}
    company = UnitFacts("县水投公司", UnitKind.STATE_ENTERPRISE, None)
    units = (*county().units, company)
    assert scored(project(lead_unit="县水投公司"), units=units) == {}


@pytest.mark.clause("ZZ-4.4")
def test_what_the_county_lets_cost_nothing_scores_no_unit_that_leads_nothing() -> None:
    late = LetterFacts(SUPERVISION.kind, "长重项督〔2024〕1号", "县工信局", None, "征地", FIRST, FIRST, FIRST, None)
    assert scored(letters=(late,)) == {"县工信局": Decimal(95)}
    assert scored(letters=(late,), parameters=Parameters(unanswered_points=Decimal(0))) == {}


def scored(*projects: ProjectFacts, parameters: Parameters = P, **about: object) -> dict[str, Decimal]:
    facts = county(**about)
    judged = judge_month(EDITION, parameters, facts, projects)
    view = CountyView("2024-06", PeriodKind.MONTH, facts, projects, (JudgedMonth("2024-06", judged.judgements),))
    return {one.unit: one.points for one in unit_scores(view, parameters)}
