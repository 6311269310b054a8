"""Acts: how a project is put on the track, moved along it and released, stage by stage, each decided by named seats."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling


class ActKind(StrEnum):
    """What an act does on the track once its last stage has decided."""

    ENTER = "enter"
    MOVE = "move"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Motion:
    """From which step to which; None is off the track."""

    source: str | None
    target: str | None


SeatRule = Callable[[ProjectFacts, Motion], tuple[str, ...]]
"""Which seats are meant for this project and motion; those of the project itself (its lead unit, its deputy) too."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of an act: every one of its seats must sign before the next stage begins."""

    code: str
    title: str
    seats: SeatRule


@dataclass(frozen=True, slots=True)
class Due:
    """What the facts ask for: the step to go to (None: off the track), and why."""

    target: str | None
    because: str


def _nothing(_: ProjectFacts, __: Motion) -> tuple[str, ...]:
    return ()


def _allowed(_: ProjectFacts, __: Motion, ___: BaseModel) -> Ruling | None:
    return None


def _lacks_nothing(_: ProjectFacts) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Act:
    """An act upon the main track, opened by any one of the seats that `opens` names, or by the facts.

    With `due` the facts propose it, and nothing else can: as soon as they are recorded, or, with `due_each`, at the end
    of each such period. `grounds` closes the set of causes that it may have (none: any words). `refused` gives the
    ruling that forbids it, asked when it is opened and again at each signature. `shown` is the clause under which the
    period's assessment tells of it. `lacks` says in a sentence what the facts still lack for it, where they can say so.
    """

    code: str
    title: str
    clause: str
    kind: ActKind
    opens: SeatRule
    stages: tuple[Stage, ...]
    shown: str
    due: Callable[[ProjectFacts], Due | None] | None = None
    due_each: PeriodKind | None = None
    grounds: SeatRule = _nothing
    refused: Callable[[ProjectFacts, Motion, BaseModel], Ruling | None] = _allowed
    lacks: Callable[[ProjectFacts], str | None] = _lacks_nothing

    def stage(self, code: str) -> Stage:
        """Give the stage of this code. Raises KeyError."""
        return {stage.code: stage for stage in self.stages}[code]

    def after(self, code: str) -> Stage | None:
        """Give the stage that follows, if there is one."""
        codes = [stage.code for stage in self.stages]
        place = codes.index(code) + 1
        return self.stages[place] if place < len(self.stages) else None
