"""ZZ-3.2, ZZ-3.3: dispatches with what they assign, the monthly special report, visits with what they find."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from yipanqi_core.mechanism.letters import TaskKind
from yipanqi_core.mechanism.record_facts import RecordFacts
from yipanqi_core.mechanism.records import Assignment, Problem, RecordKind
from yipanqi_core.mechanism.seats import LEAD_UNIT, PROJECT_DEPUTY

DISPATCH, SPECIAL_DISPATCH, REPORT, VISIT, PUSH = "月调度", "专项调度", "专报", "现场调研", "推进会"
OTHERS = "其他人员"
BELOW_HEAD = ("股长", "科长", "科员", "干事", "办事员", "技术员")
"""How titles end that no head of a unit bears."""
TASK, CARRIED_OUT, STUDY = "dispatch_task", "任务落实", "专题研究"


class DispatchedProblem(Problem):
    """A problem that a dispatch deals with: who does what about it by when."""

    model_config = ConfigDict(extra="forbid", title="调度问题")

    assignment: Assignment = Field(title="交办")


class Dispatch(BaseModel):
    """What a dispatch came to."""

    model_config = ConfigDict(extra="forbid", title="调度内容")

    progress: str | None = Field(None, title="推进情况", max_length=2000)
    problems: list[DispatchedProblem] = Field(default_factory=list, title="问题", max_length=50)


class Report(BaseModel):
    """What a special report tells the office."""

    model_config = ConfigDict(extra="forbid", title="专报内容")

    progress: str = Field(title="推进情况", min_length=1, max_length=4000)
    dispatch: str = Field(title="月调度情况", min_length=1, max_length=4000)


class FoundProblem(Problem):
    """A problem found on the site, and whether it was solved there."""

    model_config = ConfigDict(extra="forbid", title="现场问题")

    handling: Literal["现场解决", "专题研究"] = Field(title="处理方式")
    solution: str | None = Field(None, title="解决情况", max_length=1000)


class Visit(BaseModel):
    """What a visit found."""

    model_config = ConfigDict(extra="forbid", title="调研内容")

    visitor: Literal["主要负责人", "其他人员"] | None = Field(
        None,
        title="到场人员",
        description="包联单位何人到场；未填的，副职、股长等岗位的记录视为其他人员，其余视为主要负责人；领导调研不填",
    )
    problems: list[FoundProblem] = Field(default_factory=list, title="问题", max_length=50)


def dispatched(data: BaseModel) -> tuple[Problem, ...]:
    """Every problem dealt with goes on the issue list, with the day by which it is to be solved."""
    assert isinstance(data, Dispatch)
    return tuple(
        one.model_copy(update={"required_on": one.required_on or one.assignment.deadline}) for one in data.problems
    )


def assigned(data: BaseModel) -> tuple[Assignment, ...]:
    """What units are to do."""
    assert isinstance(data, Dispatch)
    return tuple(one.assignment for one in data.problems)


def to_be_studied(data: BaseModel) -> tuple[Problem, ...]:
    """What could not be solved on the spot goes to a special study, as an issue."""
    assert isinstance(data, Visit)
    return tuple(one for one in data.problems if one.handling == STUDY)


def by_head(record: RecordFacts) -> bool:
    """Tell whether the unit's head went: as the record says; else so, unless it was the visit of a lower post."""
    said = record.data.get("visitor")
    return said != OTHERS if said is not None else not (record.is_post and _below_head(record.by))


def _below_head(post: str) -> bool:
    return "副" in post or post.endswith(BELOW_HEAD)


def _dispatch(title: str) -> RecordKind:
    return RecordKind(
        title, "ZZ-3.2", fields=Dispatch, doers=(PROJECT_DEPUTY,), names_project=True,
        raises=dispatched, assigns=assigned, task=TASK,
    )  # fmt: skip


RECORDS = (
    _dispatch(DISPATCH),
    _dispatch(SPECIAL_DISPATCH),
    RecordKind(REPORT, "ZZ-3.2", fields=Report, doers=(LEAD_UNIT,), names_project=True),
    RecordKind(VISIT, "ZZ-3.3", fields=Visit, names_project=True, raises=to_be_studied),
    RecordKind(PUSH),
    RecordKind(CARRIED_OUT, "ZZ-3.2", names_project=True),
)

DISPATCH_TASK = TaskKind(TASK, "调度任务", "ZZ-3.2", closed_by=CARRIED_OUT)
