"""Orders: who stands where in a queue of projects, declared once and told with its reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts


@dataclass(frozen=True, slots=True)
class Place:
    """A project's place in a queue: a smaller `rank` first, within it the earlier `since`, those without one last.

    `because` says in Chinese why it stands there.
    """

    rank: tuple[int, ...]
    because: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A queue of projects; `place` gives None for a project that does not stand in it."""

    code: str
    title: str
    clause: str
    place: Callable[[ProjectFacts, BaseModel], Place | None]
