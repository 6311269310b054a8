"""Scores that start from a number and are added to and taken from, within a floor and a ceiling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yipanqi_core.mechanism.scores import UnitScore
from yipanqi_core.rules.rounding import hundredths


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that adds (`points` > 0) or takes (< 0): its kind `part` with its title, what it is about, and why."""

    part: str
    title: str
    clause: str
    points: Decimal
    because: str
    project: str | None = None


def tallied(
    group: str, unit: str, entries: Sequence[Entry], *, start: Decimal, floor: Decimal, ceiling: Decimal
) -> UnitScore:
    """Score a unit from `start` by its entries, not below `floor` nor above `ceiling`; each entry is in the basis."""
    raw = start + sum((one.points for one in entries), Decimal(0))
    total = hundredths(min(max(raw, floor), ceiling))
    parts: dict[str, list[Entry]] = {}
    for one in entries:
        parts.setdefault(one.title, []).append(one)
    told = [f"{title} {len(some)} 项 {_signed(sum(one.points for one in some))}" for title, some in parts.items()]
    because = "，".join([f"基础分 {start:f}", *told]) + f"，得 {total} 分"
    if raw != min(max(raw, floor), ceiling):
        because += f"（{'不低于' if raw < floor else '不高于'} {(floor if raw < floor else ceiling):f} 分）"
    base: Mapping[str, object] = {"part": "start", "title": "基础分", "points": start}
    return UnitScore(group, unit, total, because, (base, *(_told(one) for one in entries)))


def _told(one: Entry) -> Mapping[str, object]:
    told = {"part": one.part, "title": one.title, "clause": one.clause, "points": one.points, "because": one.because}
    return told if one.project is None else {**told, "project": one.project}


def _signed(points: Decimal | int) -> str:
    return f"{Decimal(points).normalize():+f}"
