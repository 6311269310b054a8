"""What the quarter's bulletin says: the lists, the colours month by month, who lags, the boards, what is fed back."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from pydantic import BaseModel

from yipanqi_core.calendar import Period
from yipanqi_core.documents.model import Block, Chart, Heading, Paragraph, Series, Table, chinese_date, numbered
from yipanqi_core.mechanism.bulletins import BulletinFacts
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.rules.progress import investment, shown
from yipanqi_core.vocabulary import Colour
from yipanqi_plugins.shimian.bulletin_problems import problems, reasons
from yipanqi_plugins.shimian.tracks import LISTS

SHADES = {
    Colour.RED: ("红", "C00000"),
    Colour.YELLOW: ("黄", "FFC000"),
    Colour.BLUE: ("蓝", "2E75B6"),
    Colour.GREEN: ("绿", "70AD47"),
    None: ("未评级", "A6A6A6"),
}
_CHANGES = (("addition", "新增"), ("transfer", "转库"), ("exit", "退出"), ("transfer_due", "应转未转"))


def blocks(facts: BulletinFacts, parameters: BaseModel) -> tuple[Block, ...]:
    """Write the bulletin; every figure is of the quarter's end as judged and published."""
    return numbered(
        (
            Heading(1, "三张清单总体情况"),
            *_lists(facts),
            Heading(1, "四色标识情况"),
            *_colours(facts),
            Heading(1, "滞后项目"),
            *_lagging(facts),
            Heading(1, "红黑榜"),
            *_boards(facts),
            Heading(1, "问题反馈与整改要求"),
            *_fed_back(facts, parameters),
        )
    )


def _last(facts: BulletinFacts) -> dict[str, str | None]:
    return dict(facts.colours.get(facts.months[-1], {}))


def _lists(facts: BulletinFacts) -> Iterator[Block]:
    total = sum((one.total_investment for one in facts.projects), Decimal(0))
    moved = Counter(code for code, _ in {(one.code, one.subject.project) for one in facts.changes})
    told = "，".join(f"{title} {moved[code]} 个" for code, title in _CHANGES)
    yield Paragraph(
        f"至{facts.title}末，列入县级要素保障重点项目“三张清单”的项目 {len(facts.projects)} 个，"
        f"总投资 {total} 万元。本季度{told}。"
    )
    rows = [_list_row(step.title, [one for one in facts.projects if one.step == step.code]) for step in LISTS.steps]
    rows.append(_list_row("合计", facts.projects))
    headings = ("清单", "项目数", "总投资（万元）", "年初至今计划（万元）", "年初至今完成（万元）", "完成率")
    yield Table(headings, tuple(rows), caption=f"{facts.title}末三张清单情况")


def _list_row(title: str, projects: Sequence[ProjectFacts]) -> tuple[str, ...]:
    money = [investment(one) for one in projects]
    planned = sum((one.planned for one in money), Fraction(0))
    completed = sum((one.completed for one in money), Fraction(0))
    total = sum((one.total_investment for one in projects), Decimal("0.00"))
    rate = "—" if not planned else f"{shown(completed / planned * 100, 1)}%"
    return (title, str(len(projects)), str(total), shown(planned, 2), shown(completed, 2), rate)


def _colours(facts: BulletinFacts) -> Iterator[Block]:
    months = [(Period.parse(month).title.partition("年")[2], facts.colours.get(month, {})) for month in facts.months]
    now = Counter(_last(facts).values())
    told = "，".join(f"{name} {now[colour]} 个" for colour, (name, _) in SHADES.items())
    yield Paragraph(f"至{facts.title}末，{told}。各月分布见图。")
    yield _chart("各月四色分布（个）", [(name, Counter(values.values())) for name, values in months])
    units = Counter(one.lead_unit for one in facts.projects)
    last = _last(facts)
    by_unit = [
        (unit, Counter(last.get(one.project) for one in facts.projects if one.lead_unit == unit))
        for unit, _ in sorted(units.items(), key=lambda one: (-one[1], one[0]))
    ]
    if by_unit:
        yield _chart("季末各牵头部门项目颜色（个）", by_unit)


def _chart(caption: str, bars: Sequence[tuple[str, Counter[str | None]]]) -> Chart:
    series = (
        Series(name, shade, tuple(counts[colour] for _, counts in bars)) for colour, (name, shade) in SHADES.items()
    )
    shown_ones = tuple(one for one in series if any(one.values)) or (Series("未评级", "A6A6A6", (0,) * len(bars)),)
    return Chart(caption, tuple(name for name, _ in bars), shown_ones)


def _lagging(facts: BulletinFacts) -> Iterator[Block]:
    last = _last(facts)
    rows = [
        (one.project, one.lead_unit, _through(facts, one.project), "；".join(reasons(one)) or "经研判评定")
        for one in facts.projects
        if last.get(one.project) == Colour.RED
    ]
    if not rows:
        yield Paragraph("季末没有红色项目。")
        return
    yield Paragraph(f"季末评为红色的项目 {len(rows)} 个，情况如下。")
    yield Table(("项目", "牵头部门", "各月颜色", "滞后情况"), tuple(rows), (5, 4, 3, 8), caption="季末红色项目")


def _through(facts: BulletinFacts, project: str) -> str:
    """Show a project's colours through the quarter; a month in which it was not listed is a dash."""
    return "".join(
        SHADES[_shade(values[project])][0] if project in values else "—"
        for values in (facts.colours.get(month, {}) for month in facts.months)
    )


def _shade(value: str | None) -> Colour | None:
    return None if value is None else Colour.of(value)


def _boards(facts: BulletinFacts) -> Iterator[Block]:
    rows = [
        (one.group, "红榜" if one.board == "red" else "黑榜", one.unit, f"{one.points.normalize():f}", str(one.rank))
        for board in ("red", "black")
        for one in facts.scores
        if one.board == board and one.points is not None
    ]
    if not rows:
        yield Paragraph("本季度没有单位列入红榜或黑榜。")
        return
    yield Paragraph("按季度得分在各组内排名，列入红榜和黑榜的单位如下。")
    headings = ("考核组", "榜单", "单位", "得分", "名次")
    yield Table(headings, tuple(sorted(rows, key=_order(facts))), caption=f"{facts.title}红黑榜")


def _order(facts: BulletinFacts) -> Callable[[tuple[str, ...]], tuple[object, ...]]:
    groups = dict.fromkeys(one.group for one in facts.scores)
    places = {group: place for place, group in enumerate(groups)}
    return lambda row: (places[row[0]], row[1] != "红榜", int(row[4]), row[2])


def _fed_back(facts: BulletinFacts, parameters: BaseModel) -> Iterator[Block]:
    found = problems(facts, parameters)
    if not found:
        yield Paragraph("本季度没有需要反馈的问题。")
        return
    counts = Counter(one.unit for one in found)
    yield Paragraph(
        f"本次共向 {len(counts)} 个业主和单位点对点反馈问题 {len(found)} 项，逐项列明项目、问题和依据条款。"
        f"请各单位于{chinese_date(facts.due_on)}前（含当日）完成整改并报告，由县发展和改革局逐项确认、销号；"
        "县委目标绩效办会同县委督查室、县政府督查室开展督查。"
    )
    rows = tuple((unit, str(count)) for unit, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))
    yield Table(("业主或单位", "问题数"), rows, (4, 1), caption="问题反馈情况")
