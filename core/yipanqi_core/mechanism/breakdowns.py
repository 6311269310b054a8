"""Breakdowns: by what the projects are cut so that counts and amounts add up."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One cut: `key` names a project's part (None: it is not counted at all); each project stands in one part.

    `keys` are the parts that are always shown, in this order; others follow by name.
    """

    by: str
    title: str
    clause: str
    key: Callable[[ProjectFacts, BaseModel], str | None]
    keys: tuple[str, ...] = ()
