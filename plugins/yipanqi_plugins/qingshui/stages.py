"""Classes by progress: the three of key projects (QS-1.7), the stages of promotion (QS-1.9), the library (QS-1.1)."""

from datetime import date

from pydantic import BaseModel

from yipanqi_core.mechanism.classifications import Classification, ClassValue
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ItemFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.rules.as_of import as_of
from yipanqi_core.rules.starts import undated_start
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.qingshui.findings import Findings, against_lead
from yipanqi_plugins.qingshui.natures import COMPLETED, SIGNED, STARTED, built_by, listed, node, promotion
from yipanqi_plugins.qingshui.paths import RESERVE, RURAL_PATH

TO_START, GOING_ON, PREPARING = "计划新开工", "续建", "预备"
TALKS, AGREED, BUILDING, LANDED = "洽谈", "签约", "在建", "落地"
RURAL_LIBRARY, RURAL_PLAN = "项目储备库", "年度建设项目计划"
PLANNED_BATCH, PRELIMINARY_BATCH, STARTED_BATCH, BUILT_BATCH = "谋划储备", "前期推进", "开工在建", "建成投产"


def stage(facts: ProjectFacts, parameters: BaseModel) -> Ruling:
    """Give the class by progress on the facts' day, with the one on 1 January beside it (QS-1.7)."""
    present = _stage(facts)
    before = _on_january_first(facts)
    value, because, figures = present
    told = f"{because}；1月1日为“{before}”" if before else f"{because}；1月1日不属三类"
    return Ruling(value, "QS-1.7", told, {**figures, "on": facts.on, "on_january_first": before})


def _on_january_first(facts: ProjectFacts) -> object:
    """Give the class on 1 January as the year's first stored month told it: what is listed later does not alter it."""
    told = facts.first_class("stage")
    if told is not None:
        return told.facts.get("on_january_first")
    return _stage(as_of(facts, date(facts.on.year, 1, 1)))[0]


def _stage(facts: ProjectFacts) -> tuple[str | None, str, dict[str, object]]:
    """Give class, reason and figures. A procedure that is listed and not obtained counts as in hand."""
    last = date(facts.on.year, 12, 31)
    started = STARTED.read(facts)
    if started is not None:
        return GOING_ON, f"已于 {started} 开工，为续建项目", {"started_on": started}
    start, procedures = node(facts, "开工"), facts.of(ItemKind.PROCEDURE)
    starts_on = None if start is None else start.planned_on
    figures: dict[str, object] = {"starts_on": starts_on, "procedures": [one.title for one in procedures]}
    if starts_on is not None and starts_on <= last and procedures:
        because = f"计划 {starts_on} 开工，{_procedures(procedures)}，为计划新开工项目；开工后转为续建项目"
        return TO_START, because, figures
    open_ones = [one for one in procedures if one.finished_on is None]
    if procedures and all(one.planned_on is not None and one.planned_on <= last for one in open_ones):
        told = f"{_procedures(procedures)}，未取得的均计划在 {last} 前办结" if open_ones else _procedures(procedures)
        because = f"{told}，{_unstarted(starts_on)}，为预备项目；排定年内开工后为计划新开工项目"
        return PREPARING, because, figures
    late = [one.title for one in open_ones if one.planned_on is None or one.planned_on > last]
    lacking = f"{_named(late)}计划在年后办结或没有计划日期" if procedures else "没有列前期手续"
    because = (
        f"{_unstarted(starts_on, last)}，{lacking}，不属三类；"
        "列出前期手续并排定年内开工的为计划新开工项目，前期手续均排在年内办结的为预备项目"
    )
    return None, because, figures


def _unstarted(starts_on: date | None, last: date | None = None) -> str:
    """Say how a project that has not started stands with its start; `last` is the year's last day."""
    if starts_on is None:
        return "没有排定开工日期"
    return f"计划 {starts_on} 开工" if last is not None and starts_on <= last else f"计划 {starts_on} 开工，不在年内"


def _procedures(some: tuple[ItemFacts, ...]) -> str:
    """Say which of the listed procedures are obtained, as their dates show, and which are not."""
    got = [one.title for one in some if one.finished_on is not None]
    lacking = [one.title for one in some if one.finished_on is None]
    parts = [f"已取得{_named(got)}"] if got else []
    return f"列有前期手续 {len(some)} 项，{'，'.join([*parts, f'尚未取得{_named(lacking)}'] if lacking else parts)}"


def _named(titles: list[str]) -> str:
    return "、".join(f"“{one}”" for one in titles)


def promotion_class(facts: ProjectFacts, _: BaseModel) -> Ruling | None:
    """Give the stage of an investment-promotion project as a class (QS-1.9)."""
    return promotion_stage(facts)


def promotion_stage(facts: ProjectFacts) -> Ruling | None:
    """Give the stage of an investment-promotion project, which says what service is due (QS-1.9)."""
    if not promotion(facts):
        return None
    for value, fact, onward in (
        (LANDED, COMPLETED, "实行定期访"),
        (BUILDING, STARTED, "实行督促办；竣工或投产后为落地"),
        (AGREED, SIGNED, "实行帮包办；开工后为在建"),
    ):
        happened = fact.read(facts)
        if happened is not None:
            return Ruling(value, "QS-1.9", f"{fact.title}已于 {happened} 完成，{onward}", {"since": happened})
    return Ruling(TALKS, "QS-1.9", "尚未签约，为洽谈项目，实行协调办；签约后为签约项目")


def library(facts: ProjectFacts, _: BaseModel) -> Ruling | None:
    """Give the batch of the rolling library in which a project stands (QS-1.1)."""
    if not listed(facts) and not any(one.kind == RESERVE.code for one in (*facts.cases, *facts.closed_cases)):
        return None
    for value, fact in ((BUILT_BATCH, built_by(facts)), (STARTED_BATCH, STARTED)):
        happened = fact.read(facts)
        if happened is not None:
            return Ruling(value, "QS-1.1", f"{fact.title}已于 {happened} 完成，为{value}项目", {"since": happened})
    obtained = [one.title for one in facts.of(ItemKind.PROCEDURE) if one.finished_on is not None]
    if obtained:
        because = f"已取得{'、'.join(obtained)}，为前期推进项目；开工后为开工在建项目"
        return Ruling(PRELIMINARY_BATCH, "QS-1.1", because, {"procedures": obtained})
    return Ruling(PLANNED_BATCH, "QS-1.1", "尚未取得前期手续，为谋划储备项目；取得一项手续后为前期推进项目")


def rural(facts: ProjectFacts, _: BaseModel) -> Ruling | None:
    """Give what the rural path has come to (QS-1.3): the library once decided, then the year's plan."""
    if any(one.kind == RURAL_PATH.code for one in facts.closed_cases):
        return Ruling(RURAL_PLAN, "QS-1.3", "已匹配资金并下达计划，列入年度建设项目计划")
    on = [one.step for one in facts.cases if one.kind == RURAL_PATH.code]
    if not on:
        return None
    if on[0] == RURAL_PATH.steps[-1].code:
        return Ruling(RURAL_LIBRARY, "QS-1.3", "经领导小组审定，列入项目储备库；匹配资金、下达计划后列入年度计划")
    at = RURAL_PATH.step(on[0]).title
    return Ruling(None, "QS-1.3", f"正在“{at}”，经领导小组审定后列入项目储备库")


def no_stage(facts: ProjectFacts, _: BaseModel) -> Findings:
    """A key project in none of the three classes (QS-1.7)."""
    value, because, figures = _stage(facts)
    if value is not None:
        return ()
    return (against_lead("no_stage", facts, Ruling("none", "QS-1.7", because, figures)),)


started_unsaid = undated_start("started_unsaid", "QS-1.7", STARTED.titles)


def _values(*titles: str) -> tuple[ClassValue, ...]:
    return tuple(ClassValue(title, title) for title in titles)


CLASSES = (
    Classification("stage", "三类项目", "QS-1.7", _values(TO_START, GOING_ON, PREPARING), stage, kept=True),
    Classification(
        "promotion", "招商引资项目阶段", "QS-1.9", _values(TALKS, AGREED, BUILDING, LANDED), promotion_class, True
    ),
    Classification("rural", "乡村振兴衔接项目", "QS-1.3", _values(RURAL_LIBRARY, RURAL_PLAN), rural, registered=True),
    Classification(
        "library",
        "滚动储备库批次",
        "QS-1.1",
        _values(PLANNED_BATCH, PRELIMINARY_BATCH, STARTED_BATCH, BUILT_BATCH),
        library,
        True,
    ),
)

STAGE_CHECKS = (
    Check("no_stage", "不属三类项目", "QS-1.7", no_stage),
    Check("started_unsaid", "后续节点已完成而未记开工", "QS-1.7", started_unsaid),
)
