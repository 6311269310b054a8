"""An edition: one dated text of a county's mechanism, handed over once as data and pure functions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.acts import Act
from yipanqi_core.mechanism.breakdowns import Breakdown
from yipanqi_core.mechanism.bulletins import Bulletin, InspectionBulletin
from yipanqi_core.mechanism.cases import CaseKind
from yipanqi_core.mechanism.classifications import Classification
from yipanqi_core.mechanism.clauses import Clause, Framework
from yipanqi_core.mechanism.clocks import Clock
from yipanqi_core.mechanism.consequences import Consequence
from yipanqi_core.mechanism.demonstration import Demonstration
from yipanqi_core.mechanism.drivers import Driver, Reminders
from yipanqi_core.mechanism.duties import Duty, DutyReminders
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.figures import Figure, Target
from yipanqi_core.mechanism.goals import Goal
from yipanqi_core.mechanism.inspections import InspectionKind
from yipanqi_core.mechanism.keeping import UNSAID, Keeping
from yipanqi_core.mechanism.ladders import Ladder
from yipanqi_core.mechanism.lanes import FastLane
from yipanqi_core.mechanism.ledgers import Ledger
from yipanqi_core.mechanism.letters import LetterKind, TaskKind
from yipanqi_core.mechanism.marks import Mark
from yipanqi_core.mechanism.meetings import MeetingSeries
from yipanqi_core.mechanism.orders import Order
from yipanqi_core.mechanism.overrides import Override
from yipanqi_core.mechanism.pools import PoolKind
from yipanqi_core.mechanism.promotions import Promotion
from yipanqi_core.mechanism.push_lists import PLAIN, PushList
from yipanqi_core.mechanism.rates import Rate
from yipanqi_core.mechanism.records import RecordKind
from yipanqi_core.mechanism.registers import Register
from yipanqi_core.mechanism.replanning import Replanning
from yipanqi_core.mechanism.responsibilities import KeyChains, Requirement
from yipanqi_core.mechanism.reviews import ReviewKind
from yipanqi_core.mechanism.revisions import FIRST, Revision
from yipanqi_core.mechanism.rulings import Judgement, Ruling
from yipanqi_core.mechanism.schedules import Schedule
from yipanqi_core.mechanism.scores import Scoring
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT, PROJECT_DEPUTY, ProjectSeat, Seat
from yipanqi_core.mechanism.teams import Body, Team
from yipanqi_core.mechanism.tracks import Track
from yipanqi_core.mechanism.unit_books import UnitBook
from yipanqi_core.vocabulary import ItemKind, Nature, Role


@dataclass(frozen=True, slots=True)
class Check:
    """A pure function from a project's facts to findings."""

    code: str
    title: str
    clause: str
    find: Callable[[ProjectFacts, BaseModel], tuple[Judgement, ...]]


@dataclass(frozen=True, slots=True)
class CountyCheck:
    """A pure function from the county's facts to findings against posts and units, asked at each `cadence`'s end."""

    code: str
    title: str
    clause: str
    cadence: PeriodKind
    find: Callable[[CountyFacts, BaseModel], tuple[Judgement, ...]]


@dataclass(frozen=True, slots=True)
class Items:
    """The catalogue of dated items: nodes in order, kinds of guarantee, procedures; others may be added.

    `clause` says who names and finishes them; nodes and procedures may have a clause of their own.
    """

    nodes: tuple[str, ...]
    guarantees: tuple[str, ...]
    procedures: tuple[str, ...]
    clause: str | None = None
    node_clause: str | None = None
    procedure_clause: str | None = None

    @property
    def title(self) -> str:
        """What the clauses are about, for the map of clauses."""
        return "节点、要素、手续"

    def clause_of(self, kind: ItemKind) -> str | None:
        """Give the clause by which items of this kind are kept."""
        own = {ItemKind.NODE: self.node_clause, ItemKind.PROCEDURE: self.procedure_clause}
        return own.get(kind) or self.clause


Rule = Callable[[ProjectFacts, BaseModel], Ruling]
NatureRule = Callable[[ProjectFacts, BaseModel], Nature | None]
LetterRule = Callable[[ProjectFacts, Ruling | None, BaseModel], Ruling | tuple[Ruling, ...] | None]
TaskRule = Callable[[ProjectFacts, Ruling | None, BaseModel], tuple[Judgement, ...]]
"""Told the project's rating; None where the mechanism rates none."""
FinishRule = Callable[[ProjectFacts, ItemKind, str], Ruling | None]
"""The ruling by which an item of this kind and title may not be recorded as done yet; loading does not ask it."""
UnitRule = Callable[[str, BaseModel], str | None]
"""Which seat answers for an item of this title that has no unit of its own."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The mechanism as written, from `in_force_from` on.

    `admission` gives a ruling of value `admitted`, `reference` (tracked off the lists) or `refused`; `rating` one of a
    colour or None. `counted_nature` says as what a project counts, whatever it was declared as; `register_checks` are
    asked of projects on no list; `attested` is the clause by which whoever registers or corrects answers for it.
    `memory_months` says how far rules look back; the months before are then assessed first. `deputy_title` is the
    document's own word for the county leader of a project.
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
    duties: tuple[Duty, ...] = ()
    duty_reminders: DutyReminders | None = None
    schedules: tuple[Schedule, ...] = ()
    replanning: Replanning | None = None
    reviews: tuple[ReviewKind, ...] = ()
    cases: tuple[CaseKind, ...] = ()
    pools: tuple[PoolKind, ...] = ()
    ladder: Ladder | None = None
    ledgers: tuple[Ledger, ...] = ()
    county_checks: tuple[CountyCheck, ...] = ()
    responsibilities: tuple[Requirement, ...] = ()
    chains: KeyChains | None = None
    meetings: tuple[MeetingSeries, ...] = ()
    drivers: tuple[Driver, ...] = ()
    reminders: Reminders | None = None
    acts: tuple[Act, ...] = ()
    marks: tuple[Mark, ...] = ()
    counted_nature: NatureRule | None = None
    register_checks: tuple[Check, ...] = ()
    attested: str | None = None
    override: Override | None = None
    bulletins: tuple[Bulletin, ...] = ()
    inspection_bulletins: tuple[InspectionBulletin, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    figures: tuple[Figure, ...] = ()
    targets: tuple[Target, ...] = ()
    registers: tuple[Register, ...] = ()
    goals: tuple[Goal, ...] = ()
    promotion: Promotion | None = None
    unit_book: UnitBook | None = None
    classifications: tuple[Classification, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    orders: tuple[Order, ...] = ()
    teams: tuple[Team, ...] = ()
    bodies: tuple[Body, ...] = ()
    inspections: tuple[InspectionKind, ...] = ()
    fast_lane: FastLane | None = None
    default_unit: UnitRule | None = None
    memory_months: int = 0
    deputy_title: str = "项目分管县领导"
    issue_categories: tuple[str, ...] = field(default=())
    frameworks: tuple[Framework, ...] = ()
    project_seats: tuple[ProjectSeat, ...] = ()
    finish_refused: FinishRule | None = None
    rates: tuple[Rate, ...] = ()
    push_list: PushList = PLAIN
    keeping: Keeping = UNSAID
    revision: Revision = FIRST

    @property
    def judges_from(self) -> date:
        """From when periods are judged by it: since it is in force or, where its rules were mended, since then."""
        return self.revision.judges_from or self.in_force_from

    def judges(self, kind: PeriodKind) -> bool:
        """Tell whether periods of this length are assessed: months always, longer ones if anything is asked of them."""
        scored = self.scoring is not None and kind in self.scoring.cadences
        return kind is PeriodKind.MONTH or scored or any(check.cadence is kind for check in self.county_checks)

    def clause(self, clause_id: str) -> Clause:
        """Give the clause of this id. Raises KeyError."""
        return {clause.id: clause for clause in self.clauses}[clause_id]

    def seat_title(self, code: str) -> str:
        """Name a seat of the county or of each project in the document's words."""
        own = {LEAD_UNIT: "项目责任单位", OWNER_UNIT: "项目业主单位", PROJECT_DEPUTY: self.deputy_title}
        titles = {one.code: one.title for one in self.seats} | {one.code: one.title for one in self.project_seats}
        return own.get(code) or titles.get(code, code)

    @property
    def office_title(self) -> str:
        """Name the daily office in the document's words."""
        return Role.OFFICE.label if self.keeping.office is None else self.seat_title(self.keeping.office)

    def role_title(self, role: Role) -> str:
        """Name a role, the daily office in the document's words."""
        return self.office_title if role is Role.OFFICE else role.label

    def act(self, code: str) -> Act | None:
        """Give the act of this code, if the mechanism knows it."""
        return next((act for act in self.acts if act.code == code), None)

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
