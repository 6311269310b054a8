"""Breakdowns counted: every project that counts stands in exactly one part, so that the parts add up to the whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.mechanism.breakdowns import Breakdown
from yipanqi_core.mechanism.facts import ProjectFacts


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a cut: how many projects, and their amounts in 万元."""

    by: str
    key: str
    count: int
    total_investment: Decimal
    annual_plan: Decimal


def cut(breakdown: Breakdown, parameters: BaseModel, projects: Iterable[ProjectFacts]) -> tuple[Part, ...]:
    """Cut the projects; the declared keys first, then the others by name."""
    parts: dict[str, list[ProjectFacts]] = {key: [] for key in breakdown.keys}
    others: dict[str, list[ProjectFacts]] = {}
    for facts in projects:
        key = breakdown.key(facts, parameters)
        if key is not None:
            (parts if key in parts else others).setdefault(key, []).append(facts)
    return tuple(_part(breakdown.by, key, some) for key, some in (*parts.items(), *sorted(others.items())))


def _part(by: str, key: str, projects: Sequence[ProjectFacts]) -> Part:
    nothing = Decimal("0.00")
    return Part(
        by,
        key,
        len(projects),
        sum((one.total_investment for one in projects), nothing),
        sum((one.annual_plan for one in projects if one.annual_plan is not None), nothing),
    )
