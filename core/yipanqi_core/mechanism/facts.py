"""The frozen facts that rules are told: everything as it was true on one day, nothing that came later.

Amounts are 万元 as `Decimal`; units, posts and projects go by their names in the register, unique in a county.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from yipanqi_core.mechanism.issued_facts import IssuedFacts
from yipanqi_core.mechanism.kept_facts import EntryFacts, FigureFacts, TargetFacts
from yipanqi_core.mechanism.record_facts import RecordFacts, TaskFacts
from yipanqi_core.mechanism.supervision_facts import InspectionFacts, LaneFacts, LetterFacts
from yipanqi_core.mechanism.team_facts import MemberFacts, WorkPlanFacts
from yipanqi_core.mechanism.vacancy_facts import VacancyFacts
from yipanqi_core.vocabulary import DecidingLevel, ItemKind, Level, Nature, ResponsibilityKind, UnitKind, Urgency


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """A dated item: `planned_on` by the plan approved by the day, `finished_on` only if finished by the day."""

    kind: ItemKind
    title: str
    unit: str | None
    planned_on: date | None
    finished_on: date | None
    decided_at: DecidingLevel | None = None
    person: str | None = None
    """Who is named for it."""


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """A month's investment; `completed` is None when nothing was reported, or when the month lies after the day."""

    month: str
    planned: Decimal | None
    completed: Decimal | None


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """A stay on a step of the main track; `left_on` is exclusive and only set if left by the day."""

    step: str
    entered_on: date
    left_on: date | None
    cause: str | None
    left_cause: str | None = None


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """An issue raised by the day; `resolved_on` only if resolved by the day."""

    category: str
    urgency: Urgency
    raised_on: date
    required_on: date | None
    resolved_on: date | None


@dataclass(frozen=True, slots=True)
class ReplanFacts:
    """A re-plan of an item approved by the day: from the plan in force before to the new one."""

    kind: ItemKind
    title: str
    round: int
    from_on: date | None
    to_on: date
    approved_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A joint review opened by the day: who had answered its latest submission by the day, who against, its state."""

    kind: str
    opened_on: date
    seats: tuple[str, ...]
    against: tuple[str, ...] = ()
    state: str = "open"  # a ReviewState as of the day
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case opened by the day: the step on which it stood, what it had passed, and whether anyone follows it."""

    kind: str
    title: str
    step: str
    entered_on: date
    follower: str | None
    opened_on: date | None = None
    closed_on: date | None = None
    year: int | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    returned_on: tuple[date, ...] = ()
    """The days on which it was sent back."""


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """A proposal to list, move or release the project, opened by the day; closed only if closed by the day."""

    act: str
    source: str | None
    target: str | None
    opened_on: date
    closed_on: date | None
    outcome: str | None  # done, refused, withdrawn


@dataclass(frozen=True, slots=True)
class MarkFacts:
    """A yearly mark that the project bears on the day, with what is recorded of it."""

    mark: str
    year: int
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """A value that was corrected by the day."""

    title: str
    old: str | None
    new: str | None
    reason: str
    corrected_on: date


@dataclass(frozen=True, slots=True)
class EarlierRuling:
    """What was ruled of the same project in an earlier period, for rules that look back."""

    period: str
    kind: str
    value: str | None
    code: str = ""
    """Which class it was, with the figures told with it; of ratings and letters neither is read."""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LateOverride:
    """A rating of an earlier, published month that a person set otherwise within this period."""

    period: str
    before: str | None
    value: str
    clause: str
    reason: str
    set_on: date


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit of the county with the assessment group that its register names."""

    name: str
    kind: UnitKind
    assessment_group: str | None


@dataclass(frozen=True, slots=True)
class PartFacts:
    """Who has a part in the project beyond owner, lead unit and leader: a post, or a chain with its lead unit."""

    kind: ResponsibilityKind
    holder: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class ChainFacts:
    """A key industry chain as it is kept on the day."""

    name: str
    head: str | None
    unit: str | None
    person: str | None
    task_force: str | None


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A post that was held on the day, with its unit and the holder's portfolio."""

    name: str
    unit: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """What a seat was bound to on the day: a post or a unit, by name."""

    seat: str
    holder: str


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting that its convener held in the year or in the week in which it began, by the day; `unit` is the post's.

    Without `id`, as facts were kept before duties asked for meetings, it fulfils no duty.
    """

    series: str
    convener: str
    held_on: date
    id: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class CollectedFacts:
    """How many cases of a kind a unit had handed in for a year by the day, and when the first of them."""

    kind: str
    year: int
    unit: str
    cases: int
    first_on: date
    waiting: int = 0
    """How many of them stood with the office that draws them up."""


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """All that is known of one project on the day `on`, for the period `period`."""

    period: str
    on: date
    project: str
    nature: Nature
    sector: str
    level: Level | None
    total_investment: Decimal
    annual_plan: Decimal | None
    lead_unit: str
    owner: str
    owner_kind: UnitKind
    leader: str | None
    deputies: tuple[str, ...]
    """The posts that can be the project's deputy: its leader alone, else all whose portfolio holds the lead unit's
    field. Exactly one: that is the deputy."""
    fields: Mapping[str, object]
    items: tuple[ItemFacts, ...] = ()
    figures: tuple[MonthFacts, ...] = ()
    passages: tuple[PassageFacts, ...] = ()
    issues: tuple[IssueFacts, ...] = ()
    earlier: tuple[EarlierRuling, ...] = ()
    declared_nature: Nature | None = None
    """What it was declared as, where that is not what it counts as (`nature`)."""
    registered_on: date | None = None
    proposals: tuple[ProposalFacts, ...] = ()
    marks: tuple[MarkFacts, ...] = ()
    corrections: tuple[CorrectionFacts, ...] = ()
    offices: Mapping[str, str] = field(default_factory=dict)
    """The units that sat in the mechanism's seats on the day, by seat."""
    parts: tuple[PartFacts, ...] = ()
    replans: tuple[ReplanFacts, ...] = ()
    reviews: tuple[ReviewFacts, ...] = ()
    cases: tuple[CaseFacts, ...] = ()
    closed_cases: tuple[CaseFacts, ...] = ()
    """Those of its cases that were closed by the day; `cases` holds the open ones."""
    own_seats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The units that sit in the seats which the mechanism gives each project, such as its townships, by seat."""
    site: str | None = None
    set_late: tuple[LateOverride, ...] = ()
    entries: tuple[EntryFacts, ...] = ()
    """The rows of registers about the project."""
    records: tuple[RecordFacts, ...] = ()
    """The work recorded of the project in the day's year, by the day."""
    team: tuple[MemberFacts, ...] = ()
    plans: tuple[WorkPlanFacts, ...] = ()
    inspections: tuple[InspectionFacts, ...] = ()
    code: str | None = None
    content: str | None = None
    tasks: tuple[TaskFacts, ...] = ()
    """What units were given to do about the project, opened by the day."""
    vacancies: tuple[VacancyFacts, ...] = ()
    """When the posts of its leaders (包抓领导, 线长, 点长) had no holder, as far as the day's month is concerned."""

    @property
    def passage(self) -> PassageFacts | None:
        """The stay on the main track that holds on the day, if the project is on a list at all."""
        for stay in self.passages:
            if stay.entered_on <= self.on and (stay.left_on is None or stay.left_on > self.on):
                return stay
        return None

    @property
    def step(self) -> str | None:
        """The step of the main track on the day."""
        stay = self.passage
        return None if stay is None else stay.step

    def first_class(self, code: str) -> EarlierRuling | None:
        """The first stored class of this kind in the year of the day, if the kind is kept and a month told one."""
        year = f"{self.on.year}-"
        return next((one for one in self.earlier if one.code == code and one.period.startswith(year)), None)

    def of(self, kind: ItemKind) -> tuple[ItemFacts, ...]:
        """The items of one kind, in the register's order."""
        return tuple(item for item in self.items if item.kind is kind)


@dataclass(frozen=True, slots=True)
class CountyFacts:
    """What concerns the county as a whole in the period: its units."""

    period: str
    on: date
    units: tuple[UnitFacts, ...]
    posts: tuple[PostFacts, ...] = ()
    seats: tuple[SeatFacts, ...] = ()
    chains: tuple[ChainFacts, ...] = ()
    meetings: tuple[MeetingFacts, ...] = ()
    bodies: tuple[MemberFacts, ...] = ()
    letters: tuple[LetterFacts, ...] = ()
    inspections: tuple[InspectionFacts, ...] = ()
    lane: tuple[LaneFacts, ...] = ()
    figures: tuple[FigureFacts, ...] = ()
    """The months of the day's year up to the day's month, by series, unit and month."""
    targets: tuple[TargetFacts, ...] = ()
    entries: tuple[EntryFacts, ...] = ()
    """The rows of registers about the county and its units."""
    records: tuple[RecordFacts, ...] = ()
    """The work recorded of no project in the day's year, by the day."""
    collected: tuple[CollectedFacts, ...] = ()
    """What units had handed in for the collections of the day's year and the next."""
    vacancies: tuple[VacancyFacts, ...] = ()
    """When posts had no holder, as far as the day's month is concerned."""
    issued: tuple[IssuedFacts, ...] = ()
    """Bulletins that went out in the day's year, where a duty asks for them."""
