"""An edition: one dated text of a county's mechanism, handed over once as data and pure functions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel

from yipanqi_core.mechanism.clauses import Clause
from yipanqi_core.mechanism.clocks import Clock
from yipanqi_core.mechanism.demonstration import Demonstration
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.letters import LetterKind, TaskKind
from yipanqi_core.mechanism.rulings import Judgement, Ruling
from yipanqi_core.mechanism.schedules import Schedule
from yipanqi_core.mechanism.scores import Scoring
from yipanqi_core.mechanism.seats import RecordKind, Seat
from yipanqi_core.mechanism.tracks import Track


@dataclass(frozen=True, slots=True)
class Check:
    """A pure function from a project's facts to findings."""

    code: str
    title: str
    clause: str
    find: Callable[[ProjectFacts, BaseModel], tuple[Judgement, ...]]


@dataclass(frozen=True, slots=True)
class Items:
    """The catalogue of dated items: nodes in order, kinds of guarantee, procedures; others may be added."""

    nodes: tuple[str, ...]
    guarantees: tuple[str, ...]
    procedures: tuple[str, ...]


Rule = Callable[[ProjectFacts, BaseModel], Ruling]
LetterRule = Callable[[ProjectFacts, Ruling, BaseModel], Ruling | None]
TaskRule = Callable[[ProjectFacts, Ruling, BaseModel], tuple[Judgement, ...]]


@dataclass(frozen=True, slots=True)
class Edition:
    """The mechanism as written, from `in_force_from` on.

    `admission` gives a ruling of value `admitted`, `reference` (tracked off the lists) or `refused`; `rating` one of a
    colour or None. `memory_months` says how far rules look back; the months before are then assessed first.
    """

    name: str
    in_force_from: date
    document: str
    structure: tuple[tuple[str, str], ...]  # section → title, as the document is built
    clauses: tuple[Clause, ...]
    parameters: type[BaseModel]
    project_fields: type[BaseModel]
    seats: tuple[Seat, ...]
    track: Track
    items: Items
    admission: Rule
    rating: Rule | None = None
    scoring: Scoring | None = None
    checks: tuple[Check, ...] = ()
    clocks: tuple[Clock, ...] = ()
    letters: tuple[LetterKind, ...] = ()
    letter_due: LetterRule | None = None
    tasks: tuple[TaskKind, ...] = ()
    tasks_due: TaskRule | None = None
    records: tuple[RecordKind, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    memory_months: int = 0
    issue_categories: tuple[str, ...] = field(default=())

    def clause(self, clause_id: str) -> Clause:
        """Give the clause of this id. Raises KeyError."""
        return {clause.id: clause for clause in self.clauses}[clause_id]

    def letter(self, kind: str) -> LetterKind:
        """Give the letter of this kind. Raises KeyError."""
        return {letter.kind: letter for letter in self.letters}[kind]


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A county's mechanism through time: its code and its editions, oldest first."""

    code: str
    title: str
    county: str
    editions: tuple[Edition, ...]
    demonstration: Demonstration | None = None
