"""What the monthly bulletin says (QS-6.4): investment, who is behind, letters, the green lane, the ranking."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pydantic import BaseModel

from yipanqi_core.documents.model import Block, Heading, Paragraph, Table, chinese_date, numbered
from yipanqi_core.mechanism.bulletins import BulletinFacts, Problem, UnitResult
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.rules.lanes import in_hand
from yipanqi_core.rules.progress import investment, shown
from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.qingshui.aspects import GROUPS
from yipanqi_plugins.qingshui.letters import letter_due, overdue
from yipanqi_plugins.qingshui.progress import SERIOUSLY, behind

HUNDRED_MILLION = 10000
"""一亿元 in 万元."""


def blocks(facts: BulletinFacts, parameters: BaseModel) -> tuple[Block, ...]:
    """Write the bulletin; every figure is of the month's end as it was judged."""
    return numbered(
        (
            Heading(1, "总体进展"),
            *_overall(facts, parameters),
            Heading(1, "滞后项目"),
            *_behind(facts, parameters),
            Heading(1, "函件发送情况"),
            *_letters(facts, parameters),
            Heading(1, "绿色通道办理情况"),
            *_lane(facts),
            Heading(1, "考核得分"),
            *_scores(facts),
        )
    )


def _overall(facts: BulletinFacts, parameters: BaseModel) -> Iterator[Block]:
    found = [behind(one, parameters) for one in facts.projects]
    serious = sum(one is not None and one.value == SERIOUSLY for one in found)
    late = sum(one is not None for one in found)
    total = sum((one.total_investment for one in facts.projects), Decimal(0))
    money = [investment(one) for one in facts.projects]
    planned = sum((one.planned for one in money), Fraction(0))
    done = sum((one.completed for one in money), Fraction(0))
    rate = f"，完成率 {shown(done / planned * 100, 1)}%" if planned else ""
    yield Paragraph(
        f"截至{facts.title}末，全县共有县列重点项目 {len(facts.projects)} 个，总投资 {_money(Fraction(total))}；"
        f"年初以来计划完成投资 {_money(planned)}，实际完成 {_money(done)}{rate}。"
        f"进度滞后 {late} 个，其中严重滞后 {serious} 个。"
    )


def _money(amount: Fraction) -> str:
    """Write an amount of 万元 as documents do: from 一亿元 on in 亿元."""
    return f"{shown(amount / HUNDRED_MILLION, 2)} 亿元" if amount >= HUNDRED_MILLION else f"{shown(amount, 2)} 万元"


def _behind(facts: BulletinFacts, parameters: BaseModel) -> Iterator[Block]:
    rows = [
        (one.project, one.lead_unit, "严重滞后" if ruling.value == SERIOUSLY else "滞后", _brief(one))
        for one in facts.projects
        if (ruling := behind(one, parameters)) is not None
    ]
    if not rows:
        yield Paragraph("本月没有滞后项目。")
        return
    yield Table(("项目", "责任单位", "程度", "情况"), tuple(rows), (5, 3, 2, 5))


def _brief(facts: ProjectFacts) -> str:
    money = investment(facts)
    rate = "无计划投资" if money.ratio is None else f"完成率 {shown(money.ratio * 100, 1)}%"
    late = [
        f"{item.title}逾期 {(facts.on - item.planned_on).days} 天"
        for item in facts.of(ItemKind.NODE)
        if item.finished_on is None and item.planned_on and item.planned_on < facts.on
    ]
    return "，".join([rate, *late[:2]])


def _letters(facts: BulletinFacts, parameters: BaseModel) -> Iterator[Block]:
    due = [(one, ruling) for one in facts.projects if (ruling := letter_due(one, parameters)) is not None]
    kinds = Counter(ruling.value for _, ruling in due)
    told = "、".join(f"{kind} {count} 份" for kind, count in sorted(kinds.items(), key=lambda one: str(one[0])))
    yield Paragraph(f"本月共发{told}。" if due else "本月未发函件。")
    if facts.unanswered:
        rows = tuple((one.number, one.unit, one.matter, chinese_date(one.reply_due_on)) for one in facts.unanswered)
        yield Paragraph("以下文书逾期未回复，予以通报：")
        yield Table(("文号", "单位", "事项", "应回复日期"), rows, (4, 3, 5, 3))


def _lane(facts: BulletinFacts) -> Iterator[Block]:
    lane = () if facts.county is None else facts.county.lane
    if not lane:
        yield Paragraph("本月没有在办的绿色通道审批事项。")
        return
    rows = tuple(
        (one.unit, str(one.open), str(one.longest_days), str(one.open_days), str(one.done)) for one in in_hand(lane)
    )
    yield Table(("部门", "在办事项", "最长在办（天）", "累计在办（天）", "年内办结"), rows)


def _scores(facts: BulletinFacts) -> Iterator[Block]:
    for group in GROUPS:
        rows = tuple(
            (str(one.rank), one.unit, str(one.points))
            for one in facts.scores
            if one.group == group.title and one.rank is not None
        )
        if rows:
            yield Table(("名次", "单位", "得分"), rows, caption=f"{group.title}年初至{facts.title}末考核得分")


def problems(facts: BulletinFacts, parameters: BaseModel) -> tuple[Problem, ...]:
    """What is fed back to lead units: each seriously lagging project, to be put right by a date."""
    return tuple(
        Problem(one.lead_unit, one.project, ruling.because, ruling.clause)
        for one in facts.projects
        if (ruling := behind(one, parameters)) is not None and ruling.value == SERIOUSLY
    )


def results(facts: BulletinFacts, parameters: BaseModel) -> tuple[UnitResult, ...]:
    """Tell every scored unit its interim result, and every owner how its projects stand."""
    scored = [
        UnitResult(one.unit, f"{facts.title}考核：{one.points} 分，{one.group}第 {one.rank} 名；{one.because}")
        for one in facts.scores
        if one.rank is not None
    ]
    owned: dict[str, list[ProjectFacts]] = defaultdict(list)
    for one in facts.projects:
        owned[one.owner].append(one)
    told = [UnitResult(owner, f"{facts.title}：{_owner_result(some, parameters)}") for owner, some in owned.items()]
    return (*scored, *told)


def _owner_result(projects: list[ProjectFacts], parameters: BaseModel) -> str:
    return "；".join(
        f"{one.project}{_standing(one, parameters)}，{_brief(one)}，逾期未解决问题 {len(overdue(one))} 个"
        for one in projects
    )


def _standing(facts: ProjectFacts, parameters: BaseModel) -> str:
    ruling = behind(facts, parameters)
    return "按计划推进" if ruling is None else ("严重滞后" if ruling.value == SERIOUSLY else "滞后")
