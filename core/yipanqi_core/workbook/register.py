"""The rows of a register in the words of a workbook: units, people and projects by name, posts by unit and title.

The same rows stand for what a workbook says and for what a county already has, so that the two can be compared.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from yipanqi_core.vocabulary import DecidingLevel, ItemKind, Level, Nature, Role, UnitKind, Urgency


class Post(NamedTuple):
    """A post: a title within a unit."""

    unit: str
    title: str

    def __str__(self) -> str:
        return f"{self.unit}{self.title}"


Holder = str | Post
"""Who did a piece of recorded work: a unit by its name, or a post."""


class Entry(Protocol):
    """A row of a register; rows of the same key speak of the same thing."""

    @property
    def key(self) -> Hashable:
        """What the row is recognised by."""

    @property
    def called(self) -> str:
        """What the row is called towards people."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit."""

    name: str
    kind: UnitKind
    assessment_group: str | None = None
    short_names: tuple[str, ...] = ()
    credit_code: str | None = None

    @property
    def key(self) -> Hashable:
        """Its name."""
        return self.name

    @property
    def called(self) -> str:
        """Its name, as a unit's."""
        return f"单位“{self.name}”"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person, with the post held at present."""

    name: str
    login: str
    unit: str
    role: Role
    title: str | None = None
    portfolio: tuple[str, ...] = ()
    from_on: date | None = None
    office_phone: str | None = None

    @property
    def post(self) -> Post | None:
        """The post, if one is named."""
        return None if self.title is None else Post(self.unit, self.title)

    @property
    def key(self) -> Hashable:
        """The login."""
        return self.login

    @property
    def called(self) -> str:
        """Name and login."""
        return f"人员“{self.name}”（{self.login}）"


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project; `listing` is the code of a step, or says that it is kept off the lists."""

    name: str
    nature: Nature
    sector: str
    total_investment: Decimal
    owner: str
    lead_unit: str
    code: str | None = None
    level: Level | None = None
    annual_plan: Decimal | None = None
    site: str | None = None
    content: str | None = None
    leader: Post | None = None
    line: Post | None = None
    point: Post | None = None
    chain: str | None = None
    listing: str | None = None
    entered_on: date | None = None
    fields: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> Hashable:
        """Its name."""
        return self.name

    @property
    def called(self) -> str:
        """Its name, as a project's."""
        return f"项目“{self.name}”"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A dated item of a project; `planned_on` is the plan in force."""

    project: str
    title: str
    kind: ItemKind
    planned_on: date | None = None
    unit: str | None = None
    person: str | None = None
    finished_on: date | None = None
    decided_at: DecidingLevel | None = None

    @property
    def key(self) -> Hashable:
        """Project, kind and title."""
        return (self.project, self.kind, self.title)

    @property
    def called(self) -> str:
        """Its title within the project."""
        return f"项目“{self.project}”的{self.kind.label}“{self.title}”"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A month's investment of a project; the month as 2024-06."""

    project: str
    month: str
    planned: Decimal | None = None
    completed: Decimal | None = None

    @property
    def key(self) -> Hashable:
        """Project and month."""
        return (self.project, self.month)

    @property
    def called(self) -> str:
        """Its month within the project."""
        return f"项目“{self.project}”{self.month} 投资"


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue of a project."""

    project: str
    description: str
    category: str
    urgency: Urgency
    raised_on: date
    required_on: date | None = None
    resolved_on: date | None = None

    @property
    def key(self) -> Hashable:
        """Project, wording, day and category; two issues may share them."""
        return (self.project, self.description, self.raised_on, self.category)

    @property
    def called(self) -> str:
        """Its wording within the project."""
        return f"项目“{self.project}”{self.raised_on} 的问题“{self.description[:40]}”"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record of work; `data` is what its kind holds besides, `fields` the cells that tell it."""

    holder: Holder
    kind: str
    on_date: date
    project: str | None = None
    note: str | None = None
    data: str | None = None
    fields: Mapping[str, object] = field(default_factory=dict, compare=False, hash=False)

    @property
    def key(self) -> Hashable:
        """All of it."""
        return self

    @property
    def called(self) -> str:
        """Who, what and when."""
        return f"{self.holder} {self.on_date} 的{self.kind}"
