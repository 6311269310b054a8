"""Scores put together from aspects: each done against due, weighted, capped, those with nothing due left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from yipanqi_core.mechanism.scores import UnitScore
from yipanqi_core.rules.rounding import hundredths

Amount = Decimal | Fraction | int


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect of a unit's work: `weight` × min(done ÷ due, cap).

    `due` None or 0 leaves it out and scales the others up. `done` below 0 counts as 0. `entries` are what done and due
    come from (projects, duties, nodes, targets), ready for JSON, and are kept with the score.
    """

    code: str
    title: str
    clause: str
    weight: Amount
    done: Amount
    due: Amount | None
    cap: Amount = 1
    entries: tuple[Mapping[str, object], ...] = field(default=())

    @property
    def counted(self) -> bool:
        """Whether there is anything to measure by."""
        return self.due is not None and self.due > 0

    @property
    def points(self) -> Fraction:
        """The points of an aspect that counts, before the others are scaled."""
        ratio = max(Fraction(self.done) / Fraction(self.due or 1), Fraction(0))
        return Fraction(self.weight) * min(ratio, Fraction(self.cap))


def weighed(group: str, unit: str, aspects: Sequence[Aspect]) -> UnitScore | None:
    """Score a unit by its aspects, rounded half up to two places; None when nothing at all was due."""
    counted = [one for one in aspects if one.counted]
    if not counted:
        return None
    whole, left = _weight(aspects), _weight(counted)
    total = hundredths(sum((one.points for one in counted), Fraction(0)) * whole / left)
    because = "；".join(_told(one) for one in aspects)
    if len(counted) < len(aspects):
        because += f"；按所计部分折算 ×{_plain(whole)}/{_plain(left)}"
    return UnitScore(
        group, unit, total, f"{because}；得 {total} 分", tuple(_entry(one, whole / left) for one in aspects)
    )


def _weight(aspects: Sequence[Aspect]) -> Fraction:
    return sum((Fraction(one.weight) for one in aspects), Fraction(0))


def _told(one: Aspect) -> str:
    if not one.counted:
        return f"{one.title}无考核事项，不计"
    return f"{one.title} {_plain(one.done)}/{_plain(one.due or 0)} 得 {hundredths(one.points)}"


def _entry(one: Aspect, scale: Fraction) -> Mapping[str, object]:
    return {
        "part": one.code,
        "title": one.title,
        "clause": one.clause,
        "points": hundredths(one.points * scale) if one.counted else Decimal(0),
        "counted": one.counted,
        "done": _plain(one.done),
        "due": None if one.due is None else _plain(one.due),
        "because": _told(one),
        "entries": list(one.entries),
    }


def _plain(amount: Amount) -> str:
    value = Fraction(amount)
    return str(value.numerator) if value.denominator == 1 else f"{hundredths(value).normalize():f}"
