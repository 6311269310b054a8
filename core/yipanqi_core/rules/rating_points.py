"""Points by rating: each rated project counts once for every unit that stands for it in a group."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.mechanism.scores import CountyView, UnitScore, UnitScores
from yipanqi_core.rules.rounding import hundredths

Points = Callable[[BaseModel], Mapping[str | None, Decimal]]
Standing = Callable[[ProjectFacts], frozenset[str]]
"""Which units stand for a project in a group: the names of those to which its points count, each once."""


def summed(points: Points, standing: Mapping[str, Standing]) -> UnitScores:
    """Score units by the sum of their projects' points; `standing` maps a group's title to who stands in it.

    A unit whose register names a group that is not among these is kept but not scored.
    """

    def unit_scores(view: CountyView, parameters: BaseModel) -> tuple[UnitScore, ...]:
        worth = points(parameters)
        barred = {one.name for one in view.county.units if one.assessment_group not in (None, "", *standing)}
        projects = {one.project: one for one in view.projects}
        entries: dict[tuple[str, str], list[Mapping[str, object]]] = defaultdict(list)
        totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for rating in view.judged(RulingKind.RATING):
            facts, value = projects[rating.subject.project or ""], worth[rating.ruling.value]
            entry = {"project": facts.project, "colour": rating.ruling.value, "points": value}
            for group, stands in standing.items():
                for unit in stands(facts) - barred:
                    totals[group, unit] += value
                    entries[group, unit].append(entry)
        return tuple(
            UnitScore(group, unit, hundredths(total), told(entries[group, unit], total), tuple(entries[group, unit]))
            for (group, unit), total in totals.items()
        )

    return unit_scores


def told(entries: list[Mapping[str, object]], total: Decimal) -> str:
    """Say what a sum of entries comes to."""
    return f"{len(entries)} 项合计 {f'{total.normalize():+f}' if total else '0'} 分"
