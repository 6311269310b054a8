"""The monthly bulletins of two task forces say what the facts say, and fulfil what is owed (YC-3.2, YC-4.3)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.plugins.yangcheng.test_yangcheng_bulletin import facts

from yipanqi_core.documents.model import Paragraph, Table
from yipanqi_core.vocabulary import Nature
from yipanqi_plugins.yangcheng.edition_2024 import EDITION
from yipanqi_plugins.yangcheng.force_bulletins import APPROVALS_BULLETIN, PROMOTION_BULLETIN
from yipanqi_plugins.yangcheng.parameters import Parameters

Build = Callable[..., Any]
P, DAY = Parameters(), date(2024, 6, 30)
NEW = {"new_in_year": 2024}


def parts(bulletin: Any, *projects: Any) -> tuple[list[str], list[Table]]:
    told = bulletin.blocks(facts(*projects), P)
    return [one.text for one in told if isinstance(one, Paragraph)], [one for one in told if isinstance(one, Table)]


@pytest.mark.clause("YC-3.2")
def test_open_items_are_counted_by_who_handles_them_and_the_longest_overdue_stand_first(
    project: Build, procedure: Build
) -> None:
    late = procedure("环评批复", date(2024, 6, 29))
    later = procedure("用地批复", date(2024, 6, 1))
    today = procedure("施工许可", DAY)
    words, (by_unit, overdue) = parts(
        APPROVALS_BULLETIN,
        project(project="甲", fields=NEW, items=(late, today)),
        project(project="乙", fields=NEW, items=(later,)),
        project(project="不在册", items=(later,)),
    )
    assert "尚有审批事项3项未办结，已逾期2项" in words[1]
    assert by_unit.rows == (("县行政审批局", "3", "2"),)
    assert overdue.rows == (
        ("乙", "用地批复", "县行政审批局", "2024年6月1日", "29"),
        ("甲", "环评批复", "县行政审批局", "2024年6月29日", "1"),
    )


@pytest.mark.clause("YC-3.2", "YC-4.3")
def test_a_month_without_anything_says_so() -> None:
    words, tables = parts(APPROVALS_BULLETIN)
    assert (words[-1], tables) == ("至月末没有逾期的审批事项。", [])
    words, tables = parts(PROMOTION_BULLETIN)
    assert (words[-1], tables) == ("本月没有新签约、落地、开工的招商引资项目。", [])


@pytest.mark.clause("YC-4.3")
def test_what_was_signed_landed_or_started_within_the_month_is_told(
    project: Build, node: Build, procedure: Build
) -> None:
    def promoted(name: str, *items: Any) -> Any:
        return project(project=name, items=items, nature=Nature.INVESTMENT_PROMOTION, total_investment=Decimal(10000))

    last, first = date(2024, 5, 31), date(2024, 6, 1)
    words, (by_lead, moved) = parts(
        PROMOTION_BULLETIN,
        promoted("上月签", node("洽谈签约", None, last)),
        promoted("本月签", node("洽谈签约", None, first)),
        promoted(
            "落地", node("洽谈签约", None, last), procedure("核准备案", None, last), procedure("用地批复", None, DAY)
        ),
        promoted("开工", node("洽谈签约", None, DAY), node("开工", None, DAY)),
        project(project="自建", items=(node("开工", None, DAY),)),
    )
    assert by_lead.rows == (("县水利局", "4", "4.00", "4", "1", "1"),)
    assert [(row[0], row[2]) for row in moved.rows] == [
        ("本月签", "2024年6月1日签约"),
        ("落地", "2024年6月30日落地"),
        ("开工", "2024年6月30日签约，2024年6月30日开工"),
    ]
    assert "本月有进展的招商引资项目3个。" in words


@pytest.mark.clause("YC-3.2", "YC-4.3")
def test_each_goes_out_by_the_schedule_of_its_code_and_fulfils_the_duty_of_its_issuer() -> None:
    owed = {code: one for one in EDITION.duties for code in one.bulletins}
    for bulletin in (APPROVALS_BULLETIN, PROMOTION_BULLETIN):
        assert owed[bulletin.code].seat == bulletin.issuer
        assert bulletin.code in {one.code for one in EDITION.schedules}
        assert bulletin in EDITION.bulletins
