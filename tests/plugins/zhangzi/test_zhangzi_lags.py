"""ZZ-4.3, ZZ-4.4: the four kinds of lag, the sample's year, the bulletin and the month's score."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.plugins.zhangzi.told import (
    EDITION,
    LEAD,
    LEADER,
    P,
    county,
    deed,
    found,
    key_project,
    node,
    procedure,
    project,
)

from yipanqi_core.assessments.replay import replay
from yipanqi_core.assessments.results import as_json
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.bulletins import BulletinFacts
from yipanqi_core.mechanism.facts import PassageFacts, PostFacts, ProjectFacts
from yipanqi_core.mechanism.record_facts import TaskFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.scores import CountyView, JudgedMonth
from yipanqi_core.mechanism.supervision_facts import LetterFacts
from yipanqi_core.rules.engine import judge_month
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Nature
from yipanqi_plugins.zhangzi.bulletins import MONTHLY
from yipanqi_plugins.zhangzi.lags import LAG_CHECKS, completion, preliminaries, start, tasks
from yipanqi_plugins.zhangzi.records import REPORT, VISIT
from yipanqi_plugins.zhangzi.scores import unit_scores

EXPECTED = json.loads((Path(__file__).resolve().parents[2] / "data" / "zhangzi-2024.expected.json").read_text())
CODES = {check.code for check in LAG_CHECKS}
DAY = date(2024, 6, 10)


def task(unit: str, due: date, done: date | None = None, title: str = "完成组卷") -> TaskFacts:
    return TaskFacts("dispatch_task", title, unit, date(2024, 6, 1), due, done)


@pytest.mark.clause("ZZ-4.3")
async def test_the_sample_has_exactly_its_lags_in_every_month(database: Database, sample: County) -> None:
    lags: dict[str, dict[str, list[str]]] = {}
    async with database.transaction(sample.id) as connection:
        scope = Scope(connection, sample.id, "test")
        for month in EXPECTED["lags"]:
            told: Any = as_json(await assess(scope, installed(), Period.parse(month)))
            lags[month] = {}
            for one in told["findings"]:
                if one["code"] in CODES:
                    lags[month].setdefault(one["subject"], []).append(one["code"])
        again = await replay(scope, installed(), Period.parse("2024-09"))
    assert lags == EXPECTED["lags"]
    assert again.differences == ()


@pytest.mark.clause("ZZ-4.3")
def test_of_each_kind_a_project_has_at_most_one_lag_against_its_lead_unit() -> None:
    items = (
        procedure("用地批复", date(2024, 6, 29)),
        procedure("环评批复", date(2024, 5, 1)),
        procedure("施工许可", date(2024, 6, 30)),  # due on the last day: in time
        node("开工", date(2024, 6, 20)),
        node("竣工", date(2024, 6, 1), date(2024, 6, 30)),
        node("投产", date(2024, 1, 1)),  # no lag of the four
    )
    facts = project(items=items)
    ((code, unit, clause, because),) = found(preliminaries, facts)
    assert (code, unit, clause) == ("preliminaries", LEAD, "ZZ-4.3")
    assert because.startswith("前期工作未按时完成：“环评批复”（2024-05-01 到期，逾期 60 天）、“用地批复”")
    (lag,) = start(facts, P)
    assert lag.ruling.facts["days"] == 10
    assert completion(facts, P) == ()


@pytest.mark.clause("ZZ-4.3")
def test_a_dispatch_task_past_its_deadline_is_one_lag_of_the_tasks_own_unit() -> None:
    given = (
        task("县自然资源局", DAY),
        task("县自然资源局", date(2024, 6, 12), title="补充资料"),
        task(LEAD, DAY, date(2024, 6, 30)),
        task("县住建局", date(2024, 6, 30)),
        task("县工信局", date(2024, 6, 29)),
    )
    told = [(unit, because) for _, unit, _, because in found(tasks, project(tasks=given))]
    assert [unit for unit, _ in told] == ["县工信局", "县自然资源局"]
    assert "“完成组卷”（2024-06-10 到期，逾期 20 天）、“补充资料”" in told[1][1]


def view(*projects: ProjectFacts, **about: object) -> CountyView:
    facts = county(**about)
    judged = judge_month(EDITION, P, facts, projects)
    month = JudgedMonth("2024-06", judged.judgements)
    return CountyView("2024-06", PeriodKind.MONTH, facts, projects, (month,))


def points(*projects: ProjectFacts, **about: object) -> dict[str, Decimal]:
    return {one.unit: one.points for one in unit_scores(view(*projects, **about), P)}


@pytest.mark.clause("ZZ-4.4")
def test_two_lags_one_unmet_visit_and_one_landed_project_give_97() -> None:
    lagging = key_project(
        items=(procedure("用地批复", DAY), node("开工", DAY)), records=(deed(REPORT, DAY),)
    )  # fmt: skip
    landed = project(
        project="新材料项目",
        nature=Nature.INVESTMENT_PROMOTION,
        items=(procedure("核准备案", None, DAY), procedure("用地批复", None, date(2024, 6, 12))),
    )
    (score,) = unit_scores(view(lagging, landed), P)
    assert (score.unit, score.group, score.points) == (LEAD, "部门", Decimal("97.00"))
    assert score.because == "基础分 100，滞后 2 项 -4，履职未完成 1 项 -1，落地 1 项 +2，得 97.00 分"
    assert [one["points"] for one in score.basis] == [100, -2, -2, -1, 2]


@pytest.mark.clause("ZZ-4.4")
@pytest.mark.parametrize(
    ("day", "earned"), [(date(2024, 5, 31), 100), (date(2024, 6, 1), 102), (date(2024, 6, 30), 102)]
)
def test_a_landing_counts_in_the_month_of_its_day_from_the_first_to_the_last(day: date, earned: int) -> None:
    done = (procedure("核准备案", None, day), procedure("用地批复", None, day))
    landed = project(nature=Nature.INVESTMENT_PROMOTION, items=done)
    assert points(landed) == {LEAD: Decimal(earned)}


@pytest.mark.clause("ZZ-4.4")
def test_a_letter_not_answered_in_time_costs_five_points_in_the_month_in_which_its_time_ran_out() -> None:
    def letter(due: date, replied: date | None = None, kind: str = "挂牌督办通知书") -> LetterFacts:
        return LetterFacts(kind, "长重项督〔2024〕1号", "县工信局", None, "征地", DAY, DAY, due, replied)

    assert points(letters=(letter(date(2024, 6, 13)),)) == {"县工信局": Decimal(95)}
    assert points(letters=(letter(date(2024, 6, 13), date(2024, 6, 14)),)) == {"县工信局": Decimal(95)}
    assert points(letters=(letter(date(2024, 6, 13), date(2024, 6, 13)),)) == {}
    assert points(letters=(letter(date(2024, 6, 30)),)) == {}  # still in time on the month's last day
    assert points(letters=(letter(date(2024, 5, 31)),)) == {"县工信局": Decimal(95)}
    assert points(letters=(letter(date(2024, 5, 30)),)) == {}


@pytest.mark.clause("ZZ-4.4")
def test_reaching_the_reserve_adds_a_point_and_what_a_register_brought_does_not() -> None:
    reached = project(passages=(PassageFacts("reserve", DAY, None, "项目说明书已齐"),))
    brought = project(passages=(PassageFacts("reserve", DAY, None, "register"),))
    assert points(reached) == {LEAD: Decimal(101)}
    assert points(brought) == {LEAD: Decimal(100)}


@pytest.mark.clause("ZZ-4.4")
def test_a_leaders_own_duties_score_no_unit_and_no_score_leaves_its_bounds() -> None:
    visited = key_project(records=(deed(VISIT, DAY), deed(REPORT, DAY)))
    leader = PostFacts(LEADER, LEAD, ())  # even if the leader's post belongs to the unit itself
    assert points(visited, posts=(leader,)) == {LEAD: Decimal(100)}  # neither dispatch nor visit of the leader
    many = [project(project=f"项目{n}", items=(procedure("用地批复", DAY), node("开工", DAY))) for n in range(30)]
    assert points(*many) == {LEAD: Decimal(0)}
    landing = [
        project(
            project=f"项目{n}",
            nature=Nature.INVESTMENT_PROMOTION,
            items=(procedure("核准备案", None, DAY), procedure("用地批复", None, DAY)),
        )
        for n in range(15)
    ]
    assert points(*landing) == {LEAD: Decimal(120)}


@pytest.mark.clause("ZZ-4.4")
async def test_the_year_is_the_mean_of_its_months(database: Database, sample: County) -> None:
    async with database.transaction(sample.id) as connection:
        scope = Scope(connection, sample.id, "test")
        year: Any = as_json(await assess(scope, installed(), Period.parse("2024")))
        months: list[Any] = [
            as_json(await assess(scope, installed(), Period.parse(f"2024-{month:02d}"))) for month in range(1, 13)
        ]
    for one in year["scores"]:
        own = [Decimal(str(s["points"])) for month in months for s in month["scores"] if s["unit"] == one["unit"]]
        assert len(own) == 12
        mean = sum(own, Decimal(0)) / 12
        assert abs(Decimal(str(one["points"])) - mean) <= Decimal("0.005")


@pytest.mark.clause("ZZ-4.3")
def test_the_bulletin_names_each_lag_with_unit_and_days_and_the_unanswered_letters() -> None:
    facts = project(items=(node("开工", DAY),))
    judged = judge_month(EDITION, P, county(), [facts])
    letter = LetterFacts("挂牌督办通知书", "长重项督〔2024〕1号", "县工信局", None, "征地", DAY, DAY, DAY, None)
    told = BulletinFacts(
        "2024-06", "2024年6月", date(2024, 7, 3), date(2024, 7, 17), ("2024-06",), (facts,), {}, (),
        tuple(judged.judgements), judged.scores, unanswered=(letter,),
    )  # fmt: skip
    text = repr(MONTHLY.blocks(told, P))
    assert "('王村水库', '县水利局', '20')" in text
    assert "('县工信局', '长重项督〔2024〕1号', '征地', '2024年6月10日')" in text
    assert "('部门', '县水利局', '98.00', '1')" in text
    assert "发现滞后问题1项，其中未按时开工1项。现将有关情况通报如下：" in text
    assert "('合计', '1', '0', '0', '0', '1', '5000.00')" in text
    quiet = replace(told, findings=(), unanswered=(), projects=(), scores=())
    text = repr(MONTHLY.blocks(quiet, P))
    assert "未发现滞后问题" in text
    assert text.count("本月没有。") == 4
    assert "没有逾期未复函的挂牌督办事项。" in text
    assert "目前没有招商引资项目。" in text
    assert "本月没有需要考核的单位。" in text
    (problem,) = MONTHLY.problems(told, P)
    assert (problem.unit, problem.project, problem.clause) == (LEAD, "王村水库", "ZZ-4.3")
    (result,) = MONTHLY.results(told, P)
    assert result.unit == LEAD
    assert "2024年6月得 98.00 分" in result.text
