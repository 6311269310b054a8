"""What the month's bulletin of the race says (YC-1.1, YC-3.3, YC-3.5, YC-4.6)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yipanqi_core.documents.model import Table
from yipanqi_core.mechanism.bulletins import BulletinFacts
from yipanqi_core.mechanism.facts import CountyFacts
from yipanqi_core.mechanism.kept_facts import FigureFacts, TargetFacts
from yipanqi_core.rules.scoring import Score
from yipanqi_core.vocabulary import Level
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
