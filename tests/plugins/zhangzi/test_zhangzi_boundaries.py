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

from yipanqi_core.documents.model import Table
from yipanqi_core.mechanism.bulletins import BulletinFacts
from yipanqi_core.mechanism.facts import ItemFacts, MarkFacts, ProjectFacts, ReviewFacts
from yipanqi_core.mechanism.kept_facts import EntryFacts
from yipanqi_core.mechanism.meetings import AgendaSource
from yipanqi_core.mechanism.record_facts import TaskFacts
from yipanqi_core.rules import clocks, duties
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.zhangzi import items
from yipanqi_plugins.zhangzi.acts import reserve_due
from yipanqi_plugins.zhangzi.appraisal import EIGHT_ASPECTS, no_signing_yet
from yipanqi_plugins.zhangzi.brief import PANELS, missing_parts
from yipanqi_plugins.zhangzi.bulletins import MONTHLY
from yipanqi_plugins.zhangzi.duties import report_missing
from yipanqi_plugins.zhangzi.five_clears import unclear
from yipanqi_plugins.zhangzi.key_projects import key
from yipanqi_plugins.zhangzi.lags import completion, preliminaries, start, tasks
from yipanqi_plugins.zhangzi.landing import RECEIVER, landing_stage, stages
from yipanqi_plugins.zhangzi.parameters import Parameters
from yipanqi_plugins.zhangzi.records import DISPATCH, REPORT, VISIT
from yipanqi_plugins.zhangzi.reserve import not_reserve_yet, unmet
from yipanqi_plugins.zhangzi.team import GROUP, without_leader

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


@pytest.mark.clause("ZZ-1.3")
@pytest.mark.parametrize(("step", "due"), [("idea", False), ("packaged", True), ("reserve", False), ("works", False)])
def test_only_what_is_packaged_is_put_forward_for_the_reserve(step: str, due: bool) -> None:
    fields = {"feasibility_on": "2024-03-01", "expert_review_on": "2024-04-01"}
    ready = at(step, fields=fields, code=CODE, items=(procedure("项目立项", None, date(2024, 5, 20)),))
    assert (reserve_due(ready) is not None) is due


@pytest.mark.clause("ZZ-2.2")
def test_signing_alone_waits_for_the_appraisal_and_the_joint_meeting_decides() -> None:
    assert no_signing_yet(promoted(), ItemKind.PROCEDURE, "洽谈签约") is None  # a procedure of that name is no signing
    assert (EIGHT_ASPECTS.before, EIGHT_ASPECTS.gathered_by) == (items.SIGNED, "promotion")
    assert EIGHT_ASPECTS.decided_at == EDITION.meetings[0].code


@pytest.mark.clause("ZZ-3.1")
def test_a_key_project_ends_on_the_day_said_and_begins_on_its_own() -> None:
    def told(since: str, until: str | None = None) -> bool:
        return key(at("works", fields={"key_since": since, "key_until": until}))

    assert (told("2024-06-30"), told("2024-07-01")) == (True, False)
    assert (told("2024-01-01", "2024-06-30"), told("2024-01-01", "2024-07-01")) == (False, True)
    assert not told("2024-06-30", "2024-06-30")  # taken off on the very day
    assert not key(at("works", marks=(MarkFacts("another", 2024, {}),)))


@pytest.mark.clause("ZZ-3.1")
def test_one_leader_and_one_head_are_asked_of_key_projects_alone() -> None:
    assert [one[0] for one in found(without_leader, key_project(deputies=("甲", "乙")))] == ["no_leader"]
    assert found(without_leader, at("works", deputies=())) == []
    assert [part.most for part in GROUP.parts] == [1, None, None]
    assert [part.least for part in GROUP.parts] == [1, 1, 1]


@pytest.mark.clause("ZZ-3.3")
def test_the_five_clears_are_asked_of_key_projects_and_read_from_their_own_ledger() -> None:
    full = dict.fromkeys(("facts", "progress", "problems", "responsibility", "effect"), "清楚")
    own, other = (EntryFacts(code, "1", FIRST, None, None, full) for code in ("five_clears", "another"))
    assert found(unclear, at("works")) == []
    assert found(unclear, key_project(entries=(own,))) == []
    assert len(found(unclear, key_project(entries=(other,)))) == 1


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
