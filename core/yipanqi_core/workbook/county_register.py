"""What a county has, in the words of a workbook, with the ids behind the names."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from yipanqi_core.vocabulary import ResponsibilityKind
from yipanqi_core.workbook.chain_rows import ChainRow
from yipanqi_core.workbook.kept_rows import SeriesRow, TargetRow
from yipanqi_core.workbook.register import (
    Entry,
    FigureRow,
    Holder,
    IssueRow,
    ItemRow,
    PersonRow,
    Post,
    ProjectRow,
    RecordRow,
    UnitRow,
)
from yipanqi_core.workbook.supplements.line import Line

R = TypeVar("R", bound=Entry)


@dataclass(frozen=True, slots=True)
class Kept(Generic[R]):
    """A row that the county has; a monthly figure goes by its project's id."""

    id: UUID
    row: R


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's time in a post; `to_on` is the first day no longer in it."""

    id: UUID
    login: str
    post: Post
    from_on: date | None
    to_on: date | None
    portfolio: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stay:
    """A project's stay on a step of the main track."""

    id: UUID
    step: str
    entered_on: date
    left_on: date | None
    cause: str | None


@dataclass(frozen=True, slots=True)
class BoundSeat:
    """A seat's binding at present."""

    id: UUID
    holder: Holder
    from_on: date | None


@dataclass(frozen=True, slots=True)
class CountyRegister:
    """A county's register as it stands."""

    units: tuple[Kept[UnitRow], ...]
    posts: Mapping[Post, UUID]
    people: tuple[Kept[PersonRow], ...]
    tenures: tuple[Tenure, ...]
    projects: tuple[Kept[ProjectRow], ...]
    responsibilities: Mapping[tuple[str, ResponsibilityKind], UUID]  # the open ones
    items: tuple[Kept[ItemRow], ...]
    baselines: Mapping[UUID, date | None]  # re-planned item → its first plan
    figures: tuple[Kept[FigureRow], ...]
    issues: tuple[Kept[IssueRow], ...]
    records: tuple[Kept[RecordRow], ...]
    stays: Mapping[str, tuple[Stay, ...]]  # project → its stays in order
    bound_seats: Mapping[str, BoundSeat]  # seat → its present binding
    targets: tuple[Kept[TargetRow], ...]
    series: tuple[Kept[SeriesRow], ...]
    chains: tuple[Kept[ChainRow], ...]
    chain_terms: Mapping[str, UUID]  # chain → its running term
    rounds: Mapping[Hashable, tuple[UUID, int]]  # target or month of a series → its id and latest round
    lines: Mapping[str, Sequence[Kept[Line]]]  # further rows by sheet
    entry_rounds: Mapping[UUID, int]  # entry of a register → how many rounds it has
