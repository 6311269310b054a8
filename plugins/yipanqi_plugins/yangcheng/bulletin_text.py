"""What the month's bulletin says of the county; every figure is of the month's end as judged and published."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pydantic import BaseModel

from yipanqi_core.documents.model import Block, Heading, Paragraph, Table, chinese_date, numbered
from yipanqi_core.mechanism.bulletins import BulletinFacts
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.figures import Measure
from yipanqi_core.rules.goals import GoalState, states
from yipanqi_core.rules.targets import target_progress
from yipanqi_core.vocabulary import Level
from yipanqi_plugins.yangcheng.bulletin_forces import forces
from yipanqi_plugins.yangcheng.bulletin_race import batches, ranking
from yipanqi_plugins.yangcheng.library import is_key
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.places import short
from yipanqi_plugins.yangcheng.reserve import GOALS
from yipanqi_plugins.yangcheng.targets import FAI
from yipanqi_plugins.yangcheng.wording import hundred_million, months_told, percent


def blocks(facts: BulletinFacts, parameters: BaseModel) -> tuple[Block, ...]:
    """Write the bulletin."""
    assert isinstance(parameters, Parameters)
    county = facts.county or CountyFacts(facts.period, facts.issued_on, ())
    return numbered(
        (
            Paragraph(f"现将{facts.title}全县项目建设“1366”推进机制运行和“赛马”排名情况通报如下。"),
            Heading(1, "固定资产投资目标"),
            Paragraph(target_told(county)),
            Heading(1, "省市县三级重点工程"),
            *levels(facts),
            Heading(1, "项目谋划储备"),
            *reserve(facts, county, parameters),
            Heading(1, "工作专班运行"),
            *forces(facts, county, parameters),
            Heading(1, "五个一批"),
            *batches(facts, county, parameters),
            Heading(1, "“赛马”排名"),
            *ranking(facts),
            Heading(1, "有关要求"),
            Paragraph(
                "各乡（镇）、开发区和县直有关单位要对照通报所列问题逐项整改，"
                f"于{chinese_date(facts.due_on)}前（含当日）将整改情况报指挥部办公室。"
            ),
        )
    )


def target_told(county: CountyFacts) -> str:
    """Say how far the year's target is; without figures, say so."""
    found = [one for one in county.targets if (one.code, one.unit) == (FAI, None)]
    months = sorted((one for one in county.figures if (one.code, one.unit) == (FAI, None)), key=lambda one: one.month)
    if not found:
        return f"{county.on.year}年未登记固定资产投资目标。"
    target, base = found[0].value, found[0].base
    growth = f"（增长{percent(Fraction(target) / Fraction(base) - 1)}）" if base else ""
    whole = f"全年目标{hundred_million(target)}亿元{growth}"
    if not months:
        return f"{county.on.year}年全县固定资产投资{whole}，尚未登记累计完成数。"
    return f"{_so_far(target, months[-1].value, months[-1].month, whole)}。"


def _so_far(target: Decimal, done: Decimal, last: str, whole: str) -> str:
    month = int(last[5:])
    found = target_progress(target, done, month)
    said = (
        f"{last[:4]}年{months_told(month)}，全县固定资产投资累计完成{hundred_million(found.done)}亿元，"
        f"占{whole}的{percent(found.ratio or Fraction(0))}，时间进度{percent(found.time_gone)}，"
        f"{_ahead(found.ahead or Fraction(0))}"
    )
    if found.reached:
        return f"{said}，已完成全年目标"
    if found.needed is None:
        return f"{said}，距全年目标差{hundred_million(found.target - found.done)}亿元"
    forecast = f"按目前进度预计全年完成{hundred_million(found.forecast)}亿元"
    return f"{said}。后{12 - month}个月每月须完成{hundred_million(found.needed)}亿元，{forecast}"


def _ahead(by: Fraction) -> str:
    if by == 0:
        return "与时间进度持平"
    return f"{'快于' if by > 0 else '慢于'}时间进度{percent(abs(by))[:-1]}个百分点"


def levels(facts: BulletinFacts) -> Iterator[Block]:
    """The three levels with count, total and plan; they add up."""
    key = [one for one in facts.projects if is_key(one)]
    count, total, plan, done = _level("合计", key)[1:]
    yield Paragraph(
        f"全县省、市、县三级重点工程{count}项，总投资{total}亿元，年度计划投资{plan}亿元，本年累计完成{done}亿元。"
    )
    rows = [_level(level.label, [one for one in key if one.level is level]) for level in Level]
    headings = ("层级", "项目数", "总投资", "年度计划投资", "本年累计完成")
    yield Table(
        headings,
        (*rows, _level("合计", key)),
        (3, 3, 4, 4, 4),
        caption=f"{facts.title}省市县重点工程推进情况（单位：项、亿元）",
    )


def _level(title: str, projects: list[ProjectFacts]) -> tuple[str, ...]:
    total = sum((one.total_investment for one in projects), Decimal(0))
    plan = sum((one.annual_plan or Decimal(0) for one in projects), Decimal(0))
    done = sum((month.completed or Decimal(0) for one in projects for month in one.figures), Decimal(0))
    return (title, str(len(projects)), *(hundred_million(value) for value in (total, plan, done)))


def reserve(facts: BulletinFacts, county: CountyFacts, parameters: Parameters) -> Iterator[Block]:
    """The goals of the reserve, and who had nothing to measure by."""
    found = states(GOALS, parameters, county, facts.projects)
    for one in found:
        if one.unit is None:
            yield Paragraph(f"{goal_told(one)}。")
    behind = list(
        dict.fromkeys(short(one.unit) for one in found if one.unit is not None and one.ruling.value == "unmet")
    )
    apart = list(dict.fromkeys(short(one.unit) for one in found if one.unit is not None and one.ruling.value is None))
    if behind:
        yield Paragraph(f"未达到谋划目标的有：{'、'.join(behind)}。")
    if apart:
        yield Paragraph(f"未登记有关目标、不作测算的有：{'、'.join(apart)}。")


def goal_told(state: GoalState) -> str:
    """Say how much there has to be and is of a goal, in the document's words."""
    title, needed = state.goal.title, state.needed
    if needed is None:
        return f"{title}：{state.goal.lacks}，不作测算"
    have = state.reached or Decimal(0)
    said = f"{title}应达{_measured(state, needed)}，现有{_measured(state, have)}"
    return f"{said}，已达到" if have >= needed else f"{said}，尚差{_measured(state, needed - have)}"


def _measured(state: GoalState, value: Decimal) -> str:
    return f"{value:.0f}个" if state.goal.measure is Measure.COUNT else f"{hundred_million(value)}亿元"
