"""The standard with its exemptions, the three classes, stages of promotion, tiers, energy bodies: pure rules."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.mechanism.facts import CaseFacts, ItemFacts, ProjectFacts, ReplanFacts
from yipanqi_core.mechanism.kept_facts import EntryFacts
from yipanqi_core.rules.orders import queue
from yipanqi_core.vocabulary import DecidingLevel, ItemKind, Nature
from yipanqi_plugins.qingshui.admission import admit
from yipanqi_plugins.qingshui.energy import advance_unclear, body, energy_item, offsets_lacking
from yipanqi_plugins.qingshui.funds import BOND_QUEUE
from yipanqi_plugins.qingshui.orders import ORDERS
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.stages import library, no_stage, promotion_stage, stage, started_unsaid
from yipanqi_plugins.qingshui.tiers import code_lacking, tier

Build = Callable[..., ProjectFacts]
HIGH_TECH = {"lowered_as": "高科技", "lowered_because": "成长性好", "lowered_by": "县政府常务会议"}


def node(title: str, planned: date | None, done: date | None = None) -> ItemFacts:
    return ItemFacts(ItemKind.NODE, title, "县水务局", planned, done)


def procedure(title: str, planned: date | None, done: date | None = None, level: Any = None) -> ItemFacts:
    return ItemFacts(ItemKind.PROCEDURE, title, "县水务局", planned, done, level)


@pytest.mark.clause("QS-1.6")
@pytest.mark.parametrize(
    ("total", "annual", "fields", "value"),
    [
        ("500", "200", {}, "admitted"),
        ("500", "199.99", {}, "refused"),
        ("499.99", "200", {}, "refused"),
        ("300", "120", HIGH_TECH, "admitted"),
        ("249.99", "120", HIGH_TECH, "refused"),
        ("250", "100", HIGH_TECH, "admitted"),
        ("250", "99.99", HIGH_TECH, "refused"),
        ("300", "120", {"lowered_as": "高科技"}, "refused"),
        ("300", "120", {**HIGH_TECH, "lowered_by": " "}, "refused"),
        ("300", "120", {}, "refused"),
    ],
)
def test_the_standard_and_what_may_fall_below_it(
    key_project: Build, parameters: Parameters, total: str, annual: str, fields: dict[str, object], value: str
) -> None:
    facts = key_project(total_investment=Decimal(total), annual_plan=Decimal(annual), fields=fields, passages=())
    ruling = admit(facts, parameters)
    assert (ruling.value, ruling.clause) == (value, "QS-1.6")
    if fields == HIGH_TECH and value == "admitted":
        assert "县政府常务会议" in ruling.because
        assert "成长性好" in ruling.because


@pytest.mark.clause("QS-1.6")
@pytest.mark.parametrize(
    ("total", "annual", "fields", "because"),
    [
        ("500.00", "200.00", {}, "总投资 500.00 万元，年度计划投资 200.00 万元，均达到选定标准（500.00／200.00 万元）"),
        (
            "499.99",
            "199.98",
            {},
            "总投资 499.99 万元，低于 500.00 万元，差 0.01 万元；"
            "年度计划投资 199.98 万元，低于 200.00 万元，差 0.02 万元，不列为重点项目（QS-1.6）；"
            "社会事业、重大技术改造、高科技项目可适当降低，"
            "但两项均不低于 250.00／100.00 万元，并写明理由和决定人",
        ),
        (
            "249.99",
            "120.00",
            HIGH_TECH,
            "高科技项目按降低后的标准仍不足：总投资 249.99 万元，低于 250.00 万元，差 0.01 万元，"
            "不列为重点项目（QS-1.6）；社会事业、重大技术改造、高科技项目可适当降低，"
            "但两项均不低于 250.00／100.00 万元，并写明理由和决定人",
        ),
    ],
)
def test_the_standard_says_what_is_short_by_how_much_and_what_would_do(
    key_project: Build, parameters: Parameters, total: str, annual: str, fields: dict[str, Any], because: str
) -> None:
    facts = key_project(total_investment=Decimal(total), annual_plan=Decimal(annual), fields=fields, passages=())
    assert admit(facts, parameters).because == because


@pytest.mark.clause("QS-1.6")
def test_no_annual_plan_is_not_two_million(key_project: Build, parameters: Parameters) -> None:
    ruling = admit(key_project(annual_plan=None), parameters)
    assert (ruling.value, "未填年度计划投资，应达到 200.00 万元" in ruling.because) == ("refused", True)


@pytest.mark.clause("QS-3.3")
def test_a_project_high_in_energy_or_emission_takes_a_persons_reasoned_decision(
    key_project: Build, parameters: Parameters
) -> None:
    refused = admit(key_project(fields={"high_energy_or_emission": True}), parameters)
    assert (refused.value, refused.clause) == ("refused", "QS-3.3")
    decided = {"high_energy_or_emission": True, "high_admitted_because": "延链补链", "high_admitted_by": "县长"}
    assert admit(key_project(fields=decided), parameters).value == "admitted"
    assert admit(key_project(fields={"high_energy_or_emission": False}), parameters).value == "admitted"


@pytest.mark.clause("QS-1.6")
def test_planned_and_settled_projects_stand_first_and_none_is_refused(
    key_project: Build, parameters: Parameters
) -> None:
    settled = {"in_plan": "省级规划", "land_settled": True, "funds_settled": True}
    projects = [
        key_project(project="甲", passages=(), fields={"in_plan": "省级规划", "land_settled": True}),
        key_project(project="乙", passages=(), fields=settled),
        key_project(project="丙", fields=settled),
        key_project(project="丁", passages=(), total_investment=Decimal(1), fields=settled),
    ]
    order = next(one for one in ORDERS if one.code == "selection")
    found = queue(order, parameters, projects)
    assert [one.facts.project for one in found] == ["乙", "甲"]
    assert "资金落实" in found[1].place.because


@pytest.mark.clause("QS-1.7")
@pytest.mark.parametrize(
    ("items", "value"),
    [
        ((node("开工", date(2024, 3, 1), date(2024, 3, 5)),), "续建"),
        ((node("开工", date(2024, 3, 1)), node("主体完工", date(2024, 5, 1), date(2024, 5, 2))), "续建"),
        ((node("开工", date(2024, 12, 31)), procedure("施工许可", date(2024, 9, 1))), "计划新开工"),
        ((node("开工", date(2024, 12, 31)), procedure("可研批复", date(2024, 2, 1), date(2024, 2, 1))), "计划新开工"),
        ((node("开工", date(2025, 1, 1)), procedure("施工许可", date(2024, 12, 31))), "预备"),
        ((node("开工", date(2025, 1, 1)), procedure("施工许可", date(2025, 1, 1))), None),
        ((node("开工", date(2024, 9, 1)),), None),
        ((), None),
    ],
)
def test_the_class_follows_from_start_and_procedures(
    key_project: Build, parameters: Parameters, items: tuple[ItemFacts, ...], value: str | None
) -> None:
    facts = key_project(items=items)
    assert stage(facts, parameters).value == value
    assert bool(no_stage(facts, parameters)) is (value is None)


@pytest.mark.clause("QS-1.7")
@pytest.mark.parametrize(
    ("items", "because"),
    [
        (
            (node("开工", date(2024, 9, 1)), procedure("施工许可", date(2024, 8, 1))),
            "计划 2024-09-01 开工，列有前期手续 1 项，尚未取得“施工许可”，为计划新开工项目；开工后转为续建项目",
        ),
        (
            (
                node("开工", date(2024, 9, 1)),
                procedure("可研批复", date(2024, 2, 1), date(2024, 2, 3)),
                procedure("施工许可", None),
            ),
            "计划 2024-09-01 开工，列有前期手续 2 项，已取得“可研批复”，尚未取得“施工许可”，为计划新开工项目；"
            "开工后转为续建项目",
        ),
        (
            (procedure("可研批复", date(2024, 2, 1), date(2024, 2, 3)),),
            "列有前期手续 1 项，已取得“可研批复”，没有排定开工日期，为预备项目；排定年内开工后为计划新开工项目",
        ),
        (
            (node("开工", date(2025, 1, 1)), procedure("施工许可", date(2024, 12, 31))),
            "列有前期手续 1 项，尚未取得“施工许可”，未取得的均计划在 2024-12-31 前办结，"
            "计划 2025-01-01 开工，不在年内，为预备项目；排定年内开工后为计划新开工项目",
        ),
        (
            (node("开工", date(2024, 9, 1)),),
            "计划 2024-09-01 开工，没有列前期手续，不属三类；"
            "列出前期手续并排定年内开工的为计划新开工项目，前期手续均排在年内办结的为预备项目",
        ),
        (
            (procedure("施工许可", date(2025, 1, 1)), procedure("环评批复", None)),
            "没有排定开工日期，“施工许可”、“环评批复”计划在年后办结或没有计划日期，不属三类；"
            "列出前期手续并排定年内开工的为计划新开工项目，前期手续均排在年内办结的为预备项目",
        ),
    ],
)
def test_the_reason_of_the_class_says_what_the_dates_show_and_no_more(
    key_project: Build, parameters: Parameters, items: tuple[ItemFacts, ...], because: str
) -> None:
    assert stage(key_project(items=items), parameters).because.rpartition("；1月1日")[0] == because


@pytest.mark.clause("QS-1.7")
def test_the_class_of_the_first_of_january_stands_beside_the_present_one(
    key_project: Build, parameters: Parameters
) -> None:
    moved = ReplanFacts(ItemKind.NODE, "开工", 1, date(2025, 3, 1), date(2024, 6, 1), date(2024, 2, 1), "提前")
    items = (
        node("开工", date(2024, 6, 1), date(2024, 6, 2)),
        procedure("施工许可", date(2024, 5, 1), date(2024, 5, 9)),
    )
    ruling = stage(key_project(items=items, replans=(moved,)), parameters)
    assert (ruling.value, ruling.facts["on_january_first"]) == ("续建", "预备")


@pytest.mark.clause("QS-1.7")
def test_a_later_node_without_the_start_is_a_finding(key_project: Build, parameters: Parameters) -> None:
    said = (node("开工", date(2024, 3, 1), date(2024, 3, 2)), node("竣工", date(2024, 5, 1), date(2024, 5, 2)))
    assert started_unsaid(key_project(items=said), parameters) == ()
    (found,) = started_unsaid(key_project(items=(node("竣工", date(2024, 5, 1), date(2024, 5, 2)),)), parameters)
    assert "补记开工日期" in found.ruling.because


@pytest.mark.clause("QS-1.9")
def test_the_stage_of_a_promotion_project(key_project: Build) -> None:
    assert promotion_stage(key_project()) is None
    done = date(2024, 5, 2)
    steps = (
        ("洽谈", ()),
        ("签约", ("洽谈签约",)),
        ("在建", ("洽谈签约", "开工")),
        ("落地", ("洽谈签约", "开工", "竣工")),
    )
    for value, titles in steps:
        items = tuple(node(title, done, done) for title in titles)
        ruling = promotion_stage(key_project(nature=Nature.INVESTMENT_PROMOTION, items=items))
        assert ruling is not None
        assert ruling.value == value


@pytest.mark.clause("QS-1.1")
def test_the_batch_of_the_library_follows_from_the_facts(key_project: Build, parameters: Parameters) -> None:
    day = date(2024, 5, 2)
    for value, items in (
        ("谋划储备", ()),
        ("前期推进", (procedure("可研批复", day, day),)),
        ("开工在建", (node("开工", day, day),)),
        ("建成投产", (node("投产", day, day),)),
    ):
        ruling = library(key_project(items=items), parameters)
        assert ruling is not None
        assert ruling.value == value
    assert library(key_project(passages=()), parameters) is None


@pytest.mark.clause("QS-1.11")
@pytest.mark.parametrize(
    ("total", "annual", "value", "fits"),
    [
        ("4999.99", "1000", None, []),
        ("5000", "1000", "市级重点", ["市级重点"]),
        ("9999.99", "1000", "市级重点", ["市级重点"]),
        ("10000", "1000", "市级重大", ["市级重大", "市级重点"]),
        ("100000", "19999.99", "市级重大", ["市级重大", "市级重点"]),
        ("100000", "20000", "省级重大", ["省级重大", "市级重大", "市级重点"]),
        ("99999.99", "20000", "市级重大", ["市级重大", "市级重点"]),
    ],
)
def test_the_highest_tier_that_fits_is_proposed_and_all_that_fit_are_shown(
    key_project: Build, parameters: Parameters, total: str, annual: str, value: str | None, fits: list[str]
) -> None:
    ruling = tier(key_project(total_investment=Decimal(total), annual_plan=Decimal(annual)), parameters)
    assert (ruling.value, ruling.facts["fits"]) == (value, fits)
    onward = {
        None: "总投资不足 5000.00 万元，不向上推荐",
        "市级重点": "总投资达到 10000.00 万元可推荐市级重大",
        "市级重大": "总投资达到 100000.00 万元且年度计划投资达到 20000.00 万元可推荐省级重大",
        "省级重大": "推荐列入省级重大项目清单",
    }
    assert ruling.because.endswith(onward[value])


@pytest.mark.clause("QS-1.11")
def test_provincial_major_projects_carry_the_platforms_code_and_stand_as_one_group(
    key_project: Build, parameters: Parameters
) -> None:
    big = {"total_investment": Decimal(100000), "annual_plan": Decimal(20000)}
    without, other = key_project(**big), key_project(project="小项目")
    coded = key_project(**big, project="有码", fields={"platform_code": "2406-620521-04-01-123456"})
    assert len(code_lacking(without, parameters)) == 1
    assert code_lacking(coded, parameters) == code_lacking(other, parameters) == ()
    order = next(one for one in ORDERS if one.code == "province_major")
    assert [one.facts.project for one in queue(order, parameters, (without, other, coded))] == ["有码", "清水河治理"]


@pytest.mark.clause("QS-3.3")
@pytest.mark.parametrize(
    ("use", "value", "level"),
    [
        ("5000", "省级节能审查", DecidingLevel.PROVINCE),
        ("4999.99", "市级节能审查", DecidingLevel.CITY),
        ("1000", "市级节能审查", DecidingLevel.CITY),
        ("999.99", "县级节能登记", DecidingLevel.COUNTY),
    ],
)
def test_the_energy_body_by_yearly_use(
    key_project: Build, parameters: Parameters, use: str, value: str, level: DecidingLevel
) -> None:
    facts = key_project(fields={"energy_use": use})
    ruling = body(facts, parameters)
    assert ruling is not None
    assert ruling.value == value
    assert len(energy_item(facts, parameters)) == 1
    due = key_project(fields={"energy_use": use}, items=(procedure("节能审查", date(2024, 9, 1), None, level),))
    assert energy_item(due, parameters) == ()
    wrong = next(one for one in DecidingLevel if one is not level)
    other = key_project(fields={"energy_use": use}, items=(procedure("节能审查", date(2024, 9, 1), None, wrong),))
    assert level.label in energy_item(other, parameters)[0].ruling.because
    unsaid = key_project(fields={"energy_use": use}, items=(procedure("节能审查", date(2024, 9, 1), None, None),))
    assert "没有写办理层级" in energy_item(unsaid, parameters)[0].ruling.because
    registered = key_project(fields={"energy_use": use}, items=(procedure("节能登记", date(2024, 9, 1), None, None),))
    assert bool(energy_item(registered, parameters)) is (level is not DecidingLevel.COUNTY)
    assert body(key_project(), parameters) is None


@pytest.mark.clause("QS-3.3")
def test_production_without_pollutant_offsets_is_a_finding(key_project: Build, parameters: Parameters) -> None:
    produced = (node("投产", date(2024, 5, 1), date(2024, 5, 1)),)
    needs: dict[str, object] = {"emits_pollutants": True}
    (found,) = offsets_lacking(key_project(items=produced, fields=needs), parameters)
    assert found.ruling.clause == "QS-3.3"
    assert offsets_lacking(key_project(items=produced), parameters) == ()
    assert offsets_lacking(key_project(fields=needs), parameters) == ()
    before = key_project(items=produced, fields={**needs, "offsets_done_on": "2024-05-01"})
    assert offsets_lacking(before, parameters) == ()
    late = key_project(items=produced, fields={**needs, "offsets_done_on": "2024-05-02"})
    assert len(offsets_lacking(late, parameters)) == 1
    assert len(advance_unclear(key_project(fields=needs), parameters)) == 1
    row = {"enterprise": "关停水泥厂", "pollutant": "二氧化硫", "tonnes": "3.5"}
    entry = EntryFacts("pollutant_advances", "1", date(2024, 4, 1), None, None, row)
    assert advance_unclear(key_project(fields=needs, entries=(entry,)), parameters) == ()


@pytest.mark.clause("QS-3.2")
def test_for_a_bond_those_able_to_start_soonest_stand_first(key_project: Build, parameters: Parameters) -> None:
    case = CaseFacts("bond", "债券", "reserve", date(2024, 1, 5), None)
    day = date(2024, 5, 1)
    projects = [
        key_project(
            project="缺手续", cases=(case,), items=(procedure("施工许可", day), node("开工", date(2024, 7, 1)))
        ),
        key_project(project="后开工", cases=(case,), items=(node("开工", date(2024, 9, 1)),)),
        key_project(project="先开工", cases=(case,), items=(node("开工", date(2024, 8, 1)),)),
        key_project(project="在建", cases=(case,), items=(node("开工", day, day),)),
        key_project(project="不在库"),
    ]
    found = [one.facts.project for one in queue(BOND_QUEUE, parameters, projects)]
    assert found == ["在建", "先开工", "后开工", "缺手续"]
