"""Responsibilities: which leaders a project must have, and how many key chains a county keeps."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from yipanqi_core.mechanism.references import Condition
from yipanqi_core.vocabulary import ResponsibilityKind


@dataclass(frozen=True, slots=True)
class Requirement:
    """A listed project of which `applies` is true must have all the parts of one of `alternatives`.

    A part named by some requirement may only be given to projects for which one of their own names it.
    """

    code: str
    title: str
    clause: str
    applies: Condition
    alternatives: tuple[tuple[ResponsibilityKind, ...], ...]

    @property
    def kinds(self) -> frozenset[ResponsibilityKind]:
        """All the parts that it speaks of."""
        return frozenset(kind for each in self.alternatives for kind in each)


@dataclass(frozen=True, slots=True)
class KeyChains:
    """The county's key industry chains: `most` of them, each headed by a post."""

    title: str
    clause: str
    most: Callable[[BaseModel], int]
