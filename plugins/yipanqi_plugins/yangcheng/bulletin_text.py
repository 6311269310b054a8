"""What the month's bulletin says; every figure is of the month's end as judged and published."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from pydantic import BaseModel

from yipanqi_core.documents.model import Block, Heading, Paragraph, Table, numbered
from yipanqi_core.mechanism.bulletins import BulletinFacts
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.rules.goals import states
from yipanqi_core.rules.progress import shown
from yipanqi_core.rules.targets import target_progress
from yipanqi_core.vocabulary import Level
from yipanqi_plugins.yangcheng.library import is_key
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.places import TOWNS, short
from yipanqi_plugins.yangcheng.reserve import GOALS
from yipanqi_plugins.yangcheng.stages import BATCHES, batch_on
from yipanqi_plugins.yangcheng.statistics import ELIGIBLE, classify
from yipanqi_plugins.yangcheng.targets import FAI, batch_target, reached_in_year, target_of
from yipanqi_plugins.yangcheng.works import SUPERVISION, covers


def blocks(facts: BulletinFacts, parameters: BaseModel) -> tuple[Block, ...]:
    """Write the bulletin."""
    assert isinstance(parameters, Parameters)
    county = facts.county or CountyFacts(facts.period, facts.issued_on, ())
    return numbered(
        (
            Heading(1, "固定资产投资目标"),
            Paragraph(target_told(county)),
            Heading(1, "三级重点工程"),
            levels(facts),
            Heading(1, "谋划储备"),
            *reserve(facts, county, parameters),
            Heading(1, "推进督导和入库纳统"),
            *coverage(facts, parameters),
            Heading(1, "五个一批"),
            *batches(facts, county),
            Heading(1, "“赛马”排名"),
            *ranking(facts),
        )
    )


def target_told(county: CountyFacts) -> str:
    """Say how far the year's target is; without figures, say so."""
    target = target_of(county, FAI, None)
    months = [one for one in county.figures if one.code == FAI and one.unit is None]
    if target is None:
        return f"{county.on.year} 年未登记固定资产投资目标。"
    if not months:
        return f"全年目标 {_hundred_million(Fraction(target))} 亿元，尚无累计完成数。"
    found = target_progress(target, months[-1].value, int(months[-1].month[5:]))
    ratio, gone = shown((found.ratio or Fraction(0)) * 100, 2), shown(found.time_gone * 100, 2)
    ahead = _ahead(found.ahead or Fraction(0))
    needed = "" if found.needed is None else f"，余下每月须完成 {_hundred_million(found.needed)} 亿元"
    return (
        f"至 {months[-1].month} 累计完成 {_hundred_million(found.done)} 亿元，占全年目标"
        f" {_hundred_million(found.target)} 亿元的 {ratio}%，时间进度 {gone}%，{ahead}{needed}，"
        f"按目前进度全年预计 {_hundred_million(found.forecast)} 亿元。"
    )


def _ahead(by: Fraction) -> str:
    if by == 0:
        return "与时间进度持平"
    return f"{'快于' if by > 0 else '慢于'}时间进度 {shown(abs(by) * 100, 2)} 个百分点"


def _hundred_million(value: Fraction) -> str:
    return shown(value / 10000, 2)


def levels(facts: BulletinFacts) -> Table:
    """The three levels with count, total and plan; they add up."""
    key = [one for one in facts.projects if is_key(one)]
    rows = [_level(level.label, [one for one in key if one.level is level]) for level in Level]
    headings = ("层级", "项目数", "总投资（亿元）", "年度计划（亿元）", "本年完成（亿元）")
    return Table(headings, (*rows, _level("合计", key)), caption=f"{facts.title}省市县重点工程")


def _level(title: str, projects: list[ProjectFacts]) -> tuple[str, ...]:
    total = sum((one.total_investment for one in projects), Decimal(0))
    plan = sum((one.annual_plan or Decimal(0) for one in projects), Decimal(0))
    done = sum((month.completed or Decimal(0) for one in projects for month in one.figures), Decimal(0))
    return (title, str(len(projects)), *(_hundred_million(Fraction(value)) for value in (total, plan, done)))


def reserve(facts: BulletinFacts, county: CountyFacts, parameters: Parameters) -> Iterator[Block]:
    """The goals of the reserve, and who had nothing to measure by."""
    found = states(GOALS, parameters, county, facts.projects)
    for one in found:
        if one.unit is None:
            yield Paragraph(f"{one.ruling.because}。")
    behind = list(
        dict.fromkeys(short(one.unit) for one in found if one.unit is not None and one.ruling.value == "unmet")
    )
    apart = list(dict.fromkeys(short(one.unit) for one in found if one.unit is not None and one.ruling.value is None))
    if behind:
        yield Paragraph(f"未达到谋划目标的乡（镇、区）：{'、'.join(behind)}。")
    if apart:
        yield Paragraph(f"未登记目标、不作测算的乡（镇、区）：{'、'.join(apart)}。")


def coverage(facts: BulletinFacts, parameters: Parameters) -> Iterator[Block]:
    """How many key projects were supervised in the month, which were not, and who ought to be entered."""
    key = [one for one in facts.projects if is_key(one)]
    missed = [one for one in key if not covered(one)]
    told = f"重点工程 {len(key)} 项，本月推进督导全覆盖 {len(key) - len(missed)} 项"
    yield Paragraph(f"{told}，未覆盖 {len(missed)} 项。")
    rows = [(one.project, one.level.label if one.level else "", one.lead_unit) for one in missed]
    yield from _listed(f"{facts.title}推进督导未覆盖项目", ("项目", "层级", "责任单位"), rows)
    judged = [(one, classify(one, parameters)) for one in facts.projects]
    eligible = [(one, ruling.facts) for one, ruling in judged if ruling.value == ELIGIBLE]
    yield Paragraph(f"具备入库条件而未入库 {len(eligible)} 项。")
    waiting = [(one.project, one.lead_unit, str(when["met_since"]), str(when["due_on"])) for one, when in eligible]
    headings = ("项目", "责任单位", "具备条件日期", "应入库期限")
    yield from _listed(f"{facts.title}具备条件未入库项目", headings, waiting)


def _listed(caption: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[Block]:
    if rows:
        numbered_rows = tuple((str(number), *row) for number, row in enumerate(rows, start=1))
        yield Table(("序号", *headings), numbered_rows, caption=caption)


def covered(facts: ProjectFacts) -> bool:
    """Whether a record of the month has a word on each of the ten aspects."""
    month = f"{facts.on:%Y-%m}"
    return any(one.kind == SUPERVISION and f"{one.on:%Y-%m}" == month and covers(one) for one in facts.records)


def batches(facts: BulletinFacts, county: CountyFacts) -> Iterator[Block]:
    """Each township's batches from January on, against the year's targets; in brackets those of the month."""
    rows = []
    for unit in (one.name for one in county.units if one.kind in TOWNS):
        cells = [_batch(facts, county, unit, batch) for batch, _ in BATCHES]
        if any(cell != "—" for cell in cells):
            rows.append((short(unit), *cells))
    if not rows:
        yield Paragraph("本年尚无乡（镇、区）产业项目进入五批，也未下达目标。")
        return
    headings = ("乡（镇、区）", *(title for _, title in BATCHES))
    yield Table(headings, tuple(rows), caption=f"{facts.title}五个一批（累计/目标，括号内为本月）")


def _batch(facts: BulletinFacts, county: CountyFacts, unit: str, batch: str) -> str:
    reached = [one for one in facts.projects if reached_in_year(one, batch, unit)]
    now = sum(1 for one in reached if (day := batch_on(one, batch)) is not None and day.month == one.on.month)
    target = target_of(county, batch_target(batch), unit)
    if target is None and not reached:
        return "—"
    return f"{len(reached)}/{'—' if target is None else f'{target:.0f}'}（{now}）"


def ranking(facts: BulletinFacts) -> Iterator[Block]:
    """Townships with townships, departments with departments."""
    for group in dict.fromkeys(one.group for one in facts.scores):
        rows = [
            (str(one.rank), one.unit, str(one.points), moved(facts.ranks_before.get((group, one.unit)), one.rank))
            for one in facts.scores
            if one.group == group and one.rank
        ]
        if rows:
            yield Table(("名次", "单位", "得分", "比上月"), tuple(rows), caption=f"{facts.title}{group}排名")


def moved(before: int | None, now: int) -> str:
    """Say how a rank moved since the month before."""
    if before is None:
        return "—"
    if before == now:
        return "持平"
    return f"升 {before - now} 位" if before > now else f"降 {now - before} 位"
