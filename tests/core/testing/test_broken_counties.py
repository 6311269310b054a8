"""A county broken in one way turns the check of that way red, with words that say where and what to do."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit, PeriodKind
from yipanqi_core.mechanism.clauses import Clause
from yipanqi_core.mechanism.edition import Check, Edition
from yipanqi_core.mechanism.facts import ProjectFacts, UnitFacts
from yipanqi_core.mechanism.lookups import Lookup
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.scores import BoardRule
from yipanqi_core.mechanism.seats import Seat, SeatKind
from yipanqi_core.mechanism.tracks import Gate, Step
from yipanqi_core.testing import CHECKS, CountyPlugin, discovered, judge, plugin_of

(WHOLE,) = discovered("shimian")
EDITION = WHOLE.mechanism.editions[0]


def broken(**changes: Any) -> CountyPlugin:
    """The whole county with other declarations in its edition."""
    return with_editions(replace(EDITION, **changes))


def with_editions(*editions: Edition) -> CountyPlugin:
    return CountyPlugin(replace(WHOLE.mechanism, editions=editions), WHOLE.module, WHOLE.folder)


def with_cases(tmp_path: Path, text: str) -> CountyPlugin:
    (tmp_path / "cases.yaml").write_text(text, encoding="utf-8")
    return CountyPlugin(WHOLE.mechanism, WHOLE.module, tmp_path)


def found(county: CountyPlugin, code: str) -> str:
    check = next(one for one in CHECKS if one.code == code)
    return "\n".join(str(fault) for fault in check.find(county))


def test_a_whole_county_has_no_fault() -> None:
    assert judge(WHOLE) == ()


def test_editions_out_of_order_are_found() -> None:
    earlier = replace(EDITION, name="2023", in_force_from=date(2023, 1, 1))
    assert "版本须由旧到新" in found(with_editions(EDITION, earlier), "editions")
    assert "2 个版本同名" in found(with_editions(earlier, replace(EDITION, name="2023")), "editions")
    assert "没有任何版本" in found(with_editions(), "editions")


def test_a_clause_that_is_cited_but_not_in_the_document_is_found() -> None:
    without = tuple(one for one in EDITION.clauses if one.id != "SM-3.2")
    assert "ladder：所引条款 SM-3.2 不在本版本的条款之列" in found(broken(clauses=without), "clauses")


def test_a_clause_given_twice_or_outside_the_documents_parts_is_found() -> None:
    twice = (*EDITION.clauses, EDITION.clauses[0], Clause("SM-9.1", "第九部分", "九"))
    told = found(broken(clauses=twice), "clauses")
    assert "SM-1.1：条款编号重复" in told
    assert "SM-9.1：属于第 9 部分" in told


def test_a_clause_that_no_case_exercises_is_found() -> None:
    more = (*EDITION.clauses, Clause("SM-5.9", "没人检验", "五"))
    assert "SM-5.9：没有示例检验这一条" in found(broken(clauses=more), "exercised")


def test_a_case_that_comes_out_otherwise_is_found_by_its_name(tmp_path: Path) -> None:
    text = """
版本: "2024"
示例:
  - {名称: 一千万就该红, 条款: SM-4.1, 应得: [{评级: 红}]}
  - {名称: 条款写错, 条款: SM-1.1, 项目: {节点: [{名称: 开工, 计划: 2024-05-01}]}, 应得: [{评级: 红}]}
  - {名称: 天数写错, 条款: SM-3.2, 声明: {ladder.rungs.department.days: 11}}
  - {名称: 没有这个声明, 条款: SM-3.2, 声明: {ladder.rungs.nobody.days: 11}}
"""
    told = found(with_cases(tmp_path, text), "cases")
    assert "一千万就该红（SM-4.1）：应有“评级 红”" in told
    assert "条款写错（SM-1.1）：所依条款为 SM-4.1" in told
    assert "天数写错（SM-3.2）：声明 ladder.rungs.department.days 应为 11，实为 10" in told
    assert "找不到“nobody”" in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("版本: [", "不是合格的 YAML"),
        ("示例: []", "顶层须有“版本”“示例”"),
        ('版本: "2024"\n示例: [{名称: 甲}]', "缺少“条款”"),
        ('版本: "2024"\n示例: [{名称: 甲, 条款: SM-1.1}]', "什么也没有检验"),
        ('版本: "2024"\n示例: [{名称: 甲, 条款: SM-1.1, 应的: []}]', "不认识的项“应的”"),
        ('版本: "2024"\n示例: [{名称: 甲, 条款: SM-1.1, 日期: 昨天, 应得: [{评级: 红}]}]', "须写作 2024-06-30"),
        (
            '版本: "2024"\n示例: [{名称: 甲, 条款: SM-1.1, 项目: {层级: 乡重点}, 应得: [{评级: 红}]}]',
            "可选之列：省重点",
        ),
        ('版本: "2024"\n示例: [{名称: 甲, 条款: SM-1.1, 项目: {造价: 1}, 应得: [{评级: 红}]}]', "不认识的项“造价”"),
        ('版本: "2024"\n示例: [{名称: 甲, 条款: SM-1.1, 应得: [{颜色: 红}]}]', "须恰有一个"),
        ('版本: "2024"\n示例: [{名称: 甲, 条款: SM-1.1, 设参数: {没有: 1}, 应得: [{评级: 红}]}]', "设参数不合格"),
        ('版本: "2023"\n示例: []', "没有这个版本的示例"),
    ],
)
def test_a_file_of_cases_that_cannot_be_read_says_what_would_be_right(tmp_path: Path, text: str, words: str) -> None:
    assert words in found(with_cases(tmp_path, text), "cases")


def test_a_county_without_cases_is_found(tmp_path: Path) -> None:
    assert "cases.yaml 不存在" in found(CountyPlugin(WHOLE.mechanism, WHOLE.module, tmp_path), "cases")


def test_a_rule_that_fails_is_told_with_the_case_that_shows_it() -> None:
    def fails(_: ProjectFacts, __: BaseModel) -> tuple[Judgement, ...]:
        raise ZeroDivisionError("除以零")

    checks = (*EDITION.checks, Check("fails", "会出错", "SM-1.1", fails))
    assert "规则出错（ZeroDivisionError：除以零）" in found(broken(checks=checks), "cases")


def test_a_reference_that_leads_nowhere_is_found() -> None:
    assert EDITION.ladder is not None
    told = found(broken(ladder=replace(EDITION.ladder, raised="nowhere")), "references")
    assert "所指层级“nowhere”不存在；已有：city、department" in told
    records = tuple(one for one in EDITION.records if one.title != "约谈")
    assert "所指工作记录“约谈”不存在" in found(broken(records=records), "references")
    assert "所指通报“quarterly_bulletin”不存在" in found(broken(bulletins=()), "references")
    assert "所指台账“ten_day_ledger”不存在" in found(broken(ledgers=()), "references")
    lookup = Lookup("nothing", "nowhere", "SM-1.1", agrees=("also_nothing",))
    told = found(broken(cases=(replace(EDITION.cases[0], lookups=(lookup,)),)), "references")
    assert all(f"“{name}”不存在" in told for name in ("nothing", "nowhere", "also_nothing"))


def test_a_step_that_cannot_be_reached_is_found() -> None:
    track = EDITION.track
    lost = replace(track, steps=(*track.steps, Step("lost", "无路可到")))
    assert "无路可到：" in found(broken(track=lost, acts=()), "steps")
    assert found(broken(track=lost), "steps") == ""  # nomination lists on any step
    nobody = replace(track, steps=(*track.steps, Step("none", "不收任何项目", frozenset())))
    assert "没有任何性质的项目到不了" in found(broken(track=nobody), "steps")
    astray = replace(track, gates=(*track.gates, Gate("started", "moon", track.gates[0].fact, "SM-1.7")))
    assert "started→moon" in found(broken(track=astray), "steps")


def test_a_cases_step_that_asks_for_what_there_is_not_is_found() -> None:
    (land,) = EDITION.cases
    asks = replace(land, steps=(land.steps[0], replace(land.steps[1], required=("no_such_field",)), *land.steps[2:]))
    assert "永远填不上" in found(broken(cases=(asks,)), "steps")
    assert "followed_from 所指阶段“away”不存在" in found(broken(cases=(replace(land, followed_from="away"),)), "steps")


def test_a_seat_that_is_not_declared_or_cannot_be_bound_is_found() -> None:
    assert EDITION.ladder is not None
    without = tuple(one for one in EDITION.seats if one.code != "executive_deputy")
    told = found(broken(seats=without), "seats")
    assert "ladder.rungs.executive.seat：所指席位“executive_deputy”没有声明" in told
    nameless = (*EDITION.seats, Seat("field", "分管", SeatKind.PORTFOLIO))
    assert "没有写分管领域" in found(broken(seats=nameless), "seats")
    alike = (*EDITION.seats, Seat("double", "县发改局", SeatKind.UNIT))
    assert "“县发改局”也是席位“reform_office”的名称" in found(broken(seats=alike), "seats")
    rungs = tuple(replace(one, seat=None) for one in EDITION.ladder.rungs)
    assert "问题无人可管" in found(broken(ladder=replace(EDITION.ladder, rungs=rungs)), "seats")


def test_a_stage_that_an_unknown_seat_signs_is_found() -> None:
    act = EDITION.acts[0]
    stages = (replace(act.stages[0], seats=lambda _, __: ("ghost",)), *act.stages[1:])
    told = found(broken(acts=(replace(act, stages=stages), *EDITION.acts[1:])), "seats")
    assert "申报入单.核实收集：所指席位“ghost”没有声明" in told


def test_a_duty_that_nobody_holds_is_found() -> None:
    from yipanqi_core.mechanism.duties import Duty, DutyHolder

    def duty(**changes: Any) -> Duty:
        usual: dict[str, Any] = {
            "code": "trip", "title": "外出汇报", "clause": "SM-3.3", "cadence": PeriodKind.MONTH,
            "holder": DutyHolder.UNITS, "holders": "各单位", "fulfilled_by": ("现场调研",), "required": lambda _: 1,
        }  # fmt: skip
        return Duty(**{**usual, **changes})

    def nobody(_: UnitFacts) -> bool:
        return False

    assert "没有哪一类单位承担" in found(broken(duties=(duty(units=nobody),)), "seats")
    assert "没有写是哪个席位" in found(broken(duties=(duty(holder=DutyHolder.SEAT),)), "seats")
    assert "所指工作记录“登月”不存在" in found(broken(duties=(duty(fulfilled_by=("登月",)),)), "references")
    assert "所指会议系列“茶会”不存在" in found(broken(duties=(duty(meetings=("茶会",)),)), "references")
    assert "所指通报“小报”不存在" in found(broken(duties=(duty(bulletins=("小报",)),)), "references")


def test_a_letter_whose_template_does_not_render_or_that_nobody_may_issue_is_found() -> None:
    (letter,) = EDITION.letters
    assert "文书模板排不出来（KeyError" in found(broken(letters=(replace(letter, title="关于{nothing}"),)), "letters")
    assert "没有发文机关" in found(broken(letters=(replace(letter, letterheads={}),)), "letters")
    assert "规则出错（KeyError：'预警通知书'）" in found(broken(letters=()), "cases")
    quiet = replace(letter, kind="从不发出的函")
    assert "没有示例使这种文书应发" in found(broken(letters=(letter, quiet)), "letters")


def test_rules_that_do_not_repeat_themselves_are_found() -> None:
    counter: Iterator[int] = iter(range(10**9))

    def moody(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
        told = Ruling("x", "SM-1.1", f"第 {next(counter)} 次")
        return (Judgement(RulingKind.FINDING, "moody", Subject(facts.project), told),)

    checks = (*EDITION.checks, Check("moody", "喜怒无常", "SM-1.1", moody))
    assert "同样的事实再判一次，裁定不同" in found(broken(checks=checks), "repeatable")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("import socket", "引入了 socket"),
        ("from pathlib import Path", "引入了 pathlib"),
        ("from sqlalchemy import select", "引入了 sqlalchemy"),
        ("from yipanqi_core.facts.gather import gather", "核心的这一部分读写数据库或文件"),
        ("from yipanqi_plugins.shimian import MECHANISM as OTHER", "县与县互不相识"),
        ("TEXT = open('/etc/hostname')", "调用了 open()"),
        ("from random import random", "引入了 random"),
        ("from datetime import date\nNOW = date.today()", "调用了 date.today()"),
    ],
)
def test_a_rule_that_reaches_outside_is_found_however_deep_it_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, words: str
) -> None:
    name = f"reaching_{abs(hash(line))}"
    package = tmp_path / name
    package.mkdir()
    (package / "__init__.py").write_text(
        f"from {name}.middle import MECHANISM\n\n\ndef mechanism():\n    return MECHANISM\n"
    )
    (package / "middle.py").write_text(f"def work():\n    from {name} import deep\n\n\nMECHANISM = object()\n")
    (package / "deep.py").write_text(f"{line}\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    county = plugin_of(name)
    assert f"{name}.deep" in (told := found(county, "pure"))
    assert words in told


def test_scores_that_cannot_be_reached_are_found() -> None:
    rule = EDITION.scoring
    assert rule is not None
    assert rule.points is not None
    usual = rule.points

    def more(parameters: BaseModel) -> Any:
        return {**usual(parameters), "purple": Decimal(5)}

    assert "purple：这种评级有分值，却没有示例能得到它" in found(broken(scoring=replace(rule, points=more)), "scores")
    groups = (*rule.groups, replace(rule.groups[0], code="none", title="无人组"))
    assert "无人组：没有示例使任何单位在这一组得分" in found(broken(scoring=replace(rule, groups=groups)), "scores")
    assert found(broken(scoring=replace(rule, boards=lambda _: BoardRule(1, 1))), "scores") == ""


def in_days(count: int) -> Callable[[BaseModel], Duration]:
    return lambda _: Duration(count, DurationUnit.DAYS)


def test_a_deadline_shorter_than_its_own_approval_chain_is_found() -> None:
    scheme = next(one for one in EDITION.reviews if one.before is not None)
    assert scheme.before is not None
    clock = replace(EDITION.clocks[0], ends=scheme.before, duration=in_days(1))
    told = found(broken(clocks=(clock,)), "deadlines")
    assert f"短于自身的办理环节：“{scheme.title}”征求意见、答复、审定至少要 2 天" in told
    (letter,) = EDITION.letters
    assert "收到时已过期" in found(broken(letters=(replace(letter, reply_within=in_days(0)),)), "deadlines")


def test_a_rung_that_is_left_before_its_meeting_is_held_is_found() -> None:
    assert EDITION.ladder is not None
    rungs = tuple(replace(one, days=lambda _: 20) if one.code == "deputy" else one for one in EDITION.ladder.rungs)
    told = found(broken(ladder=replace(EDITION.ladder, rungs=rungs)), "deadlines")
    assert "分管县领导：问题在这一层级 20 天，短于自身的研究周期：“要素保障专题会”每月才开一次" in told
