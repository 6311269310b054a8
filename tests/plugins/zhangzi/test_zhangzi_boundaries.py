"""The edges of 长子's clauses: first and last days, equal, one less, one more, nothing at all, the year's change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.plugins.zhangzi.told import (
    CODE,
    EDITION,
    LEAD,
    LEADER,
    ON,
    P,
    at,
    county,
    deed,
    found,
    item,
    key_project,
    node,
    procedure,
    project,
    promoted,
)

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.documents.model import Table
from yipanqi_core.mechanism.bulletins import BulletinFacts
from yipanqi_core.mechanism.facts import ItemFacts, PassageFacts, ProjectFacts, ReviewFacts, UnitFacts
from yipanqi_core.mechanism.meetings import AgendaSource
from yipanqi_core.mechanism.record_facts import TaskFacts
from yipanqi_core.mechanism.scores import CountyView, JudgedMonth
from yipanqi_core.mechanism.supervision_facts import LetterFacts
from yipanqi_core.rules import clocks, duties
from yipanqi_core.rules.engine import judge_month
from yipanqi_core.vocabulary import ItemKind, UnitKind
from yipanqi_plugins.zhangzi.brief import PANELS, missing_parts
from yipanqi_plugins.zhangzi.bulletins import MONTHLY
from yipanqi_plugins.zhangzi.duties import report_missing
from yipanqi_plugins.zhangzi.lags import completion, preliminaries, start, tasks
from yipanqi_plugins.zhangzi.landing import RECEIVER, landing_stage, stages
from yipanqi_plugins.zhangzi.parameters import Parameters
from yipanqi_plugins.zhangzi.records import DISPATCH, REPORT, VISIT
from yipanqi_plugins.zhangzi.reserve import not_reserve_yet, unmet
from yipanqi_plugins.zhangzi.scores import unit_scores
from yipanqi_plugins.zhangzi.supervision import SUPERVISION

FIRST, LAST_MONTH = date(2024, 6, 1), date(2024, 5, 31)
SIGNED = node("洽谈签约", None, date(2024, 4, 30))


def reviewed(kind: str, opened: date) -> ReviewFacts:
    return ReviewFacts(kind, opened, ())


@pytest.mark.clause("ZZ-1.2")
def test_a_brief_without_amount_or_investor_lacks_both() -> None:
    assert "投资额度" in missing_parts(project(total_investment=Decimal("0.00")))
    assert "投资额度" not in missing_parts(project(total_investment=Decimal("0.01")))
    assert "投资主体" in missing_parts(project(owner=""))


@pytest.mark.clause("ZZ-1.3")
@pytest.mark.parametrize(("step", "told"), [("idea", 0), ("packaged", 1), ("reserve", 1), ("works", 0), (None, 0)])
def test_lacking_conditions_are_told_of_what_is_packaged_or_stands_in_the_reserve(step: str | None, told: int) -> None:
    assert len(found(not_reserve_yet, at(step))) == told


@pytest.mark.clause("ZZ-1.3")
@pytest.mark.parametrize(("on", "lacks"), [(date(2024, 6, 29), False), (ON, False), (date(2024, 7, 1), True)])
def test_a_condition_counts_from_its_very_day(on: date, lacks: bool) -> None:
    fields = {"feasibility_on": on.isoformat(), "expert_review_on": "2024-04-01"}
    facts = at("packaged", fields=fields, code=CODE, items=(procedure("项目立项", None, date(2024, 5, 20)),))
    assert ("可行性研究深度" in unmet(facts)) is lacks


@pytest.mark.clause("ZZ-2.1")
def test_appraisal_begins_with_the_first_of_its_kind_and_another_review_is_none() -> None:
    some = (reviewed("appraisal", date(2024, 4, 1)), reviewed("appraisal", date(2024, 3, 1)))
    (early, appraised) = stages(promoted(reviews=some), P)
    assert (early.stage, appraised.stage, appraised.since) == ("early", "appraised", date(2024, 3, 1))
    (only,) = stages(promoted(reviews=(reviewed("other", date(2024, 3, 1)),)), P)
    assert only.stage == "early"


def unlisted(registered: date, *items: ItemFacts) -> ProjectFacts:
    return replace(promoted(registered_on=registered, items=items), passages=())


@pytest.mark.clause("ZZ-2.1")
def test_days_in_a_stage_begin_at_nought_and_none_is_less() -> None:
    today = unlisted(ON)
    assert [one.days for one in stages(today, P)] == [0]
    tomorrow = unlisted(date(2024, 7, 1))
    assert stages(tomorrow, P)[0].since == date(2024, 1, 1)  # known since nobody says when: the year's first day
    signed_before = unlisted(date(2024, 5, 10), SIGNED)
    assert [(one.stage, one.days) for one in stages(signed_before, P)] == [("early", 0), ("agreed", 61)]
    over_new_year = unlisted(date(2023, 12, 31))
    assert stages(replace(over_new_year, on=date(2024, 1, 1)), P)[0].days == 1


@pytest.mark.clause("ZZ-2.1")
def test_landing_is_on_the_facts_day_and_not_a_day_before() -> None:
    filed, land = procedure("核准备案", None, ON), procedure("用地批复", None, ON)
    ruling = landing_stage(promoted(items=(SIGNED, filed, land)), P)
    assert ruling is not None
    assert (ruling.value, ruling.facts["since"]) == ("landed", ON)
    ruling = landing_stage(promoted(items=(SIGNED, filed), fields={"land_settled_on": "2024-07-01"}), P)
    assert ruling is not None
    assert ruling.value == "agreed"


@pytest.mark.clause("ZZ-2.3")
@pytest.mark.parametrize(
    ("signed", "due"),
    [
        (date(2024, 4, 30), date(2024, 5, 10)),  # 1 to 5 May are holidays, 11 May is worked
        (date(2024, 6, 21), date(2024, 6, 28)),
        (date(2023, 12, 29), date(2024, 1, 8)),  # 30 December to 1 January are holidays
        (date(2024, 9, 29), date(2024, 10, 11)),  # a Sunday that is worked, then 1 to 7 October
    ],
)
def test_the_hand_over_is_due_on_the_fifth_working_day_whatever_holidays_and_the_year_do(
    signed: date, due: date
) -> None:
    facts = replace(promoted(items=(node("洽谈签约", None, signed),)), on=due)
    handover = EDITION.clocks[0]
    reading = clocks.read(handover, facts, P)
    assert reading is not None
    assert (reading.due_on, reading.state) == (due, clocks.ClockState.RUNNING)
    late = clocks.read(handover, replace(facts, on=date.fromordinal(due.toordinal() + 1)), P)
    assert late is not None
    assert late.state is clocks.ClockState.OVERDUE


@pytest.mark.clause("ZZ-2.3")
def test_the_receiving_unit_fills_in_what_it_owes_and_no_other_field() -> None:
    assert RECEIVER.fills == ("timetable_on", "task_list_on")
    assert set(RECEIVER.fills) <= set(EDITION.project_fields.model_fields)


@pytest.mark.clause("ZZ-3.2")
@pytest.mark.parametrize(
    ("days", "by", "missing"),
    [
        ((LAST_MONTH,), LEAD, True),
        ((FIRST,), LEAD, False),
        ((ON,), LEAD, False),
        ((FIRST,), "县工信局", True),  # another unit's report
        ((), LEAD, True),
    ],
)
def test_a_special_report_counts_from_the_months_first_day_to_its_last_and_is_the_lead_units(
    days: tuple[date, ...], by: str, missing: bool
) -> None:
    told = found(report_missing, key_project(records=tuple(deed(REPORT, day, by) for day in days)))
    assert bool(told) is missing


@pytest.mark.clause("ZZ-3.2")
@pytest.mark.parametrize(("required", "missing"), [(0, False), (1, False), (2, True)])
def test_as_many_special_reports_as_the_county_asks_for(required: int, missing: bool) -> None:
    facts = key_project(records=(deed(REPORT, FIRST),))
    assert bool(report_missing(facts, Parameters(reports=required))) is missing


@pytest.mark.clause("ZZ-4.3")
@pytest.mark.parametrize(("planned", "late"), [(date(2024, 6, 29), 1), (ON, 0), (date(2024, 7, 1), 0)])
def test_what_is_due_on_the_months_last_day_is_in_time(planned: date, late: int) -> None:
    assert len(found(preliminaries, project(items=(procedure("用地批复", planned),)))) == late
    assert len(found(start, project(items=(node("开工", planned),)))) == late
    assert len(found(completion, project(items=(node("竣工", planned),)))) == late
    given = TaskFacts("dispatch_task", "完成组卷", LEAD, FIRST, planned, None)
    assert len(found(tasks, project(tasks=(given,)))) == late


@pytest.mark.clause("ZZ-4.3")
def test_a_lag_over_the_new_year_counts_its_days_on_and_other_tasks_are_no_lag() -> None:
    facts = replace(project(items=(node("开工", date(2023, 12, 31)),)), on=date(2024, 1, 31), period="2024-01")
    (lag,) = start(facts, P)
    assert lag.ruling.facts["days"] == 31
    other = TaskFacts("议定事项", "限期办结", LEAD, FIRST, date(2024, 6, 10), None)
    undated = TaskFacts("dispatch_task", "长期推进", LEAD, FIRST, None, None)
    assert found(tasks, project(tasks=(other, undated))) == []
    guarantee = item(ItemKind.GUARANTEE, "用地", date(2024, 5, 1))
    assert found(preliminaries, project(items=(guarantee, node("投产", FIRST)))) == []


@pytest.mark.clause("ZZ-4.3")
def test_the_longest_overdue_stands_first_and_gives_the_lags_days() -> None:
    items = (procedure("环评批复", date(2024, 6, 20)), procedure("用地批复", date(2024, 6, 1)))
    (lag,) = preliminaries(project(items=items), P)
    assert lag.ruling.facts["days"] == 29
    assert lag.ruling.because.index("用地批复") < lag.ruling.because.index("环评批复")


def owed(facts: ProjectFacts, parameters: Parameters) -> dict[str, bool]:
    return {one.code: one.ruling.value == "met" for one in duties.judge(EDITION, parameters, county(), (facts,))}


@pytest.mark.clause("ZZ-3.2", "ZZ-3.3")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("dispatches", "dispatch"),
        ("reports", "special_report"),
        ("leader_visits", "leader_visit"),
        ("head_visits", "head_visit"),
    ],
)
def test_each_duty_is_owed_as_often_as_its_own_parameter_says(name: str, code: str) -> None:
    done = (
        deed(DISPATCH, FIRST, LEADER, unit="县政府", is_post=True),
        deed(REPORT, FIRST),
        deed(VISIT, FIRST, LEADER, unit="县政府", is_post=True),
        deed(VISIT, FIRST, LEAD),
    )
    facts = key_project(records=done)
    assert all(owed(facts, P).values())
    assert [one for one, met in owed(facts, Parameters(**{name: 2})).items() if not met] == [code]
    assert all(owed(facts, Parameters(**{name: 0})).values())


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


@pytest.mark.clause("ZZ-4.3")
def test_the_bulletins_mean_days_are_rounded_half_up_and_stand_only_where_projects_are() -> None:
    filed = procedure("核准备案", None, date(2024, 6, 10))
    some = tuple(
        replace(promoted(project=name, registered_on=day), passages=(), items=items)
        for name, day, items in (("甲", date(2024, 6, 29), ()), ("乙", date(2024, 6, 28), ()), ("丙", FIRST, (filed,)))
    )
    told = BulletinFacts(
        "2024-06", "2024年6月", date(2024, 7, 3), date(2024, 7, 17), ("2024-06",), some, {}, (), (), ()
    )
    table = next(one for one in MONTHLY.blocks(told, P) if isinstance(one, Table) and one.headings[1] == "阶段")
    assert table.rows == ((LEAD, "前期", "3", "15000.00", "3", "11"),)  # 1, 2 and 29 days: 10.67
    told = replace(told, projects=some[:2])
    table = next(one for one in MONTHLY.blocks(told, P) if isinstance(one, Table) and one.headings[1] == "阶段")
    assert table.rows[0][5] == "2"  # 1 and 2 days: 1.5
    unknown = replace(told, projects=(project(sector="社会事业"),))
    table = next(one for one in MONTHLY.blocks(unknown, P) if isinstance(one, Table))
    assert [row[0] for row in table.rows] == [*PANELS, "未归入板块", "合计"]


@pytest.mark.clause("ZZ-5.1")
def test_each_of_the_six_kinds_of_business_fills_itself_with_what_stands_there_and_with_nothing_else() -> None:
    topics = {one.code: one for one in EDITION.meetings[0].topics}

    def lines(code: str, facts: ProjectFacts) -> tuple[str, ...]:
        return topics[code].of_project(facts, P)

    full = {"economic_benefit": "增收", "social_benefit": "供水", "brief_author": "王工"}
    ready = project(site="王村", content="水库", fields=full)
    assert lines("plans", ready) == ("项目说明书已齐，待纳入项目管理库",)
    assert lines("plans", project()) == lines("plans", at("packaged", site="王村", content="水库", fields=full)) == ()
    waiting = ReviewFacts("appraisal", date(2024, 3, 1), (), state="submitted")
    assert lines("promotion", promoted(reviews=(waiting,))) == ("会商评估有不同意见，提请议定",)
    assert lines("promotion", promoted(reviews=(replace(waiting, state="complete"),))) == ()
    assert lines("promotion", promoted(items=(SIGNED,))) == ("已签约 61 天，尚未落地",)
    assert lines("promotion", project(items=(SIGNED,))) == ()
    late = project(
        items=(procedure("用地批复", FIRST), node("开工", FIRST), node("竣工", FIRST)),
        tasks=(TaskFacts("dispatch_task", "完成组卷", "县自然资源局", FIRST, FIRST, None),),
    )
    due = "应于2024年6月1日前完成，已逾期29天"
    assert lines("procedures", late) == (f"前期工作未按时完成：“用地批复”{due}",)
    assert lines("measures", late) == (f"未按时开工：“开工”{due}", f"未按时竣工：“竣工”{due}")
    assert lines("results", late) == (f"县自然资源局调度任务未按时落实：“完成组卷”{due}",)
    assert [lines(code, project()) for code in topics] == [()] * 6
    assert [topics["plans"].sources, topics["problems"].sources] == [(AgendaSource.LISTS,), (AgendaSource.ISSUES,)]
