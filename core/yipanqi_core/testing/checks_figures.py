"""Checks of figures: no score that cannot be reached, no deadline shorter than its own approval chain."""

from collections.abc import Iterator
from datetime import timedelta

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit, PeriodKind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.testing.discovery import CountyPlugin
from yipanqi_core.testing.evidence import judgements, scores
from yipanqi_core.testing.faults import Fault
from yipanqi_core.vocabulary import Colour

SHORTEST = {
    PeriodKind.DAY: 1, PeriodKind.WEEK: 7, PeriodKind.TEN_DAYS: 8, PeriodKind.HALF_MONTH: 13, PeriodKind.MONTH: 28,
    PeriodKind.QUARTER: 90, PeriodKind.YEAR: 365,
}  # fmt: skip
"""How many days the shortest period of each kind has."""


def reachable_scores(county: CountyPlugin) -> Iterator[Fault]:
    """Every rating that has points, every group and every part of a score comes out of some case."""
    for edition in county.mechanism.editions:
        rule, parameters = edition.scoring, edition.parameters()
        if rule is None:
            continue
        rated = {one.ruling.value for _, one in judgements(county, edition, RulingKind.RATING)}
        worth = {} if rule.points is None else rule.points(parameters)
        for value in (*worth, *sorted(rated - set(worth), key=str)) if worth else ():
            if value not in worth:
                yield Fault("scores", str(value), "有项目得到这种评级，计分却没有给它分值")
            elif value not in rated:
                label = "未评级" if value is None else Colour.of(value).label if value in set(Colour) else value
                yield Fault("scores", label, "这种评级有分值，却没有示例能得到它：得不到的分")
        reached = list(scores(county, edition))
        groups = {one.group for one in reached}
        for group in rule.groups:
            if group.title not in groups:
                yield Fault("scores", group.title, "没有示例使任何单位在这一组得分")
        parts = {str(entry["part"]) for one in reached for entry in one.basis if "part" in entry}
        for part in () if rule.parts is None else rule.parts(parameters):
            if part.code not in parts:
                yield Fault("scores", part.title, "这一分项没有示例能得到：得不到的分")


def deadlines(county: CountyPlugin) -> Iterator[Fault]:
    """No time limit is shorter than what has to happen within it."""
    for edition in county.mechanism.editions:
        parameters = edition.parameters()
        yield from _clocks(edition, parameters)
        yield from _letters(edition, parameters)
        yield from _rungs(edition, parameters)
        yield from _seasons(edition, parameters)


def _clocks(edition: Edition, parameters: BaseModel) -> Iterator[Fault]:
    for clock in edition.clocks:
        days = _days(clock.duration(parameters))
        chain = [review for review in edition.reviews if review.joint and review.before == clock.ends]
        needed = max((2 + bool(one.decided_by) for one in chain), default=1)
        if days < needed:
            why = f"“{chain[0].title}”征求意见、答复、审定至少要 {needed} 天" if chain else "至少要 1 天"
            yield Fault("deadlines", clock.title, f"时限 {clock.duration(parameters)}，短于自身的办理环节：{why}")


def _letters(edition: Edition, parameters: BaseModel) -> Iterator[Fault]:
    for kind in edition.letters:
        if _days(kind.reply_within(parameters)) < 1:
            yield Fault("deadlines", kind.kind, "复函期限不足 1 天，收到时已过期")


def _rungs(edition: Edition, parameters: BaseModel) -> Iterator[Fault]:
    for rung in () if edition.ladder is None else edition.ladder.rungs:
        days = rung.days(parameters)
        if days is None:
            continue
        series = [one for one in edition.meetings if one.rung == rung.code]
        needed = max((SHORTEST[one.cadence] for one in series), default=1)
        if days < needed:
            why = f"“{series[0].title}”每{series[0].cadence.label}才开一次" if series else "至少要 1 天"
            yield Fault("deadlines", rung.title, f"问题在这一层级 {days} 天，短于自身的研究周期：{why}")


def _seasons(edition: Edition, parameters: BaseModel) -> Iterator[Fault]:
    """A yearly window in which something is handed in or decided holds a working day for every step before it."""
    year = edition.in_force_from.year
    for mark in edition.marks:
        for season in (mark.set_in, mark.ended_in):
            if season is not None:
                first, last = season.window(year, parameters)
                if last - first < timedelta(days=0):
                    yield Fault("deadlines", season.title, f"起 {first} 晚于止 {last}，一天也没有")
    for kind in edition.cases:
        if kind.collection is None:
            continue
        until = kind.collection.until(parameters)
        month, day = map(int, until.split("-"))
        steps = [one.code for one in kind.steps].index(kind.collection.handed_in)
        if (month - 1) * 30 + day < steps:
            yield Fault("deadlines", kind.title, f"每年 {until} 前报送，而报送前有 {steps} 个环节，来不及")


def _days(duration: Duration) -> int:
    return duration.count * 28 if duration.unit is DurationUnit.MONTHS else duration.count
