"""Scores: points per rated project, the groups units stand in, and the boards that rankings fill."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts

Standing = Callable[[ProjectFacts], frozenset[str]]
"""Which units stand for a project in a group: the names of those to which its points count, each once."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of units ranked among themselves; `title` is what the register's 考核组 calls it."""

    code: str
    title: str
    stands: Standing


@dataclass(frozen=True, slots=True)
class BoardRule:
    """How a ranking becomes a red and a black board: how many, and on which side of zero."""

    red: int
    black: int


@dataclass(frozen=True, slots=True)
class Scoring:
    """Points by rating value, summed per unit and group; a quarter is the sum of its months."""

    clause: str
    points: Callable[[BaseModel], Mapping[str | None, Decimal]]
    groups: tuple[Group, ...]
    boards: Callable[[BaseModel], BoardRule]

    def group(self, title: str) -> Group | None:
        """Give the group of this title, if the mechanism knows it."""
        return next((group for group in self.groups if group.title == title), None)
