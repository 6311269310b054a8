"""ZZ-1: panels, the library's flow, the brief, and the four conditions of the reserve."""

from dataclasses import replace
from datetime import date

import pytest
from tests.plugins.zhangzi.told import CODE, EDITION, P, at, found, node, procedure, project, promoted

from yipanqi_core.documents.model import Table
from yipanqi_core.mechanism.acts import Motion
from yipanqi_core.mechanism.bulletins import BulletinFacts
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.rules.breakdowns import cut
from yipanqi_plugins.zhangzi.acts import (
    conditions_lack,
    entry_refused,
    packaging_due,
    packaging_lacks,
    reserve_due,
    works_due,
    works_lacks,
)
from yipanqi_plugins.zhangzi.brief import admit, incomplete_brief, missing_parts, without_panel
from yipanqi_plugins.zhangzi.bulletins import _landing
from yipanqi_plugins.zhangzi.landing import landed_on
from yipanqi_plugins.zhangzi.reserve import funds, not_reserve_yet, reserve_lacks, unmet, wrong_digit

BRIEF = {
    "economic_benefit": "年增收 300 万元",
    "social_benefit": "保障 2 万人用水",
    "brief_author": "王工",
}
DONE = date(2024, 5, 20)


def briefed(step: str = "idea", **other: object) -> ProjectFacts:
    fields = {**BRIEF, **other.pop("fields", {})}  # type: ignore[dict-item]
    return at(step, site="王村", content="新建水库一座", fields=fields, **other)


def ready(**other: object) -> ProjectFacts:
    """A packaged project that meets all four conditions."""
    fields = {"feasibility_on": "2024-03-01", "expert_review_on": "2024-04-01"}
    parts: dict[str, object] = {"code": CODE, "items": (procedure("项目立项", None, DONE),), "fields": fields, **other}
    return briefed("packaged", **parts)


@pytest.mark.clause("ZZ-2.1")
def test_a_project_landed_with_the_earliest_filing_and_its_land() -> None:
    approvals = (procedure("核准备案", None, date(2024, 6, 1)), procedure("项目立项", None, date(2024, 1, 10)))
    facts = at("works", items=(*approvals, procedure("用地批复", None, date(2024, 2, 1))))
    assert landed_on(facts, P) == date(2024, 2, 1)


@pytest.mark.clause("ZZ-2.1")
def test_the_bulletin_tells_the_days_in_each_stage_passed_and_not_in_the_present_one_alone() -> None:
    signed = promoted(items=(node("洽谈签约", None, date(2024, 4, 30)),))
    facts = BulletinFacts.__new__(BulletinFacts)
    object.__setattr__(facts, "projects", (signed,))
    (table,) = _landing(facts, P)
    assert isinstance(table, Table)
    assert [(row[1], row[2], row[4]) for row in table.rows] == [("前期", "0", "1"), ("签约", "1", "1")]
    assert table.rows[1][5] == "61"


@pytest.mark.clause("ZZ-1.1")
def test_each_project_has_one_of_the_four_panels() -> None:
    assert found(without_panel, project(sector="科技创新")) == []
    ((code, unit, clause, because),) = found(without_panel, project(sector="社会事业"))
    assert (code, unit, clause) == ("no_panel", "县水利局", "ZZ-1.1")
    assert "产业转型、基础设施、社会民生、科技创新" in because


@pytest.mark.clause("ZZ-1.1")
def test_counts_and_amounts_of_each_panel_follow_the_flow() -> None:
    by_panel, by_flow = EDITION.breakdowns[:2]
    some = [project(), at("works"), at("works", sector="科技创新"), at(None)]
    parts = {part.key: (part.count, str(part.total_investment)) for part in cut(by_panel, P, some)}
    assert parts == {
        "产业转型": (0, "0.00"),
        "基础设施": (2, "10000.00"),
        "社会民生": (0, "0.00"),
        "科技创新": (1, "5000.00"),
    }
    flow = {part.key: part.count for part in cut(by_flow, P, some) if part.count}
    assert flow == {"基础设施·谋划": 1, "基础设施·实施": 1, "科技创新·实施": 1}


@pytest.mark.clause("ZZ-1.2")
def test_a_missing_part_of_the_brief_is_named_and_refused() -> None:
    assert admit(project(), P).value == "admitted"
    bare = project()
    assert missing_parts(bare) == ("建设地点", "建设内容", "经济效益", "社会效益", "专职人员")
    ruling = entry_refused(briefed(fields={"brief_author": None}), Motion(None, "packaged"), P)
    assert ruling is not None
    assert (ruling.clause, ruling.facts["missing"]) == ("ZZ-1.2", ["专职人员"])
    assert ruling.because.startswith("项目说明书缺专职人员")
    assert entry_refused(bare, Motion(None, "idea"), P) is None
    assert packaging_lacks(bare) is not None


@pytest.mark.clause("ZZ-1.1", "ZZ-1.2")
def test_an_idea_goes_before_the_office_as_soon_as_its_brief_is_complete() -> None:
    assert packaging_due(project()) is None
    due = packaging_due(briefed())
    assert due is not None
    assert due.target == "packaged"
    assert packaging_due(briefed("packaged")) is None
    act = EDITION.act("packaging")
    assert act is not None
    assert act.stages[0].seats(briefed(), Motion("idea", "packaged")) == ("office",)


@pytest.mark.clause("ZZ-1.2")
def test_a_library_project_that_lost_part_of_its_brief_is_found() -> None:
    assert found(incomplete_brief, briefed("packaged")) == []
    ((code, _, clause, because),) = found(incomplete_brief, briefed("reserve", fields={"social_benefit": ""}))
    assert (code, clause) == ("brief_incomplete", "ZZ-1.2")
    assert because == "项目说明书缺社会效益；补齐后消除"


@pytest.mark.clause("ZZ-1.3")
@pytest.mark.parametrize(
    ("other", "missing"),
    [
        ({}, ()),
        ({"fields": {"expert_review_on": "2024-04-01"}}, ("可行性研究深度",)),
        ({"fields": {"feasibility_on": "2024-03-01", "expert_review_on": "2024-07-01"}}, ("专家评审论证通过",)),
        ({"items": (procedure("项目立项", DONE),)}, ("项目审批",)),
        ({"code": None}, ("立项赋码",)),
        ({"code": CODE.replace("-", "")}, ("立项赋码",)),
    ],
)
def test_any_of_the_four_conditions_missing_keeps_a_project_where_it_stands(
    other: dict[str, object], missing: tuple[str, ...]
) -> None:
    facts = ready(**other)
    assert unmet(facts) == missing
    assert (reserve_due(facts) is None) is bool(missing)
    assert (conditions_lack(facts) is not None) is bool(missing)
    told = found(not_reserve_yet, facts)
    assert [one[0] for one in told] == (["reserve_conditions"] if missing else [])
    if missing:
        assert missing[0] in (reserve_lacks(facts) or "")


@pytest.mark.clause("ZZ-1.3")
@pytest.mark.parametrize(
    ("code", "warned"),
    [
        (CODE, False),
        ("2024-140428-76-01-100005", True),
        ("2019-140428-78-03-000011", False),  # before 2020 a code bears no check digit
        ("2020-140428-78-03-000019", False),
        ("2020-140428-78-03-000011", True),
        ("演示-1", False),
    ],
)
def test_a_wrong_check_digit_is_a_warning_and_keeps_nobody_back(code: str, warned: bool) -> None:
    facts = ready(code=code)
    assert bool(found(wrong_digit, facts)) is warned
    if code != "演示-1":
        assert unmet(facts) == ()


@pytest.mark.clause("ZZ-1.3")
def test_a_library_project_without_funds_shows_its_procedures_and_with_none_left_waits_for_money() -> None:
    waiting = ready(fields={"feasibility_on": "2024-03-01", "funded": False})
    ruling = funds(waiting, P)
    assert ruling is not None
    assert (ruling.value, ruling.clause) == ("project_waits_for_funds", "ZZ-1.3")
    open_one = ready(items=(procedure("施工许可"), procedure("项目立项", None, DONE)), fields={"funded": False})
    ruling = funds(open_one, P)
    assert ruling is not None
    assert (ruling.value, ruling.facts["procedures"]) == ("procedures_open", ["施工许可"])
    assert funds(ready(), P) is None


@pytest.mark.clause("ZZ-1.1")
def test_a_project_that_has_started_is_put_among_works_under_way_from_wherever_it_stood() -> None:
    started = (node("主体完工", None, DONE),)
    for step in ("idea", "packaged", "reserve"):
        due = works_due(at(step, items=started))
        assert due is not None
        assert due.target == "works"
    assert works_due(at("works", items=started)) is None
    assert works_due(at("reserve")) is None
    assert EDITION.track.place(project(items=started)) == "works"
    assert EDITION.track.place(project()) == "idea"


@pytest.mark.clause("ZZ-1.1", "ZZ-1.3")
def test_a_project_enters_on_a_later_step_only_with_what_that_step_takes() -> None:
    def refused(facts: ProjectFacts, target: str) -> str | None:
        ruling = entry_refused(facts, Motion(None, target), P)
        return None if ruling is None else ruling.clause

    assert refused(replace(ready(), passages=()), "reserve") is None
    assert refused(replace(ready(code=None), passages=()), "reserve") == "ZZ-1.3"
    assert refused(replace(ready(code=None), passages=()), "packaged") is None
    assert refused(replace(ready(), passages=()), "works") == "ZZ-1.1"
    started = (node("开工", None, DONE), procedure("项目立项", None, DONE))
    assert refused(replace(ready(items=started), passages=()), "works") is None


@pytest.mark.clause("ZZ-1.1", "ZZ-1.2")
def test_what_a_step_lacks_is_told_on_that_step_alone_and_off_the_library_nothing_is_due() -> None:
    assert packaging_lacks(at("packaged")) is None
    assert works_lacks(at("reserve")) == "尚无开工 / 主体完工 / 竣工 / 投产的实际日期，不能转入实施；补记后即可办理"
    assert works_lacks(at("packaged")) is None
    assert works_lacks(at("reserve", items=(node("开工", None, DONE),))) is None
    assert works_due(at(None, items=(node("开工", None, DONE),))) is None
