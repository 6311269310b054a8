"""Approval lists, land, statistics, funds, promotion: what each task force finds (YC-3, YC-4.3, YC-4.4, YC-5.2)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.mechanism.facts import CaseFacts, CountyFacts, ItemFacts, MonthFacts, SeatFacts
from yipanqi_core.mechanism.kept_facts import EntryFacts
from yipanqi_core.mechanism.meetings import AgendaSource
from yipanqi_core.mechanism.record_facts import RecordFacts
from yipanqi_core.rules.orders import queue
from yipanqi_core.vocabulary import DecidingLevel, ItemKind, Level, Nature
from yipanqi_plugins.yangcheng import approvals, force_meetings, land, statistics
from yipanqi_plugins.yangcheng.checks import no_agent, no_follower, policy_not_passed_on
from yipanqi_plugins.yangcheng.coverage import covered
from yipanqi_plugins.yangcheng.dispatch import (
    EXECUTIVE_MEETING,
    overdue_first,
    start_lines,
    statistics_lines,
    upper_level_lines,
)
from yipanqi_plugins.yangcheng.edition_2024 import EDITION
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.works import ASPECTS, DUTIES, SUPERVISION

Build = Callable[..., Any]
NEW = {"new_in_year": 2024}


@pytest.mark.clause("YC-3.1", "YC-3.2", "YC-3.4", "YC-4.2", "YC-4.3", "YC-4.4", "YC-4.5")
def test_the_task_forces_owe_their_cadences() -> None:
    owed = {one.code: (one.cadence.value, one.seat, one.required(Parameters()), one.clause) for one in DUTIES}
    assert owed["promotion_site"] == ("week", "promotion_centre", 1, "YC-3.1")
    assert owed["promotion_dispatch"][0] == "month"
    assert owed["promotion_bulletin"][0] == "quarter"
    assert [owed[f"approvals_{name}"][0] for name in ("dispatch", "consultation", "bulletin")] == [
        "week", "half_month", "month",
    ]  # fmt: skip
    assert owed["land_meeting"][:2] == ("quarter", "land_office")
    assert owed["task_forces"][:2] == ("month", "reform_office")
    assert owed["trips"][2] == 2
    assert (owed["general_events"][2], owed["chain_events"][2], owed["bank_meetings"][2]) == (2, 5, 2)
    assert owed["ceremony"][0] == "quarter"
    assert {one.clause for one in DUTIES} <= {one.id for one in EDITION.clauses}


def listed(item: str) -> EntryFacts:
    fields = {"item": item, "measure": "专人跑办", "leader": "分管副县长"}
    return EntryFacts("approval_measures", item, date(2024, 1, 1), None, None, fields)


def approval(title: str, planned: date | None, **more: Any) -> ItemFacts:
    values = {"decided_at": DecidingLevel.CITY, "person": "王某", **more}
    return ItemFacts(ItemKind.PROCEDURE, title, "县行政审批局", planned, None, **values)


@pytest.mark.clause("YC-3.2")
def test_every_approval_item_of_a_planned_start_needs_level_deadline_measure_and_persons(project: Build) -> None:
    bare = project(items=(), fields=NEW)
    assert "未列审批事项" in approvals.incomplete_list(bare, Parameters())[0].ruling.because
    lacking = project(items=(approval("环评批复", None, decided_at=None, person=None),), fields=NEW)
    (found,) = approvals.incomplete_list(lacking, Parameters())
    assert found.ruling.facts["lacking"] == ["办理层级", "时限", "承办人", "措施和责任领导"]
    whole = project(items=(approval("环评批复", date(2024, 9, 1)),), fields=NEW, entries=(listed("环评批复"),))
    assert approvals.incomplete_list(whole, Parameters()) == ()
    assert approvals.incomplete_list(project(items=()), Parameters()) == ()
    assert approvals.incomplete_list(project(items=(), fields={"preliminary_in_year": 2024}), Parameters())


@pytest.mark.clause("YC-3.2")
def test_overdue_approval_items_stand_first_and_are_found(project: Build) -> None:
    late = project(project="晚", items=(approval("环评批复", date(2024, 6, 20)),), fields=NEW)
    soon = project(project="近", items=(approval("用地批复", date(2024, 7, 1)),), fields=NEW)
    undated = project(project="无期", items=(approval("施工许可", None),), fields=NEW)
    assert [one.facts.project for one in queue(approvals.QUEUE, Parameters(), [undated, soon, late])] == [
        "晚", "近", "无期",
    ]  # fmt: skip
    (found,) = approvals.overdue_items(late, Parameters())
    assert (found.subject.unit, found.ruling.facts["days"]) == ("县行政审批局", 10)
    assert approvals.overdue_items(soon, Parameters()) == ()


def supervision(on: date, **words: str) -> RecordFacts:
    data = {code: "无" for code, _ in ASPECTS} | words
    return RecordFacts("1", SUPERVISION, on, "县发展和改革局", "县发展和改革局", False, data=data)


@pytest.mark.clause("YC-3.3")
def test_a_project_is_covered_by_a_word_on_each_of_ten_aspects_within_the_month(project: Build) -> None:
    assert len(ASPECTS) == 10
    assert covered(project(records=(supervision(date(2024, 6, 3)),)))
    assert not covered(project(records=(supervision(date(2024, 6, 3), progress=" "),)))
    assert not covered(project(records=(supervision(date(2024, 5, 31)),)))


@pytest.mark.clause("YC-3.4")
def test_a_dossier_sent_back_in_the_month_is_a_finding_with_its_count(project: Build) -> None:
    case = CaseFacts(
        "land_dossier", "一期", "preparing", date(2024, 6, 20), None, date(2024, 3, 1),
        returned_on=(date(2024, 5, 2), date(2024, 6, 3), date(2024, 6, 20)),
    )  # fmt: skip
    (found,) = land.sent_back(project(cases=(case,)), Parameters())
    assert (found.code, found.ruling.facts["returned_on"]) == (
        "dossier_returned", [date(2024, 6, 3), date(2024, 6, 20)],
    )  # fmt: skip


@pytest.mark.clause("YC-4.4")
def test_land_goes_to_province_and_city_first_then_signed_then_about_to_sign_then_the_rest(
    project: Build, node: Build
) -> None:
    def demand(name: str, opened: date, *items: Any, **more: Any) -> Any:
        case = CaseFacts("land_dossier", name, "demand", opened, None, opened)
        return project(project=name, cases=(case,), items=items, **more)

    signed = node("洽谈签约", date(2024, 3, 1), date(2024, 3, 1))
    waiting = [
        demand("其他", date(2024, 1, 1)),
        demand("拟签", date(2024, 1, 2), node("洽谈签约", date(2024, 9, 1))),
        demand("已签", date(2024, 4, 1), signed),
        demand("市晚", date(2024, 6, 2), level=Level.CITY),
        demand("省早", date(2024, 6, 1), level=Level.PROVINCE),
        project(project="不需要"),
    ]
    found = queue(land.QUEUE, Parameters(), waiting)
    assert [one.facts.project for one in found] == ["省早", "市晚", "已签", "拟签", "其他"]
    assert "优先保障" in found[0].place.because


def ready(project: Build, node: Build, procedure: Build, **fields: Any) -> Any:
    items = (procedure("核准备案", None, date(2024, 2, 1)), node("开工", date(2024, 3, 1), date(2024, 3, 1)))
    given = {"contract_on": "2024-02-20", "paid_on": "2024-05-30", **fields}
    return project(items=items, fields={name: value for name, value in given.items() if value is not None})


@pytest.mark.clause("YC-3.5")
def test_who_meets_the_conditions_for_over_a_month_and_is_not_entered_is_found(
    project: Build, node: Build, procedure: Build
) -> None:
    facts = ready(project, node, procedure)
    ruling = statistics.classify(facts, Parameters())
    assert (ruling.value, ruling.facts["met_since"]) == ("eligible", date(2024, 5, 30))
    assert statistics.not_entered(facts, Parameters()) == ()  # due 06-30, and that is today
    earlier = ready(project, node, procedure, paid_on="2024-05-29")
    (found,) = statistics.not_entered(earlier, Parameters())
    assert (found.code, found.ruling.clause) == ("not_entered", "YC-3.5")
    case = CaseFacts("statistics_entry", "入库", "entered", date(2024, 6, 1), None, closed_on=date(2024, 6, 1))
    entered = ready(lambda **more: project(closed_cases=(case,), **more), node, procedure, paid_on="2024-05-29")
    assert statistics.classify(entered, Parameters()).value == "entered"
    assert statistics.not_entered(entered, Parameters()) == ()
    unpaid = ready(project, node, procedure, paid_on=None)
    assert statistics.classify(unpaid, Parameters()).facts["lacking"] == ["付款凭证"]
    small = ready(lambda **more: project(total_investment=Decimal("499.99"), **more), node, procedure)
    assert statistics.classify(small, Parameters()).value == "not_yet"
    just = ready(lambda **more: project(total_investment=Decimal("500.00"), **more), node, procedure)
    assert statistics.classify(just, Parameters()).value == "eligible"


@pytest.mark.clause("YC-3.6")
def test_a_policy_not_passed_on_is_found_against_the_finance_bureau() -> None:
    def policy(**more: str) -> EntryFacts:
        fields = {"title": "专项债券", "source": "专项债券", "direction": "供热", **more}
        return EntryFacts("fund_policies", "1", date(2024, 6, 1), None, None, fields)

    def county(entry: EntryFacts) -> CountyFacts:
        seats = (SeatFacts("finance_office", "县财政局"),)
        return CountyFacts("2024-06", date(2024, 6, 30), (), seats=seats, entries=(entry,))

    (found,) = policy_not_passed_on(county(policy()), Parameters())
    assert (found.subject.unit, found.ruling.clause) == ("县财政局", "YC-3.6")
    assert policy_not_passed_on(county(policy(passed_on="2024-06-05")), Parameters()) == ()
    assert policy_not_passed_on(county(policy(passed_on="2024-06-30")), Parameters()) == ()
    assert policy_not_passed_on(county(policy(passed_on="2024-07-01")), Parameters())


@pytest.mark.clause("YC-4.3", "YC-5.2")
def test_a_promotion_project_needs_its_agent_and_every_project_its_follower(project: Build) -> None:
    promoted = project(nature=Nature.INVESTMENT_PROMOTION)
    assert [one.code for one in no_agent(promoted, Parameters())] == ["no_agent"]
    assert no_agent(project(), Parameters()) == ()
    assert no_agent(project(nature=Nature.INVESTMENT_PROMOTION, fields={"agent": "王某"}), Parameters()) == ()
    (found,) = no_follower(promoted, Parameters())
    assert (found.code, found.subject.unit, found.ruling.clause) == ("no_follower", "县水利局", "YC-5.2")
    assert no_follower(project(fields={"follower": "李某"}), Parameters()) == ()


@pytest.mark.clause("YC-4.2")
def test_starts_and_restarts_of_key_projects_are_told_overdue_or_due_in_the_month(project: Build, node: Build) -> None:
    def told(*items: Any, level: Level | None = Level.COUNTY) -> tuple[str, ...]:
        return start_lines(project(level=level, on=date(2024, 6, 20), items=items), Parameters())

    begun = node("开工", date(2024, 3, 1), date(2024, 3, 1))
    assert told(node("开工", date(2024, 6, 10))) == ("应于2024年6月10日开工，逾期10天未开工",)
    assert told(node("开工", date(2024, 6, 28))) == ("计划于2024年6月28日开工",)
    assert told(node("开工", date(2024, 7, 1))) == ()
    assert told(begun, node("复工", date(2024, 6, 15))) == ("应于2024年6月15日复工，逾期5天未复工",)
    assert told(begun, node("复工", date(2024, 6, 20))) == ("计划于2024年6月20日复工",)
    assert told(begun, node("复工", date(2024, 6, 5), date(2024, 6, 6))) == ("已于2024年6月6日复工",)
    assert told(begun) == ()
    assert told(node("开工", date(2024, 6, 10)), level=None) == ()


@pytest.mark.clause("YC-4.2")
def test_a_topic_holds_no_source_that_nothing_can_fill() -> None:
    sources = {source for topic in EXECUTIVE_MEETING.topics for source in topic.sources}
    assert sources == {AgendaSource.ISSUES}
    assert "复工" in EDITION.items.nodes


@pytest.mark.clause("YC-3.4", "YC-4.4")
def test_the_land_meetings_agenda_stands_in_the_order_of_the_queue_with_problems_told(
    project: Build, node: Build
) -> None:
    def demand(opened: date, *returned: date, level: Level | None = None, **fields: Any) -> Any:
        case = CaseFacts("land_dossier", "一期", "preparing", opened, None, opened, fields=fields, returned_on=returned)
        return project(cases=(case,), level=level)

    ranks = [
        land.land_first(one, Parameters())
        for one in (
            demand(date(2024, 6, 1), level=Level.PROVINCE),
            demand(date(2024, 6, 2), level=Level.CITY),
            demand(date(2024, 1, 1)),
            project(),
        )
    ]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 4
    plain = demand(date(2024, 5, 8), area_mu="24.50", demanded_on="2024-03-08")
    assert land.land_lines(plain, Parameters()) == ("“一期”24.50亩，2024年3月8日提出需求，现为组件准备",)
    assert land.problem_lines(plain, Parameters()) == ()
    bad = demand(date(2024, 5, 8), date(2024, 6, 2), date(2024, 6, 1), problems="图件不一致")
    assert land.problem_lines(bad, Parameters()) == ("“一期”已退件2次，最近一次在2024年6月2日；图件不一致",)
    assert land.land_lines(bad, Parameters()) == ("“一期”2024年5月8日提出需求，现为组件准备",)
    two = (CaseFacts("land_dossier", name, "demand", day, None, day) for name, day in (("后", DAY_2), ("先", DAY_1)))
    assert land.demanded_on(project(cases=tuple(two))) == DAY_1


DAY_1, DAY_2 = date(2024, 2, 1), date(2024, 2, 2)


@pytest.mark.clause("YC-3.1", "YC-4.2")
def test_promotion_projects_stand_on_one_agenda_topic_by_how_far_they_are(
    project: Build, node: Build, procedure: Build
) -> None:
    def promoted(*items: Any, **fields: Any) -> Any:
        return project(items=items, nature=Nature.INVESTMENT_PROMOTION, fields=fields)

    signed, begun = node("洽谈签约", None, DAY_1), node("开工", None, DAY_2)
    landed = (procedure("核准备案", None, DAY_1), procedure("用地批复", None, DAY_2))
    topics = force_meetings.PROMOTION_TOPICS

    def told(facts: Any) -> dict[str, tuple[str, ...]]:
        return {one.code: lines for one in topics if (lines := one.of_project(facts, Parameters()))}

    assert told(promoted()) == {"to_sign": ("招商引资项目，尚未签约",)}
    assert told(promoted(signed)) == {"to_land": ("2024年2月1日签约，尚未落地；未明确代办员",)}
    assert told(promoted(signed, agent="王某")) == {"to_land": ("2024年2月1日签约，尚未落地；代办员王某",)}
    assert told(promoted(signed, *landed)) == {"to_start": ("2024年2月2日落地，尚未开工",)}
    assert told(promoted(signed, *landed, begun)) == told(promoted(signed, begun)) == {}
    assert told(project(items=(signed,))) == {}
    assert force_meetings.promotion_lines(promoted(signed, *landed), Parameters()) == ("2024年2月2日落地，尚未开工",)


@pytest.mark.clause("YC-3.6", "YC-4.2")
def test_funds_that_were_applied_for_and_have_not_arrived_stand_on_the_offices_agenda(project: Build) -> None:
    def row(year: int = 2024, **fields: str) -> EntryFacts:
        return EntryFacts("fund_applications", "1", DAY_1, year, None, {"source": "国债", **fields})

    waiting = row(applied="12000.00", applied_on="2024-03-01")
    rows = (
        waiting,
        row(packaged_on="2024-02-01"),
        row(applied="1.00", applied_on="2024-03-01", arrived="1.00", arrived_on="2024-05-01"),
        row(2023, applied="1.00", applied_on="2023-03-01"),
    )
    assert force_meetings.fund_lines(project(entries=rows), Parameters()) == ("国债申报1.20亿元，批复未定，尚未到位",)


@pytest.mark.clause("YC-4.2")
def test_the_offices_agenda_has_a_topic_for_each_task_force() -> None:
    assert [one.title for one in force_meetings.OFFICE_TOPICS] == [one.title for one in EDITION.bodies]


@pytest.mark.clause("YC-4.2")
def test_the_executives_agenda_tells_what_ought_to_be_entered_and_how_upper_projects_stand(
    project: Build, node: Build, procedure: Build
) -> None:
    waiting = ready(project, node, procedure)
    assert statistics_lines(waiting, Parameters()) == ("2024年5月30日具备入库条件，应于2024年6月30日前入库，尚未入库",)
    assert statistics_lines(ready(project, node, procedure, paid_on=None), Parameters()) == ()
    figures = (MonthFacts("2024-05", None, Decimal("1500.00")), MonthFacts("2024-06", Decimal(9), None))

    def told(level: Level | None, plan: Decimal | None = Decimal("20000.00")) -> tuple[str, ...]:
        facts = project(level=level, total_investment=Decimal("106990.00"), annual_plan=plan, figures=figures)
        return upper_level_lines(facts, Parameters())

    assert told(Level.PROVINCE) == ("省重点工程，总投资10.70亿元，年度计划2.00亿元，本年完成0.15亿元",)
    assert told(Level.CITY, None) == ("市重点工程，总投资10.70亿元，本年完成0.15亿元",)
    assert told(Level.COUNTY) == told(None) == ()


@pytest.mark.clause("YC-3.2", "YC-4.2")
def test_on_the_executives_agenda_projects_with_overdue_items_stand_first(project: Build) -> None:
    late = project(items=(approval("环评批复", date(2024, 6, 29)),), fields=NEW)
    due = project(items=(approval("环评批复", date(2024, 6, 30)),), fields=NEW)
    assert [overdue_first(one, Parameters()) for one in (late, due)] == [0, 1]
