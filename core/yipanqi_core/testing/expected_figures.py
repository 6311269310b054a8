"""Expectations of what is counted and computed: due days, scores, breakdowns, queues, targets and goals."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from yipanqi_core.mechanism.figures import Reading, Target
from yipanqi_core.mechanism.goals import Goal
from yipanqi_core.rules import clocks, goals
from yipanqi_core.rules.breakdowns import cut
from yipanqi_core.rules.orders import queue
from yipanqi_core.rules.rounding import hundredths
from yipanqi_core.rules.targets import target_progress
from yipanqi_core.testing.came import Came
from yipanqi_core.testing.declarations import plain
from yipanqi_core.testing.faults import CaseFileError


def due(came: Came, value: Any, expected: Mapping[str, Any], _: Sequence[str]) -> str | None:
    """The day on which a time limit of the project runs out."""
    for name, day in value.items():
        clock = next((one for one in came.edition.clocks if name in (one.code, one.title)), None)
        if clock is None:
            raise CaseFileError(f"本县机制没有时限“{name}”")
        reading = clocks.read(clock, came.project(expected.get("项目")), came.parameters)
        found = None if reading is None else reading.due_on
        if plain(found) != plain(day):
            return f"时限“{name}”应于 {day} 到期，实为 {found or '没有起算'}"
    return None


def score(came: Came, value: Any, _: Mapping[str, Any], clauses: Sequence[str]) -> str | None:
    """A unit's points, rank and board."""
    some = [one for one in came.outcome.scores if one.unit == value.get("单位")]
    some = [one for one in some if "组" not in value or one.group == value["组"]]
    for one in some:
        found = {"分": one.points, "名次": one.rank, "榜": one.board}
        wrong = [key for key, got in found.items() if key in value and plain(got) != plain(value[key])]
        if not wrong:
            return None if one.clause in clauses else f"得分所依条款为 {one.clause}，不是 {'、'.join(clauses)}"
    told = "；".join(f"{one.group} {one.points} 分第 {one.rank} 名（{one.because}）" for one in some) or "没有得分"
    return f"得分应为 {value}，实为 {told}"


def cut_into(came: Came, value: Any, _: Mapping[str, Any], __: Sequence[str]) -> str | None:
    """How many projects stand in the parts of a breakdown."""
    for by, counts in value.items():
        kind = next((one for one in came.edition.breakdowns if by in (one.by, one.title)), None)
        if kind is None:
            raise CaseFileError(f"本县机制没有分组“{by}”")
        found = {part.key: plain(part.count) for part in cut(kind, came.parameters, came.projects)}
        if any(found.get(str(key)) != plain(count) for key, count in counts.items()):
            return f"分组“{by}”应为 {counts}，实为 {found}"
    return None


def queued(came: Came, value: Any, _: Mapping[str, Any], __: Sequence[str]) -> str | None:
    """Who stands where in a queue."""
    for name, names in value.items():
        order = next((one for one in came.edition.orders if name in (one.code, one.title)), None)
        if order is None:
            raise CaseFileError(f"本县机制没有排序“{name}”")
        found = [one.facts.project for one in queue(order, came.parameters, came.projects)]
        if found != names:
            return f"排序“{name}”应为 {'、'.join(names)}，实为 {'、'.join(found)}"
    return None


def target(came: Came, value: Any, expected: Mapping[str, Any], clauses: Sequence[str]) -> str | None:
    """Targets and goals: how far they are on the case's day, amounts in 万元."""
    for name, meant in value.items():
        kinds: tuple[Target | Goal, ...] = (*came.edition.targets, *came.edition.goals)
        known = [one for one in kinds if name in (one.code, one.title)]
        if not known:
            raise CaseFileError(f"本县机制没有目标“{name}”")
        found: dict[str, Decimal | None] = {}
        for one in known:
            found |= _goal(came, one, expected) if isinstance(one, Goal) else _target(came, one, expected)
        wrong = [key for key, number in meant.items() if plain(found.get(key)) != plain(number)]
        if wrong:
            return f"目标“{name}”应为 {dict(meant)}，实为 { {key: str(number) for key, number in found.items()} }"
        if all(one.clause not in clauses for one in known):
            return f"目标“{name}”所依条款为 {known[0].clause}，不是 {'、'.join(clauses)}"
    return None


def _target(came: Came, kind: Target, expected: Mapping[str, Any]) -> dict[str, Decimal | None]:
    unit = expected.get("单位")
    set_to = next((one.value for one in came.county.targets if (one.code, one.unit) == (kind.code, unit)), None)
    done = _done(came, kind, unit)
    if set_to is None or done is None:
        return {"目标": set_to, "完成": done}
    told = target_progress(set_to, done, came.county.on.month)
    percent = {"完成率": told.ratio, "时间进度": told.time_gone, "快于时间": told.ahead}
    amounts = {"尚需": told.needed, "预计": told.forecast}
    return {
        "目标": set_to,
        "完成": done,
        **{key: None if ratio is None else hundredths(ratio * 100) for key, ratio in percent.items()},
        **{key: None if amount is None else hundredths(amount) for key, amount in amounts.items()},
    }


def _done(came: Came, kind: Target, unit: str | None) -> Decimal | None:
    if kind.counted is not None:
        return kind.counted(came.county, came.projects, unit, came.parameters)
    figure = next(one for one in came.edition.figures if one.code == kind.figure)
    months = sorted(
        (one.month, one.value) for one in came.county.figures if (one.code, one.unit) == (figure.code, unit)
    )
    if not months:
        return None
    return sum((number for _, number in months), Decimal(0)) if figure.reading is Reading.MONTHLY else months[-1][1]


def _goal(came: Came, kind: Goal, expected: Mapping[str, Any]) -> dict[str, Decimal | None]:
    unit = expected.get("单位")
    found = [one for one in goals.states((kind,), came.parameters, came.county, came.projects) if one.unit == unit]
    if not found:
        return {}
    exact = {"应达": found[0].needed, "现有": found[0].reached}
    return {key: None if number is None else hundredths(number) for key, number in exact.items()}
