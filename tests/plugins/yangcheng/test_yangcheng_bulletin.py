"""What the month's bulletin of the race says (YC-1.1, YC-3.3, YC-3.5, YC-4.6)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.documents.model import Paragraph, Table
from yipanqi_core.mechanism.bulletins import BulletinFacts
from yipanqi_core.mechanism.facts import CountyFacts, PassageFacts, UnitFacts
from yipanqi_core.mechanism.kept_facts import FigureFacts, TargetFacts
from yipanqi_core.rules.scoring import Score
from yipanqi_core.vocabulary import Level, UnitKind
from yipanqi_plugins.yangcheng.bulletin_text import blocks, target_told
from yipanqi_plugins.yangcheng.parameters import Parameters

Build = Callable[..., Any]
P, DAY = Parameters(), date(2024, 6, 30)


def facts(*projects: Any, **more: Any) -> BulletinFacts:
    kept: Any = {
        "period": "2024-06", "title": "2024年6月", "issued_on": date(2024, 7, 5), "due_on": date(2024, 7, 19),
        "months": ("2024-06",), "projects": projects, "colours": {}, "changes": (), "findings": (), "scores": (),
        "county": CountyFacts("2024-06", DAY, ()),
    }  # fmt: skip
    return BulletinFacts(**{**kept, **more})


def table(told: BulletinFacts, caption: str) -> Table:
    (found,) = [
        one for one in blocks(told, P) if isinstance(one, Table) and one.caption is not None and caption in one.caption
    ]
    return found


@pytest.mark.clause("YC-3.3", "YC-3.5")
def test_every_uncovered_and_every_eligible_project_is_listed(project: Build, node: Build, procedure: Build) -> None:
    paid = {"contract_on": "2024-02-20", "paid_on": "2024-05-30"}
    items = (procedure("核准备案", None, date(2024, 2, 1)), node("开工", None, date(2024, 3, 1)))
    many = [project(project=f"项目{n}", level=Level.COUNTY, items=items, fields=paid) for n in range(45)]
    told = facts(*many)
    uncovered, eligible = table(told, "未覆盖"), table(told, "未入库")
    assert [row[1:] for row in uncovered.rows] == [(f"项目{n}", "县重点", "县水利局") for n in range(45)]
    assert len(eligible.rows) == 45
    assert eligible.rows[44] == ("45", "项目44", "县水利局", "2024年5月30日", "2024年6月30日")
    assert "未覆盖45项" in repr(blocks(told, P))
    assert not [one for one in blocks(facts(), P) if isinstance(one, Table) and "未" in (one.caption or "")]


@pytest.mark.clause("YC-1.1")
@pytest.mark.parametrize(
    ("done", "words"),
    [
        ("960300.00", "快于时间进度10.00个百分点"),
        ("800250.00", "与时间进度持平"),
        ("640200.00", "慢于时间进度10.00个百分点"),
    ],
)
def test_the_target_is_told_with_its_distance_from_the_time_gone(done: str, words: str) -> None:
    target = TargetFacts("fai", None, 2024, Decimal("1600500.00"), None)
    figure = FigureFacts("fai", None, "2024-06", Decimal(done))
    told = target_told(CountyFacts("2024-06", DAY, (), targets=(target,), figures=(figure,)))
    assert f"时间进度50.00%，{words}" in told


@pytest.mark.clause("YC-1.1")
@pytest.mark.parametrize(
    ("month", "done", "words"),
    [
        ("2024-06", "1600499.99", "2024年1至6月，全县固定资产投资累计完成160.05亿元"),
        ("2024-06", "1600499.99", "后6个月每月须完成0.00亿元，按目前进度预计全年完成320.10亿元。"),
        ("2024-06", "1600500.00", "快于时间进度50.00个百分点，已完成全年目标。"),
        ("2024-01", "0.00", "2024年1月，全县固定资产投资累计完成0.00亿元"),
        ("2024-01", "0.00", "后11个月每月须完成14.55亿元"),
        ("2024-11", "1500000.00", "后1个月每月须完成10.05亿元"),
        ("2024-12", "1500000.00", "慢于时间进度6.28个百分点，距全年目标差10.05亿元。"),
    ],
)
def test_the_target_is_told_with_what_is_left_to_do(month: str, done: str, words: str) -> None:
    target = TargetFacts("fai", None, 2024, Decimal("1600500.00"), Decimal("1455000.00"))
    figure = FigureFacts("fai", None, month, Decimal(done))
    told = target_told(CountyFacts("2024-06", DAY, (), targets=(target,), figures=(figure,)))
    assert words in told
    assert "全年目标160.05亿元（增长10.00%）" in told


@pytest.mark.clause("YC-1.1")
def test_a_year_without_target_or_figure_says_so_and_a_units_own_are_not_the_countys() -> None:
    assert target_told(CountyFacts("2024-06", DAY, ())) == "2024年未登记固定资产投资目标。"
    target = TargetFacts("fai", None, 2024, Decimal("1600500.00"), None)
    of_unit = FigureFacts("fai", "北留镇人民政府", "2024-06", Decimal(9))
    told = target_told(CountyFacts("2024-06", DAY, (), targets=(target,), figures=(of_unit,)))
    assert told == "2024年全县固定资产投资全年目标160.05亿元，尚未登记累计完成数。"
    months = tuple(FigureFacts("fai", None, f"2024-{n:02d}", Decimal(n * 10000)) for n in (5, 3, 4))
    later = target_told(CountyFacts("2024-06", DAY, (), targets=(target,), figures=months))
    assert later.startswith("2024年1至5月，全县固定资产投资累计完成5.00亿元")


@pytest.mark.clause("YC-4.1")
def test_goals_are_told_in_the_documents_words_without_our_clause_ids(project: Build) -> None:
    target = TargetFacts("fai", None, 2024, Decimal("1600500.00"), None)
    county = CountyFacts("2024-06", DAY, (), targets=(target,))
    many = [project(project=str(n), total_investment=Decimal("38114.00"), fields={"new_in_year": 2024}) for n in (1, 2)]
    planned = project(project="谋划", total_investment=Decimal("6402000.00"))
    told = [one.text for one in blocks(facts(planned, *many, county=county), P) if isinstance(one, Paragraph)]
    assert "谋划项目总投资应达640.20亿元，现有640.20亿元，已达到。" in told
    assert "谋划项目数应达3个，现有1个，尚差2个。" in told
    assert "储备项目总投资应达224.07亿元，现有0.00亿元，尚差224.07亿元。" in told
    assert "谋划项目数：当年没有新建项目，不作测算。" in [
        one.text for one in blocks(facts(county=county), P) if isinstance(one, Paragraph)
    ]
    assert "YC-" not in repr(blocks(facts(planned, *many, county=county), P))


@pytest.mark.clause("YC-2.1")
def test_the_three_levels_add_up_and_what_is_on_none_is_not_counted(project: Build) -> None:
    def one(level: Level | None, total: str) -> Any:
        return project(project=total, level=level, total_investment=Decimal(total), annual_plan=Decimal("100.00"))

    told = table(
        facts(one(Level.PROVINCE, "1069900.00"), one(Level.CITY, "7094000.00"), one(Level.COUNTY, "3130600.00"),
              one(None, "5.00")),
        "重点工程",
    )  # fmt: skip
    assert [row[:4] for row in told.rows] == [
        ("省重点", "1", "106.99", "0.01"), ("市重点", "1", "709.40", "0.01"), ("县重点", "1", "313.06", "0.01"),
        ("合计", "3", "1129.45", "0.03"),
    ]  # fmt: skip


@pytest.mark.clause("YC-4.5")
def test_a_townships_batches_count_what_left_the_library_after_it_was_reached(project: Build, node: Build) -> None:
    town = UnitFacts("北留镇人民政府", UnitKind.TOWNSHIP, None)
    empty = UnitFacts("润城镇人民政府", UnitKind.TOWNSHIP, None)
    target = TargetFacts("batch_signed", town.name, 2024, Decimal(3), None)
    county = CountyFacts("2024-06", DAY, (town, empty), targets=(target,))
    usual = {"fields": {"industrial": True}, "own_seats": {"township": (town.name,)}}

    def signed(name: str, day: date, **more: Any) -> Any:
        return project(project=name, items=(node("洽谈签约", None, day),), **{**usual, **more})

    gone = signed(
        "已退出", date(2024, 3, 1), passages=(PassageFacts("listed", date(2024, 1, 1), date(2024, 5, 1), None),)
    )
    kept = (signed("上月", date(2024, 5, 31)), signed("本月", date(2024, 6, 1)), signed("上年", date(2023, 6, 1)))
    told = table(facts(*kept, left=(gone,), county=county), "五个一批")
    assert told.rows == (("北留镇", "3/3（1）", "—", "—", "—", "—"),)


def ranked(unit: str, rank: int) -> Score:
    return Score("乡镇", unit, Decimal(90 - rank), rank, None, "YC-4.6", "", ())


@pytest.mark.clause("YC-4.6")
def test_the_ranking_shows_how_each_moved_since_the_month_before() -> None:
    now = tuple(ranked(unit, rank) for unit, rank in (("甲", 1), ("乙", 2), ("丙", 3), ("丁", 4)))
    before = {("乡镇", "甲"): 3, ("乡镇", "乙"): 2, ("乡镇", "丙"): 1}
    told = table(facts(scores=now, ranks_before=before), "乡镇组排名")
    assert [(row[1], row[3]) for row in told.rows] == [
        ("甲", "升2位"), ("乙", "持平"), ("丙", "降2位"), ("丁", "—"),
    ]  # fmt: skip


@pytest.mark.clause("YC-4.6")
def test_ties_and_newcomers_move_by_their_shared_rank_and_who_is_not_ranked_stands_apart() -> None:
    now = (
        ranked("甲", 1), ranked("乙", 1), ranked("丙", 3), ranked("新", 4),
        Score("乡镇", "丁镇人民政府", None, None, None, "YC-4.6", "", ()),
    )  # fmt: skip
    before = {("乡镇", "甲"): 1, ("乡镇", "乙"): 2, ("乡镇", "丙"): 2, ("部门", "新"): 9}
    told = table(facts(scores=now, ranks_before=before), "乡镇组排名")
    assert [(row[0], row[1], row[3]) for row in told.rows] == [
        ("1", "甲", "持平"), ("1", "乙", "升1位"), ("3", "丙", "降1位"), ("4", "新", "—"),
    ]  # fmt: skip
    assert "乡镇组本月无考核事项、不参加排名的有：丁镇。" in repr(blocks(facts(scores=now), P))
