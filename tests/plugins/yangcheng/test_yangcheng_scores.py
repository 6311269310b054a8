"""Five batches, departments' fulfilment, and what the ranking proposes (YC-4.5, YC-4.6, YC-5.2)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import CountyFacts, ItemFacts, PassageFacts, ProjectFacts, UnitFacts
from yipanqi_core.mechanism.kept_facts import FigureFacts, TargetFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.scores import CountyView, JudgedMonth
from yipanqi_core.rules.scoring import Score, score
from yipanqi_core.vocabulary import ItemKind, UnitKind
from yipanqi_plugins.yangcheng.batches import classify
from yipanqi_plugins.yangcheng.follow_up import exposed, first, last
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.places import townships
from yipanqi_plugins.yangcheng.scores import SCORING
from yipanqi_plugins.yangcheng.stages import batch_on
from yipanqi_plugins.yangcheng.targets import TARGETS

Build = Callable[..., Any]
TOWN, OTHER, OFFICE = "北留乡人民政府", "润城镇人民政府", "县水务局"
UNITS = (
    UnitFacts(TOWN, UnitKind.TOWNSHIP, "乡镇"),
    UnitFacts(OTHER, UnitKind.TOWNSHIP, "乡镇"),
    UnitFacts(OFFICE, UnitKind.DEPARTMENT, "部门"),
)


def view(projects: list[ProjectFacts], targets: dict[str, int], duties: list[Judgement] | None = None) -> CountyView:
    kept = tuple(TargetFacts(f"batch_{code}", TOWN, 2024, Decimal(value), None) for code, value in targets.items())
    county = CountyFacts("2024-06", date(2024, 6, 30), UNITS, targets=kept)
    month = JudgedMonth("2024-06", tuple(duties or ()))
    return CountyView("2024-06", PeriodKind.MONTH, county, tuple(projects), (month,))


def scored(seen: CountyView, parameters: Parameters | None = None) -> dict[str, Score]:
    return {one.unit: one for one in score(SCORING, parameters or Parameters(), seen)}


def industrial(project: Build, name: str, items: tuple[Any, ...], **more: Any) -> ProjectFacts:
    made: ProjectFacts = project(
        project=name, items=items, own_seats={"township": (TOWN,)}, **{"fields": {"industrial": True}, **more}
    )
    return made


@pytest.mark.clause("YC-4.5")
def test_the_example_of_a_township_gives_62_50(project: Build, node: Build, procedure: Build, guarantee: Build) -> None:
    day = date(2024, 5, 6)
    signed = [industrial(project, f"签{n}", (node("洽谈签约", day, day),)) for n in range(3)]
    settled = (procedure("核准备案", day, day), guarantee("用地", "县自然资源局", day, day))
    landed = [industrial(project, f"落{n}", settled) for n in range(2)]
    started = [industrial(project, "开", (node("开工", day, day),))]
    targets = {"signed": 3, "landed": 4, "started": 1, "producing": 1}
    found = scored(view([*signed, *landed, *started], targets))[TOWN]
    assert found.points == Decimal("62.50")
    assert found.rank == 1
    assert [part["title"] for part in found.basis] == ["签约", "落地", "开工", "投产", "达效"]
    assert scored(view(signed, {"signed": 2}))[TOWN].points == Decimal("120.00")


@pytest.mark.clause("YC-4.5")
def test_where_the_county_says_so_a_township_is_measured_by_the_months_gone(project: Build, node: Build) -> None:
    day = date(2024, 5, 6)
    started = [industrial(project, f"开{n}", (node("开工", day, day),)) for n in range(3)]
    by_year, by_month = Parameters(), Parameters(batch_targets_to_date=True)
    seen = view(started, {"started": 6})
    assert scored(seen, by_year)[TOWN].points == Decimal("50.00")
    found = scored(seen, by_month)[TOWN]
    assert found.points == Decimal("100.00")
    assert "开工 3/3" in found.because
    assert "开工 3/3.5" in scored(view(started, {"started": 7}), by_month)[TOWN].because
    assert scored(view(started, {}), by_month)[TOWN].points is None


@pytest.mark.clause("YC-4.5")
def test_only_industry_counts_in_the_year_of_its_day_and_at_its_own_site(project: Build, node: Build) -> None:
    this, before = date(2024, 2, 1), date(2023, 12, 31)
    road = industrial(project, "路", (node("开工", this, this),), fields={})
    old = industrial(project, "旧", (node("开工", before, before),))
    away = project(project="邻", items=(node("开工", this, this),), fields={"industrial": True})
    one = industrial(project, "新", (node("开工", this, this),))
    assert scored(view([road, old, away, one], {"started": 2}))[TOWN].points == Decimal("50.00")
    assert scored(view([one], {}))[TOWN].points is None


@pytest.mark.clause("YC-4.5")
def test_landing_is_the_later_of_approval_and_settled_site(project: Build, procedure: Build) -> None:
    approved, land = procedure("项目立项", None, date(2024, 3, 1)), procedure("用地批复", None, date(2024, 4, 9))
    assert batch_on(project(items=(approved,)), "landed", Parameters()) is None
    assert batch_on(project(items=(approved, land)), "landed", Parameters()) == date(2024, 4, 9)
    facts = project(site="北留镇某村北留乡")
    assert townships(facts, UNITS) == (TOWN,)


GONE = (PassageFacts("listed", date(2024, 1, 1), date(2024, 6, 1), "entry", "exit"),)


@pytest.mark.clause("YC-4.5", "YC-4.6")
def test_a_batch_reached_in_the_library_still_counts_when_the_project_has_left_it(project: Build, node: Build) -> None:
    inside, after = date(2024, 5, 31), date(2024, 6, 1)
    left = industrial(project, "退", (node("开工", inside, inside), node("投产", after, after)), passages=GONE)
    found = scored(view([left], {"started": 1, "producing": 1}))[TOWN]
    assert [part["done"] for part in found.basis if part["counted"]] == ["1", "0"]
    never = industrial(project, "未入", (node("开工", inside, inside),), passages=())
    assert scored(view([never], {"started": 1}))[TOWN].points == Decimal("0.00")
    counted = {one.code: one.counted for one in TARGETS}["new_starts"]
    assert counted is not None
    assert counted(view([], {}).county, (left, never), TOWN, Parameters()) == 1


@pytest.mark.clause("YC-4.6")
def test_what_a_department_had_due_while_the_project_was_listed_is_not_lost_with_it(project: Build) -> None:
    def item(title: str, planned: date, finished: date | None) -> ItemFacts:
        return ItemFacts(ItemKind.PROCEDURE, title, OFFICE, planned, finished)

    left = (PassageFacts("listed", date(2024, 1, 1), date(2024, 6, 15), "entry", "exit"),)
    due = (item("环评批复", date(2024, 6, 10), None), item("用地批复", date(2024, 6, 20), None))
    found = scored(view([project(items=due, passages=left)], {}))[OFFICE]
    assert (found.points, found.basis[0]["due"]) == (Decimal("0.00"), "1")


@pytest.mark.clause("YC-4.6")
def test_a_department_is_scored_on_duties_and_items_due_in_the_month(project: Build) -> None:
    def item(title: str, planned: date, finished: date | None) -> ItemFacts:
        return ItemFacts(ItemKind.PROCEDURE, title, OFFICE, planned, finished)

    facts = project(
        items=(
            item("环评批复", date(2024, 6, 10), date(2024, 6, 10)),
            item("用地批复", date(2024, 6, 30), None),  # due on the month's last day, and not done
            item("施工许可", date(2024, 7, 1), None),
        )
    )
    duties = [
        Judgement(RulingKind.DUTY, "trips", Subject(unit=OFFICE), Ruling(value, "YC-4.3", "外出招商"))
        for value in ("met", "unmet")
    ]
    found = scored(view([facts], {}, duties))[OFFICE]
    assert found.points == Decimal("50.00")
    assert "2/4" in found.because
    assert scored(view([], {}))[OFFICE].rank is None


@pytest.mark.clause("YC-4.6")
def test_an_item_of_which_no_unit_is_named_is_due_of_the_lead_unit(project: Build) -> None:
    nobodys = ItemFacts(ItemKind.NODE, "开工", None, date(2024, 6, 10), None)
    found = scored(view([project(items=(nobodys,), lead_unit=OFFICE)], {}))[OFFICE]
    assert (found.points, found.basis[0]["due"]) == (Decimal("0.00"), "1")
    assert scored(view([project(items=(nobodys,))], {}))[OFFICE].points is None


def placed(unit: str, points: str, rank: int, **more: Any) -> Score:
    return Score(
        group="乡镇", unit=unit, points=Decimal(points), rank=rank, board=None, clause="YC-4.6",
        because="", **{"basis": (), **more},
    )  # fmt: skip


@pytest.mark.clause("YC-4.6", "YC-5.2")
def test_the_first_are_put_forward_for_praise_the_last_for_criticism_and_nobody_for_both() -> None:
    ranked = [placed(name, points, rank) for name, points, rank in (
        ("甲", "90", 1), ("乙", "80", 2), ("丙", "70", 3), ("丁", "60", 4), ("戊", "60", 4),
    )]  # fmt: skip
    assert [one.unit for one in first(ranked, Parameters())] == ["甲", "乙", "丙"]
    assert [one.unit for one in last(ranked, Parameters())] == ["丁", "戊"]
    assert last(ranked[:3], Parameters()) == []


@pytest.mark.clause("YC-5.2")
def test_who_missed_any_target_of_its_own_is_put_forward_for_exposure(project: Build, node: Build) -> None:
    def target(code: str, unit: str, value: str) -> TargetFacts:
        return TargetFacts(code, unit, 2024, Decimal(value), None)

    day = date(2024, 3, 1)
    facts = industrial(project, "开", (node("洽谈签约", day, day), node("开工", day, day)))
    targets = (
        target("township_fai", TOWN, "20000.00"), target("new_starts", TOWN, "2"), target("batch_signed", TOWN, "1"),
        target("batch_started", TOWN, "3"), target("township_fai", OTHER, "10000.00"), target("new_starts", OTHER, "0"),
    )  # fmt: skip
    figures = (
        FigureFacts("township_fai", TOWN, "2024-05", Decimal("20500.00")),
        FigureFacts("township_fai", TOWN, "2024-06", Decimal("19999.00")),
    )
    county = CountyFacts("2024-06", date(2024, 6, 30), UNITS, targets=targets, figures=figures)
    (found,) = exposed(county, (facts,), Parameters())
    assert (found.subject.unit, found.ruling.clause) == (TOWN, "YC-5.2")
    assert found.ruling.facts["missed"] == [
        "乡镇固定资产投资目标 19999.00/20000.00 万元", "新开工项目目标 1/2", "开工目标 1/3",
    ]  # fmt: skip


@pytest.mark.clause("YC-4.5")
def test_an_industrial_project_stands_in_the_furthest_batch_it_has_reached(project: Build, node: Build) -> None:
    day = date(2024, 2, 1)
    started = industrial(project, "新", (node("洽谈签约", day, day), node("开工", day, day)))
    ruling = classify(started, Parameters())
    assert ruling is not None
    assert (ruling.value, ruling.facts) == ("started", {"signed": day, "started": day})
    assert "下一步抓投产" in ruling.because
    assert classify(project(items=()), Parameters()) is None
