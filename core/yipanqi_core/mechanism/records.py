"""Kinds of records: the work that a document asks to be recorded, what each holds, who does it and what it brings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from yipanqi_core.mechanism.references import Condition, FactDate
from yipanqi_core.vocabulary import Urgency


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `most` records of a kind per project, for those it applies to, until `until` has happened."""

    most: Callable[[BaseModel], int]
    until: FactDate
    clause: str
    applies: Condition


class Problem(BaseModel):
    """A problem found by work done, ready to become an issue; kinds of records may use it among their fields."""

    model_config = ConfigDict(extra="forbid", title="发现的问题")

    description: str = Field(title="问题", min_length=1, max_length=2000)
    category: str = Field(title="类别", min_length=1, max_length=50)
    urgency: Urgency = Field(title="轻重缓急", default=Urgency.IMPORTANT)
    required_on: date | None = Field(title="要求解决日期", default=None)


class Assignment(BaseModel):
    """What a unit is given to do by work done, with a deadline; kinds of records may use it among their fields."""

    model_config = ConfigDict(extra="forbid", title="交办事项")

    unit: str = Field(title="责任单位", description="单位名称", min_length=1, max_length=100)
    requirement: str = Field(title="办理要求", min_length=1, max_length=1000)
    deadline: date = Field(title="完成时限")


def _nothing_assigned(_: BaseModel) -> tuple[Assignment, ...]:
    return ()


def _no_problem(_: BaseModel) -> tuple[Problem, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of work record by its Chinese title; `cap` limits how often it may be held for one project.

    `fields` is what a record holds beside day, doer and note: validated when written, published as JSON Schema. A
    workbook has no columns for it; what it brings has none of it. `doers` are the seats (of the county, or of the
    project) that do such work: their post, or their unit with its posts; none named: any post or unit.
    `names_project` says that a record must name its project. `raises` gives the problems found, which become issues.
    `assigns` gives what units are to do: each becomes a task of the kind `task`, a `TaskKind` of the edition. What
    `inspects` is the inspectors' own work: they record it and nothing else, and no one but the daily office for them.
    """

    title: str
    clause: str | None = None
    cap: Cap | None = None
    fields: type[BaseModel] | None = None
    doers: tuple[str, ...] = ()
    names_project: bool = False
    raises: Callable[[BaseModel], tuple[Problem, ...]] = _no_problem
    assigns: Callable[[BaseModel], tuple[Assignment, ...]] = _nothing_assigned
    task: str | None = None
    inspects: bool = False
