"""Duties of leaders (QS-2.3) and of sector departments (QS-4.2): what is owed each month, by which record fulfilled."""

from pydantic import BaseModel, ConfigDict, Field

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.duties import Duty, DutyHolder, DutyReminders
from yipanqi_core.mechanism.records import RecordKind
from yipanqi_core.mechanism.seats import LEAD_UNIT, PROJECT_DEPUTY
from yipanqi_plugins.qingshui.parameters import Parameters

VISIT, PUSH, DISPATCH = "现场调研", "推进会", "部门调度"


class DispatchFields(BaseModel):
    """What is kept of a department's dispatch besides its day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    progress: str | None = Field(None, max_length=2000, title="推进情况", description="QS-4.2")
    problems: str | None = Field(None, max_length=2000, title="存在问题", description="QS-4.2")
    required: str | None = Field(None, max_length=2000, title="工作要求", description="QS-4.2")


def _visits(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.visits_a_month


def _pushes(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.push_meetings_a_month


def _dispatches(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.dispatches_a_month


def _each_project(parameters: BaseModel) -> bool:
    assert isinstance(parameters, Parameters)
    return parameters.duties_for_each_project


def _for_all_its_projects(_: BaseModel) -> bool:
    return False


VISITS = Duty(
    "visits", VISIT, "QS-2.3", PeriodKind.MONTH, DutyHolder.LEADER, "包抓领导", (VISIT,), _visits, _each_project,
    names_project=True,
)  # fmt: skip
PUSHES = Duty(
    "push_meetings", PUSH, "QS-2.3", PeriodKind.MONTH, DutyHolder.LEADER, "包抓领导", (PUSH,), _pushes, _each_project,
    names_project=True,
)  # fmt: skip
DISPATCHES = Duty(
    "department_dispatch", DISPATCH, "QS-4.2", PeriodKind.MONTH, DutyHolder.LEAD_UNIT, "行业主管部门", (DISPATCH,),
    _dispatches, _for_all_its_projects,
)  # fmt: skip

LEADER_DUTIES = (VISITS, PUSHES, DISPATCHES)
DUTY_REMINDERS = DutyReminders("包抓领导履职提醒", "QS-2.3", (VISITS.code, PUSHES.code))

WORK_RECORDS = (
    RecordKind(VISIT, "QS-2.3", doers=(PROJECT_DEPUTY,), names_project=True),
    RecordKind(PUSH, "QS-2.3", doers=(PROJECT_DEPUTY,), names_project=True),
    RecordKind(DISPATCH, "QS-4.2", fields=DispatchFields, doers=(LEAD_UNIT,)),
)
