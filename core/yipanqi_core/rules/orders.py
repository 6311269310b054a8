"""Queues in the order that the mechanism gives them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.orders import Order, Place


@dataclass(frozen=True, slots=True)
class Queued:
    """A project in a queue, counted from 1."""

    number: int
    facts: ProjectFacts
    place: Place


def queue(order: Order, parameters: BaseModel, projects: Iterable[ProjectFacts]) -> tuple[Queued, ...]:
    """Put the projects that stand in the queue in order; what is alike goes by name, so that the order is one."""
    placed = [(place, facts) for facts in projects if (place := order.place(facts, parameters)) is not None]
    placed.sort(key=lambda one: (one[0].rank, one[0].since is None, one[0].since or date.max, one[1].project))
    return tuple(Queued(number, facts, place) for number, (place, facts) in enumerate(placed, start=1))
