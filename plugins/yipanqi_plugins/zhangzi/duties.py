"""What leaders and linked units owe each month for key projects (ZZ-3.2, ZZ-3.3)."""

from collections.abc import Callable

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.duties import Duty, DutyHolder, DutyReminders, for_the_holder
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement
from yipanqi_plugins.zhangzi.findings import finding
from yipanqi_plugins.zhangzi.key_projects import key
from yipanqi_plugins.zhangzi.parameters import Parameters
from yipanqi_plugins.zhangzi.records import DISPATCH, REPORT, VISIT, by_head

HEAD_VISIT, SPECIAL_REPORT = "head_visit", "special_report"
LEADERS, UNITS = "包项目领导", "包联单位"


def _times(name: str) -> Callable[[BaseModel], int]:
    return lambda parameters: int(getattr(parameters, name))


DUTIES = (
    Duty(
        "dispatch", DISPATCH, "ZZ-3.2", PeriodKind.MONTH, DutyHolder.LEADER, LEADERS, (DISPATCH,),
        _times("dispatches"), each_project=for_the_holder, applies=key,
    ),
    Duty(
        SPECIAL_REPORT, REPORT, "ZZ-3.2", PeriodKind.MONTH, DutyHolder.LEAD_UNIT, UNITS, (REPORT,),
        _times("reports"), applies=key,
    ),
    Duty(
        "leader_visit", VISIT, "ZZ-3.3", PeriodKind.MONTH, DutyHolder.LEADER, LEADERS, (VISIT,),
        _times("leader_visits"), applies=key,
    ),
    Duty(
        HEAD_VISIT, "包联单位负责人现场调研", "ZZ-3.3", PeriodKind.MONTH, DutyHolder.LEAD_UNIT, UNITS, (VISIT,),
        _times("head_visits"), applies=key, counts=by_head,
    ),
)  # fmt: skip

REMINDERS = DutyReminders("履职提醒", "ZZ-3.3", tuple(duty.code for duty in DUTIES))


def report_missing(facts: ProjectFacts, parameters: BaseModel) -> tuple[Judgement, ...]:
    """A key project of which no special report came in the month (ZZ-3.2)."""
    assert isinstance(parameters, Parameters)
    month = facts.on.replace(day=1)
    done = sum(one.kind == REPORT and one.unit == facts.lead_unit and one.on >= month for one in facts.records)
    if not key(facts) or done >= parameters.reports:
        return ()
    because = f"{facts.lead_unit}当月应报专报 {parameters.reports} 份，已报 {done} 份；按月报送后，下月不再提示"
    figures = {"required": parameters.reports, "done": done}
    return (finding("report_missing", "ZZ-3.2", facts, because, figures),)


REPORT_CHECKS = (Check("report_missing", "当月未报专报", "ZZ-3.2", report_missing),)
