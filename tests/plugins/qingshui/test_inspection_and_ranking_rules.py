"""Inspections, the five aspects and the use of results: pure rules, with the document's own examples."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.facts import (
    CaseFacts,
    CountyFacts,
    IssueFacts,
    ItemFacts,
    MonthFacts,
    ProjectFacts,
    ReviewFacts,
    UnitFacts,
)
from yipanqi_core.mechanism.kept_facts import EntryFacts, TargetFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.scores import CountyView, JudgedMonth
from yipanqi_core.mechanism.supervision_facts import InspectionFacts
from yipanqi_core.rules import inspections as inspecting
from yipanqi_core.rules.aspects import Aspect, weighed
from yipanqi_core.rules.ladder import Holder
from yipanqi_core.rules.scoring import Score, rank
from yipanqi_core.vocabulary import ItemKind, UnitKind, Urgency
from yipanqi_plugins.qingshui.aspects import GROUPS, SCORING, unit_scores
from yipanqi_plugins.qingshui.consequences import criticise, praise, reward
from yipanqi_plugins.qingshui.inspections import DAILY, REGULAR, SPECIAL
from yipanqi_plugins.qingshui.parameters import Parameters

Build = Callable[..., ProjectFacts]
ON = date(2024, 6, 30)
SEATS = {"county_head": Holder("县长", is_post=True)}


def node(title: str, planned: date, done: date | None = None) -> ItemFacts:
    return ItemFacts(ItemKind.NODE, title, None, planned, done)


def issue(required: date | None, resolved: date | None = None, category: str = "用地") -> IssueFacts:
    return IssueFacts(category, Urgency.URGENT, date(2024, 3, 1), required, resolved)


def done(ratio: str) -> dict[str, Any]:
    return {"figures": (MonthFacts("2024-06", Decimal(10000), Decimal(ratio) * 10000),), "annual_plan": Decimal(10000)}


# inspections


@pytest.mark.clause("QS-6.2")
def test_what_lagged_at_the_end_of_the_month_before_is_due_and_missing_it_is_a_finding(
    key_project: Build, parameters: Parameters
) -> None:
    june = Period.parse("2024-06")
    late = key_project(items=(node("主体完工", date(2024, 5, 30), date(2024, 6, 3)),), annual_plan=None)
    ruling = inspecting.due(REGULAR, late, june, parameters)
    assert ruling is not None
    assert ruling.clause == "QS-6.2"
    (found,) = inspecting.findings((DAILY, REGULAR, SPECIAL), late, parameters)
    assert (found.code, found.ruling.clause) == ("not_inspected", "QS-6.2")
    words = {"quantity": "浇筑三段", "payment": "320.50"}
    made = InspectionFacts("regular", "2024-06", date(2024, 5, 31), date(2024, 6, 20), "县发改局", None, words)
    assert inspecting.findings((REGULAR,), replace(late, inspections=(made,)), parameters) == []
    wordless = replace(made, words={"quantity": "浇筑三段"})
    assert len(inspecting.findings((REGULAR,), replace(late, inspections=(wordless,)), parameters)) == 1
    for fresh in (node("主体完工", date(2024, 5, 31)), node("主体完工", date(2024, 5, 1), date(2024, 5, 31))):
        assert inspecting.due(REGULAR, replace(late, items=(fresh,)), june, parameters) is None


@pytest.mark.clause("QS-6.2")
def test_in_january_the_year_before_is_measured_by_its_nodes_alone(key_project: Build, parameters: Parameters) -> None:
    january = key_project(
        on=date(2024, 1, 31), period="2024-01", figures=(MonthFacts("2024-01", Decimal(100), Decimal(0)),)
    )
    passages = (replace(january.passages[0], entered_on=date(2023, 3, 1)),)
    listed = replace(january, passages=passages)
    assert inspecting.due(REGULAR, listed, Period.parse("2024-01"), parameters) is None
    late = replace(listed, items=(node("竣工", date(2023, 12, 30)),))
    assert inspecting.due(REGULAR, late, Period.parse("2024-01"), parameters) is not None


@pytest.mark.clause("QS-6.3")
def test_special_inspection_is_for_unsettled_funds_land_not_put_in_and_the_seriously_behind(
    key_project: Build, parameters: Parameters
) -> None:
    assert SPECIAL.due is not None
    assert SPECIAL.secret

    def funds(approved: str) -> tuple[EntryFacts, ...]:
        row = {"source": "县级配套", "approved": approved}
        return (EntryFacts("funds", "1", date(2024, 1, 5), None, None, row),)

    def dossier(step: str) -> tuple[CaseFacts, ...]:
        return (CaseFacts("land_dossier", "用地", step, date(2024, 3, 1), None),)

    even = {**done("0.95"), "entries": funds("10000"), "cases": dossier("organising")}
    cases: list[tuple[dict[str, Any], str | None]] = [
        ({}, None),
        ({"entries": funds("9999.99")}, "资金未落实"),
        ({"entries": funds("10000")}, None),
        ({"entries": ()}, "资金未落实"),
        ({"cases": dossier("compiling")}, "土地未报批"),
        ({"cases": dossier("organising")}, None),
        ({"cases": ()}, "土地未报批"),
        ({"items": (node("竣工", date(2024, 5, 30)),)}, "严重滞后"),
        ({"items": (node("竣工", date(2024, 5, 31)),)}, None),
    ]
    for changes, expected in cases:
        ruling = SPECIAL.due(key_project(**{**even, **changes}), parameters)
        assert (ruling is None) is (expected is None), changes
        if ruling is not None:
            assert ruling.clause == "QS-6.3"
            assert str(expected) in ruling.because


# five aspects, ranking, consequences


@pytest.mark.clause("QS-6.5")
def test_the_example_of_five_aspects_of_which_one_has_nothing_due() -> None:
    aspects = [
        Aspect(str(number), "", "QS-6.5", Parameters().funds_weight, done, None if done is None else 100)
        if done is not None
        else Aspect(str(number), "", "QS-6.5", Parameters().funds_weight, 0, None)
        for number, done in enumerate((80, None, 90, 100, 70))
    ]
    found = weighed("部门", "县水务局", aspects)
    assert found is not None
    assert found.points == Decimal("85.00")


@pytest.mark.clause("QS-6.5")
def test_a_unit_is_scored_from_january_on_by_what_it_leads(key_project: Build, parameters: Parameters) -> None:
    approved = EntryFacts("funds", "1", date(2024, 4, 5), None, None, {"source": "省级补助", "approved": "300"})
    own = EntryFacts("funds", "2", date(2024, 4, 5), None, None, {"source": "银行融资", "approved": "900"})
    decided = ReviewFacts("joint_review", date(2024, 2, 1), (), state="approved", decided_on=date(2024, 3, 1))
    leading = key_project(
        **done("0.70"),
        items=(
            node("开工", date(2024, 3, 1), date(2024, 3, 1)),
            node("主体完工", date(2024, 6, 1), date(2024, 6, 2)),
            node("竣工", date(2024, 7, 1)),
        ),
        entries=(approved, own),
    )
    reserve = key_project(project="储备", passages=(), reviews=(decided,))
    units = (
        UnitFacts("县水务局", UnitKind.DEPARTMENT, None),
        UnitFacts("县教育局", UnitKind.DEPARTMENT, None),
        UnitFacts("永清镇人民政府", UnitKind.TOWNSHIP, None),
    )
    targets = (
        TargetFacts("reserve_projects", "县水务局", 2024, Decimal(4), None),
        TargetFacts("funds_from_above", "县水务局", 2024, Decimal(400), None),
    )
    view = CountyView(
        "2024-06",
        PeriodKind.MONTH,
        CountyFacts("2024-06", ON, units, targets=targets),
        (leading, reserve),
        (JudgedMonth("2024-06", (_duty("visits", "met"), _duty("visits", "unmet"), _trip("unmet"))),),
    )
    scores = {one.unit: one for one in unit_scores(view, parameters)}
    parts = {str(one["title"]): str(one["points"]) for one in scores["县水务局"].basis}
    assert parts == {
        "谋划储备": "10.00",  # 1 of 4 × 6/12
        "资金争取": "20.00",  # 300 of 400 × 6/12, capped
        "实施进度": "10.00",  # 1 of 2 due
        "制度履行": "10.00",  # 1 of 2 of its project
        "投资完成率": "14.00",
    }
    assert scores["县水务局"].points == Decimal("64.00")
    assert scores["永清镇人民政府"].points == Decimal("0.00")  # its trip of the month
    assert "县教育局" not in scores
    ranked = rank(scores.values(), SCORING, parameters, units, PeriodKind.MONTH)
    assert {(one.group, one.unit): one.rank for one in ranked} == {
        ("部门", "县水务局"): 1,
        ("部门", "县教育局"): None,
        ("乡镇", "永清镇人民政府"): 1,
    }


def _duty(code: str, value: str) -> Judgement:
    facts = {"kind": "现场调研", "period": "2024-06", "lead_unit": "县水务局"}
    return Judgement(RulingKind.DUTY, code, Subject("清水河治理", "县人民政府"), Ruling(value, "QS-2.3", "", facts))


def _trip(value: str) -> Judgement:
    facts = {"kind": "赴市进省汇报", "period": "2024-06", "lead_unit": None}
    return Judgement(RulingKind.DUTY, "trips", Subject(None, "永清镇人民政府"), Ruling(value, "QS-1.8", "", facts))


def scored(group: str, *points: int | None) -> tuple[Score, ...]:
    known = [one for one in points if one is not None]
    return tuple(
        Score(
            group,
            f"{group}{number}",
            None if one is None else Decimal(one),
            None if one is None else 1 + sum(other > one for other in known),
            None,
            "QS-6.5",
            "",
            (),
        )
        for number, one in enumerate(points)
    )


@pytest.mark.clause("QS-6.6")
def test_the_first_three_are_praised_and_the_last_three_criticised_with_ties_at_the_edge(
    parameters: Parameters,
) -> None:
    scores = (*scored("部门", 90, 80, 70, 70, 50, 40, 30, None), *scored("乡镇", 9, 8, 7, 6))
    praised = [one.subject.unit for one in praise(scores, parameters)]
    assert praised == ["部门0", "部门1", "部门2", "部门3", "乡镇0", "乡镇1", "乡镇2"]
    blamed = [one.subject.unit for one in criticise(scores, parameters)]
    assert blamed == ["部门4", "部门5", "部门6", "乡镇3"]
    assert {one.ruling.clause for one in praise(scores, parameters)} == {"QS-6.6"}


@pytest.mark.clause("QS-6.6")
def test_nobody_who_is_praised_is_criticised(parameters: Parameters) -> None:
    for points in ((5,), (5, 4), (5, 4, 3), (5, 5, 5, 5), (5, 4, 3, 3)):
        scores = scored("部门", *points)
        praised = {one.subject.unit for one in praise(scores, parameters)}
        assert praised.isdisjoint({one.subject.unit for one in criticise(scores, parameters)})
        assert praised == {one.unit for one in scores}


@pytest.mark.clause("QS-6.6")
def test_three_and_no_more_at_either_end_when_nobody_ties(parameters: Parameters) -> None:
    scores = scored("部门", 90, 80, 70, 60, 50, 40, 30, 20)
    assert [one.subject.unit for one in praise(scores, parameters)] == ["部门0", "部门1", "部门2"]
    assert [one.subject.unit for one in criticise(scores, parameters)] == ["部门5", "部门6", "部门7"]


@pytest.mark.clause("QS-6.6")
def test_without_a_point_nobody_is_praised_and_among_equals_nobody_is_last(parameters: Parameters) -> None:
    nothing = scored("乡镇", 0, 0, 0, 0, 0, 0, 0)
    assert praise(nothing, parameters) == reward(nothing, parameters) == criticise(nothing, parameters) == ()
    one = scored("乡镇", 10, 0, 0, 0)
    assert [each.subject.unit for each in praise(one, parameters)] == ["乡镇0"]
    assert [each.subject.unit for each in criticise(one, parameters)] == ["乡镇1", "乡镇2", "乡镇3"]


@pytest.mark.clause("QS-6.6")
def test_the_years_first_six_departments_and_three_townships_are_rewarded(parameters: Parameters) -> None:
    scores = (*scored("部门", 90, 80, 70, 60, 50, 40, 30), *scored("乡镇", 9, 8, 7, 6))
    assert [one.subject.unit for one in reward(scores, parameters)] == [
        *(f"部门{number}" for number in range(6)),
        *(f"乡镇{number}" for number in range(3)),
    ]
    assert [group.title for group in GROUPS] == ["部门", "乡镇"]
