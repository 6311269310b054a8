"""What the month's bulletin says of the race: the townships' batches and the ranking with its movement."""

from collections.abc import Iterator

from yipanqi_core.documents.model import Block, Paragraph, Table
from yipanqi_core.mechanism.bulletins import BulletinFacts
from yipanqi_core.mechanism.facts import CountyFacts
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.places import TOWNS, short
from yipanqi_plugins.yangcheng.stages import BATCHES, batch_on
from yipanqi_plugins.yangcheng.targets import batch_target, reached_in_year, target_of

NONE = "—"


def batches(facts: BulletinFacts, county: CountyFacts, parameters: Parameters) -> Iterator[Block]:
    """Each township's batches from January on, against the year's targets; in brackets those of the month."""
    rows = []
    for unit in (one.name for one in county.units if one.kind in TOWNS):
        cells = [_batch(facts, county, unit, batch, parameters) for batch, _ in BATCHES]
        if any(cell != NONE for cell in cells):
            rows.append((short(unit), *cells))
    if not rows:
        yield Paragraph("本年尚无乡（镇）、开发区产业项目进入五批，也未下达目标。")
        return
    yield Paragraph("各乡（镇）、开发区产业项目本年累计进入各批的项目数与全年目标如下，括号内为本月新进入数。")
    headings = ("乡（镇）、开发区", *(title for _, title in BATCHES))
    caption = f"{facts.title}“五个一批”推进情况（单位：个）"
    yield Table(headings, tuple(rows), (5, *(3 for _ in BATCHES)), caption=caption)


def _batch(facts: BulletinFacts, county: CountyFacts, unit: str, batch: str, parameters: Parameters) -> str:
    everything = (*facts.projects, *facts.left)
    reached = [one for one in everything if reached_in_year(one, batch, unit, parameters)]
    days = [(one.on, batch_on(one, batch, parameters)) for one in reached]
    now = sum(1 for on, day in days if day is not None and day.month == on.month)
    target = target_of(county, batch_target(batch), unit)
    if target is None and not reached:
        return NONE
    return f"{len(reached)}/{NONE if target is None else f'{target:.0f}'}（{now}）"


def ranking(facts: BulletinFacts) -> Iterator[Block]:
    """Townships with townships, departments with departments; who had nothing to be scored on is named apart."""
    for group in dict.fromkeys(one.group for one in facts.scores):
        own = [one for one in facts.scores if one.group == group]
        rows = [
            (
                str(one.rank),
                short(one.unit),
                str(one.points),
                moved(facts.ranks_before.get((group, one.unit)), one.rank),
            )
            for one in own
            if one.rank
        ]
        if rows:
            headings = ("名次", "单位", "得分", "比上月")
            yield Table(headings, tuple(rows), (2, 7, 3, 3), caption=f"{facts.title}{group}组排名")
        apart = [short(one.unit) for one in own if one.rank is None]
        if apart:
            yield Paragraph(f"{group}组本月无考核事项、不参加排名的有：{'、'.join(apart)}。")


def moved(before: int | None, now: int) -> str:
    """Say how a rank moved since the month before."""
    if before is None:
        return NONE
    if before == now:
        return "持平"
    return f"升{before - now}位" if before > now else f"降{now - before}位"
