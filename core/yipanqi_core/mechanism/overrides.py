"""Overrides: who may set another rating than the computed one; both are kept and shown."""

from collections.abc import Callable
from dataclasses import dataclass

from yipanqi_core.mechanism.facts import ProjectFacts


@dataclass(frozen=True, slots=True)
class Override:
    """The office that rates a project may set one of `values`, with a reason.

    Set before the month is published it counts for letters, tasks and scores; later it shows in the next assessment.
    """

    clause: str
    values: tuple[str, ...]
    office: Callable[[ProjectFacts], str]
    """The seat that rates this project."""
