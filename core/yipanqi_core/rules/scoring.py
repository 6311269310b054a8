"""Points, ranks and boards: sums per unit and group, ranked in competition, each point traceable to its ratings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts, UnitFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.mechanism.scores import BoardRule, Scoring

Board = Literal["red", "black"]

HUNDREDTH = Decimal("0.01")
"""Points are kept to two places, so that what is stored and what is judged again are alike."""


@dataclass(frozen=True, slots=True)
class Score:
    """A unit's result in one group; points None: nothing to be scored on (无考核事项), so neither rank nor board.

    `basis` are the entries the points add up from, ready for JSON: project and colour in a month, month in a quarter.
    """

    group: str
    unit: str
    points: Decimal | None
    rank: int | None
    board: Board | None
    clause: str
    because: str
    basis: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """What a unit has gathered in a group, before ranking."""

    group: str
    unit: str
    points: Decimal
    basis: tuple[Mapping[str, object], ...]


def month_sums(
    scoring: Scoring,
    parameters: BaseModel,
    rated: Iterable[tuple[ProjectFacts, Ruling]],
    units: Sequence[UnitFacts],
) -> list[Sum]:
    """Add up a month: each rated project counts once for each unit that stands for it in a group.

    A unit whose register names a group that the mechanism does not know is kept but not scored.
    """
    points = scoring.points(parameters)
    known = {group.title for group in scoring.groups}
    barred = {unit.name for unit in units if unit.assessment_group and unit.assessment_group not in known}
    entries: dict[tuple[str, str], list[Mapping[str, object]]] = defaultdict(list)
    totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for facts, ruling in rated:
        value = points[ruling.value]
        for group in scoring.groups:
            for unit in group.stands(facts) - barred:
                totals[group.title, unit] += value
                entries[group.title, unit].append({"project": facts.project, "colour": ruling.value, "points": value})
    return [
        Sum(group, unit, total.quantize(HUNDREDTH), tuple(entries[group, unit]))
        for (group, unit), total in totals.items()
    ]


def add_up(periods: Iterable[tuple[str, Sequence[tuple[str, str, Decimal]]]]) -> list[Sum]:
    """Add the months of a longer period: (period, its (group, unit, points) …) → sums with a month-by-month basis."""
    entries: dict[tuple[str, str], list[Mapping[str, object]]] = defaultdict(list)
    totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for period, scores in periods:
        for group, unit, points in scores:
            totals[group, unit] += points
            entries[group, unit].append({"period": period, "points": points})
    return [
        Sum(group, unit, total.quantize(HUNDREDTH), tuple(entries[group, unit]))
        for (group, unit), total in totals.items()
    ]


def rank(
    sums: Iterable[Sum],
    scoring: Scoring,
    parameters: BaseModel,
    units: Sequence[UnitFacts],
    *,
    boards: bool,
) -> list[Score]:
    """Rank each group (equal points share a rank: 1, 1, 3), fill its boards, and list who had nothing apart."""
    by_group: dict[str, list[Sum]] = defaultdict(list)
    for one in sums:
        by_group[one.group].append(one)
    rule = scoring.boards(parameters) if boards else None
    ranked: list[Score] = []
    for group in scoring.groups:
        members = sorted(by_group[group.title], key=lambda one: (-one.points, one.unit))
        ranked += [_place(one, members, scoring.clause, rule) for one in members]
        standing = {one.unit for one in members}
        ranked += [
            Score(group.title, unit.name, None, None, None, scoring.clause, "本期无考核事项，不参与排名", ())
            for unit in units
            if unit.assessment_group == group.title and unit.name not in standing
        ]
    return ranked


def _place(one: Sum, members: Sequence[Sum], clause: str, rule: BoardRule | None) -> Score:
    place = 1 + sum(other.points > one.points for other in members)
    behind = sum(other.points < one.points for other in members)
    board = None if rule is None else _board(one.points, place, behind, rule)
    because = (
        f"{len(one.basis)} 项合计 {_signed(one.points)} 分，{one.group}中列第 {place} 名（共 {len(members)} 个单位）"
    )
    if board is not None:
        because += f"，列入{'红' if board == 'red' else '黑'}榜"
    return Score(one.group, one.unit, one.points, place, board, clause, because, one.basis)


def _board(points: Decimal, place: int, behind: int, rule: BoardRule) -> Board | None:
    if points > 0 and place <= rule.red:
        return "red"
    if points < 0 and behind < rule.black:
        return "black"
    return None


def _signed(points: Decimal) -> str:
    return f"{points.normalize():+f}" if points else "0"
