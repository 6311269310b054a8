"""What the month's bulletin says of each task force, counted from the same facts as everything else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.plugins.yangcheng.test_yangcheng_bulletin import facts, table

from yipanqi_core.documents.model import Heading, Paragraph
from yipanqi_core.mechanism.facts import CaseFacts, CountyFacts, PassageFacts
from yipanqi_core.mechanism.kept_facts import EntryFacts
from yipanqi_core.mechanism.record_facts import RecordFacts
from yipanqi_core.vocabulary import Level, Nature
from yipanqi_plugins.yangcheng.bulletin_forces import forces
from yipanqi_plugins.yangcheng.bulletin_text import blocks
from yipanqi_plugins.yangcheng.coverage import missed_last_month
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.works import ASPECTS, SUPERVISION

Build = Callable[..., Any]
P, DAY = Parameters(), date(2024, 6, 30)


def said(*projects: Any, county: CountyFacts | None = None, of: str) -> str:
    """The first sentence under a task force's heading."""
    told = list(forces(facts(*projects), county or CountyFacts("2024-06", DAY, ()), P))
    place = next(n for n, one in enumerate(told) if isinstance(one, Heading) and one.text == of)
    found = told[place + 1]
    assert isinstance(found, Paragraph)
    return found.text


@pytest.mark.clause("YC-3.1", "YC-3.2", "YC-3.3", "YC-3.4", "YC-3.5", "YC-3.6")
def test_each_of_the_six_task_forces_has_its_heading_in_the_documents_order() -> None:
    told = [one.text for one in blocks(facts(), P) if isinstance(one, Heading) and one.level == 2]
    assert told == [
        "（一）招商引资专班", "（二）前期手续专班", "（三）推进督导专班", "（四）用地保障专班", "（五）入库纳统专班",
        "（六）争取资金专班",
    ]  # fmt: skip


@pytest.mark.clause("YC-3.1", "YC-4.3")
def test_promotion_projects_stand_in_one_of_four_places_and_add_up(
    project: Build, node: Build, procedure: Build
) -> None:
    day = date(2024, 5, 1)
    filed, site = procedure("核准备案", None, day), procedure("用地批复", None, day)
    signed, begun = node("洽谈签约", None, day), node("开工", None, day)
    stages = ((), (signed,), (signed, filed, site), (filed, site), (signed, filed, site, begun), (begun,))
    promoted = [
        project(project=str(n), items=items, nature=Nature.INVESTMENT_PROMOTION, fields={"agent": "王某"} if n else {})
        for n, items in enumerate(stages)
    ]
    assert said(*promoted, project(project="other"), of="招商引资专班") == (
        "招商引资项目6项，其中未签约1项、已签约未落地1项、已落地未开工2项、已开工2项；未明确全代办代办员1项。"
    )


@pytest.mark.clause("YC-3.2")
def test_planned_starts_and_preliminary_projects_are_counted_with_their_open_and_overdue_items(
    project: Build, node: Build, procedure: Build
) -> None:
    new, early = {"new_in_year": 2024}, {"preliminary_in_year": 2024}
    items = (procedure("环评批复", date(2024, 6, 29)), procedure("用地批复", DAY), procedure("核准备案", None, DAY))
    told = said(
        project(project="1", fields=new, items=items),
        project(project="2", fields=early, items=(procedure("环评批复", None),)),
        project(project="3", fields=new, items=(*items, node("开工", None, DAY))),
        project(project="4", fields={"new_in_year": 2023}, items=items),
        of="前期手续专班",
    )
    assert told == ("年度计划开工项目2个、前期项目1个，其中未开工项目2个，尚有审批事项3项未办结，已逾期1项。")


@pytest.mark.clause("YC-3.3")
def test_without_any_key_project_there_is_no_share_of_coverage(project: Build) -> None:
    assert said(project(), of="推进督导专班") == ("本月应督导重点工程0项，按“十大督导”内容全覆盖督导0项，未覆盖0项。")
    words = {code: "无" for code, _ in ASPECTS}
    deed = RecordFacts("1", SUPERVISION, DAY, "县发展和改革局", "县发展和改革局", False, data=words)
    seen, unseen = project(project="1", level=Level.CITY, records=(deed,)), project(project="2", level=Level.COUNTY)
    assert "重点工程2项" in said(seen, unseen, of="推进督导专班")
    assert "全覆盖督导1项，覆盖率50.00%，未覆盖1项" in said(seen, unseen, of="推进督导专班")
    assert table(facts(seen, unseen), "未覆盖").rows == (("1", "2", "县重点", "县水利局"),)


@pytest.mark.clause("YC-3.3")
def test_the_offices_agenda_names_who_was_missed_in_the_month_before(project: Build) -> None:
    def july(*days: date, level: Level | None = Level.CITY, on: date = date(2024, 7, 15)) -> date | None:
        words = {code: "无" for code, _ in ASPECTS}
        deeds = (RecordFacts("1", SUPERVISION, day, "局", "局", False, data=words) for day in days)
        return missed_last_month(project(level=level, records=tuple(deeds), on=on))

    assert july() == DAY
    assert july(date(2024, 6, 1)) is None
    assert july(date(2024, 6, 30)) is None
    assert july(date(2024, 5, 31), date(2024, 7, 1)) == DAY
    assert july(level=None) is None
    assert july(on=date(2024, 1, 31)) is None  # the year before is not told of
    assert july(on=date(2024, 2, 1)) == date(2024, 1, 31)

    def since(entered: date, on: date) -> date | None:
        stay = PassageFacts("listed", entered, None, "register")
        return missed_last_month(project(level=Level.CITY, passages=(stay,), on=on))

    assert since(date(2023, 6, 1), date(2024, 1, 31)) is None  # listed then, but the year before is not told of
    assert since(date(2024, 6, 30), date(2024, 7, 15)) == DAY
    assert since(date(2024, 7, 1), date(2024, 7, 15)) is None  # was not listed yet


@pytest.mark.clause("YC-3.4")
def test_dossiers_sent_back_in_the_month_break_the_goal_of_none(project: Build) -> None:
    def dossier(*days: date) -> Any:
        case = CaseFacts("land_dossier", "一期", "preparing", DAY, None, DAY, returned_on=days)
        return project(cases=(case,))

    assert said(dossier(), dossier(date(2024, 5, 31)), of="用地保障专班") == (
        "在办用地组件2宗，本月退件0次，实现不退件目标。"
    )
    assert said(dossier(date(2024, 6, 1), DAY), of="用地保障专班") == (
        "在办用地组件1宗，本月退件2次，未实现不退件目标。"
    )


@pytest.mark.clause("YC-3.6")
def test_funds_of_the_year_are_added_up_and_policies_not_passed_on_counted(project: Build) -> None:
    def row(year: int, **fields: str) -> EntryFacts:
        return EntryFacts("fund_applications", "1", DAY, year, None, {"source": "国债", **fields})

    arrived = row(2024, applied="30000.00", applied_on="2024-03-01", approved="20000.00", arrived="10050.00")
    own = project(entries=(arrived, row(2024, packaged_on="2024-02-01"), row(2023, applied="99999.00")))
    policies = tuple(
        EntryFacts("fund_policies", "1", DAY, None, None, {"passed_on": day})
        for day in ("2024-06-30", "2024-07-01", None)
    )
    county = CountyFacts("2024-06", DAY, (), entries=policies)
    assert said(own, county=county, of="争取资金专班") == (
        "本年包装争取上级资金事项2项，已申报1项、3.00亿元，批复2.00亿元，到位1.01亿元，有2项资金政策尚未传达到相关部门。"
    )
    assert said(of="争取资金专班").endswith("资金政策均已传达到相关部门。")
