"""The fast lane: which items are urgent, and how long each department has had what was handed in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.lanes import FastLane
from yipanqi_core.mechanism.supervision_facts import LaneFacts


@dataclass(frozen=True, slots=True)
class UrgentItem:
    """An unfinished item on the lane; without `submitted_on` it has not been handed in."""

    project: str
    item: str
    unit: str | None
    planned_on: date | None
    submitted_on: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class InHand:
    """What a department has had in hand this year: open items with the longest and all days, and how many are done."""

    unit: str
    open: int
    longest_days: int
    open_days: int
    done: int
    done_days: int


def urgent(lane: FastLane, county: CountyFacts, projects: Iterable[ProjectFacts]) -> tuple[UrgentItem, ...]:
    """Give the items that go before others: what has lain longest first, then what is not handed in by its plan."""
    handed = {(one.project, one.item): one for one in county.lane}
    found = [
        _item(facts.project, item.title, item.unit, item.planned_on, handed.get((facts.project, item.title)))
        for facts in projects
        if facts.step is not None and lane.applies(facts)
        for item in facts.items
        if item.kind in lane.kinds and item.finished_on is None
    ]
    return tuple(
        sorted(found, key=lambda one: (one.days is None, -(one.days or 0), one.planned_on or date.max, one.project))
    )


def _item(project: str, title: str, unit: str | None, planned_on: date | None, lane: LaneFacts | None) -> UrgentItem:
    submitted, days = (None, None) if lane is None else (lane.submitted_on, lane.days)
    return UrgentItem(project, title, unit, planned_on, submitted, days)


def in_hand(lane: Sequence[LaneFacts]) -> tuple[InHand, ...]:
    """Add up the lane by department, by name."""
    by_unit: dict[str, list[LaneFacts]] = defaultdict(list)
    for one in lane:
        by_unit[one.unit].append(one)
    return tuple(_added(unit, some) for unit, some in sorted(by_unit.items()))


def _added(unit: str, some: Sequence[LaneFacts]) -> InHand:
    still = [one.days for one in some if one.finished_on is None]
    done = [one.days for one in some if one.finished_on is not None]
    return InHand(unit, len(still), max(still, default=0), sum(still), len(done), sum(done))
