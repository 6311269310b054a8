"""Ranks and boards: units' points of a period ranked in competition, each point traceable to its entries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import UnitFacts
from yipanqi_core.mechanism.scores import BoardRule, CountyView, Longer, Scoring, UnitScore
from yipanqi_core.rules.rating_points import told
from yipanqi_core.rules.rounding import hundredths

Board = Literal["red", "black"]


@dataclass(frozen=True, slots=True)
class Score:
    """A unit's result in one group; points None: nothing to be scored on (无考核事项), so neither rank nor board.

    `basis` are the entries the points come from, ready for JSON (see `UnitScore`).
    """

    group: str
    unit: str
    points: Decimal | None
    rank: int | None
    board: Board | None
    clause: str
    because: str
    basis: tuple[Mapping[str, object], ...]


def score(scoring: Scoring | None, parameters: BaseModel, view: CountyView) -> tuple[Score, ...]:
    """Score and rank the units of a period from its facts and rulings; nothing where it has no scores."""
    if scoring is None or view.kind not in scoring.cadences:
        return ()
    return tuple(rank(scoring.unit_scores(view, parameters), scoring, parameters, view.county.units, view.kind))


def add_up(
    periods: Iterable[tuple[str, Sequence[tuple[str, str, Decimal]]]], longer: Longer = Longer.SUM
) -> list[UnitScore]:
    """Add the months of a longer period, or take their mean: (period, its (group, unit, points) …)."""
    entries: dict[tuple[str, str], list[Mapping[str, object]]] = defaultdict(list)
    totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for period, scores in periods:
        for group, unit, points in scores:
            totals[group, unit] += points
            entries[group, unit].append({"period": period, "points": points})
    return [_longer(key, total, entries[key], longer) for key, total in totals.items()]


def _longer(key: tuple[str, str], total: Decimal, entries: list[Mapping[str, object]], longer: Longer) -> UnitScore:
    if longer is Longer.SUM:
        return UnitScore(*key, hundredths(total), told(entries, total), tuple(entries))
    mean = hundredths(Fraction(total) / len(entries))
    return UnitScore(*key, mean, f"{len(entries)} 个月平均 {mean} 分", tuple(entries))


def rank(
    scores: Iterable[UnitScore],
    scoring: Scoring,
    parameters: BaseModel,
    units: Sequence[UnitFacts],
    kind: PeriodKind,
) -> list[Score]:
    """Rank each group (equal points share a rank: 1, 1, 3), fill its boards, and list who had nothing apart."""
    by_group: dict[str, list[UnitScore]] = defaultdict(list)
    for one in scores:
        by_group[one.group].append(one)
    rule = scoring.boards(parameters) if scoring.boards is not None and kind in scoring.boards_in else None
    ranked: list[Score] = []
    for group in scoring.groups:
        members = sorted(by_group[group.title], key=lambda one: (-one.points, one.unit))
        ranked += [_place(one, members, scoring.clause, rule) for one in members]
        standing = {one.unit for one in members}
        ranked += [
            Score(group.title, unit.name, None, None, None, scoring.clause, "本期无考核事项，不参与排名", ())
            for unit in units
            if group.holds(unit) and unit.name not in standing
        ]
    return ranked


def _place(one: UnitScore, members: Sequence[UnitScore], clause: str, rule: BoardRule | None) -> Score:
    place = 1 + sum(other.points > one.points for other in members)
    behind = sum(other.points < one.points for other in members)
    board = None if rule is None else _board(one.points, place, behind, rule)
    because = f"{one.because}，{one.group}中列第 {place} 名（共 {len(members)} 个单位）"
    if board is not None:
        because += f"，列入{'红' if board == 'red' else '黑'}榜"
    return Score(one.group, one.unit, one.points, place, board, clause, because, one.basis)


def _board(points: Decimal, place: int, behind: int, rule: BoardRule) -> Board | None:
    if place <= rule.red and (rule.above is None or points > rule.above):
        return "red"
    if behind < rule.black and (rule.below is None or points < rule.below):
        return "black"
    return None
