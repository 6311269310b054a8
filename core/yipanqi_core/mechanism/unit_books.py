"""Unit books: what each unit would otherwise keep by hand, drawn from the records that are there anyway."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.vocabulary import UnitKind

Measures = Callable[[ProjectFacts, str, BaseModel], str | None]
"""What is being done about an item of this title, where it is recorded."""


def _none_recorded(_: ProjectFacts, __: str, ___: BaseModel) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class UnitBook:
    """The project list, task list and ledger of each unit of these kinds.

    `places` is the project's own seat whose units count as concerned beside its lead unit and owner.
    """

    title: str
    clause: str
    kinds: frozenset[UnitKind]
    places: str | None = None
    measures: Measures = _none_recorded
