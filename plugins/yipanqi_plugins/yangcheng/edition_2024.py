"""The edition in force from 2024-01-01.

Source: 阳城县项目建设“1366”推进机制 (issued 2024-04-03 for the year). Doubts: where the headquarters office sits is not
said, 县发展和改革局 is taken; a township's batches are counted from January against the year's targets,
as the clause divides (shared out over the months, small targets would lie beyond the cap at once), unless the county
sets batch_targets_to_date.
"""

from datetime import date

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.drivers import Reminders
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.keeping import Keeping
from yipanqi_core.mechanism.schedules import (
    Effect,
    Schedule,
    after_period,
    before_period_end_working_days,
    end_of_working_day,
)
from yipanqi_plugins.yangcheng import (
    approval_meetings,
    approvals,
    batches,
    checks,
    dispatch,
    follow_up,
    force_bulletins,
    force_meetings,
    land,
    library,
    registers,
    reserve,
    statistics,
    targets,
    task_forces,
    works,
)
from yipanqi_plugins.yangcheng.bulletins import BULLETIN
from yipanqi_plugins.yangcheng.clauses import CLAUSES, STRUCTURE
from yipanqi_plugins.yangcheng.parameters import Parameters
from yipanqi_plugins.yangcheng.places import SEAT
from yipanqi_plugins.yangcheng.project_fields import ProjectFields
from yipanqi_plugins.yangcheng.scores import SCORING
from yipanqi_plugins.yangcheng.seats import REFORM, SEATS
from yipanqi_plugins.yangcheng.stages import ITEMS
from yipanqi_plugins.yangcheng.works import APPROVALS_TOLD, PROMOTION_TOLD


def _publication_day(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.publication_working_day


def _reminder_day(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.remind_working_days


PUBLICATION = end_of_working_day(_publication_day)
BEFORE_END = before_period_end_working_days(_reminder_day)
_YEAR, _MONTH = PeriodKind.YEAR, PeriodKind.MONTH

EDITION = Edition(
    name="2024",
    in_force_from=date(2024, 1, 1),
    document="阳城县人民政府办公室关于建立阳城县项目建设“1366”推进机制的通知（阳政办函〔2024〕5号）",
    structure=STRUCTURE,
    clauses=CLAUSES,
    parameters=Parameters,
    project_fields=ProjectFields,
    seats=SEATS,
    project_seats=(SEAT,),
    deputy_title="项目分管副县长",
    keeping=Keeping(REFORM, registering_clause="YC-5.1", reporting_clause="YC-5.1"),
    track=library.LIBRARY,
    acts=library.ACTS,
    items=ITEMS,
    admission=library.admit,
    breakdowns=(library.BY_LEVEL, library.BY_PLAN, batches.BREAKDOWN),
    classifications=(reserve.RESERVE_CLASS, statistics.CLASSIFICATION, batches.CLASSIFICATION),
    goals=reserve.GOALS,
    promotion=library.PROMOTION,
    unit_book=registers.UNIT_BOOK,
    figures=targets.FIGURES,
    targets=targets.TARGETS,
    registers=registers.REGISTERS,
    cases=(land.LAND_DOSSIER, statistics.STATISTICS_ENTRY),
    orders=(approvals.QUEUE, land.QUEUE),
    fast_lane=approvals.FAST_LANE,
    reviews=(approvals.HANDLING,),
    bodies=task_forces.BODIES,
    records=works.RECORDS,
    duties=works.DUTIES,
    duty_reminders=works.REMINDERS,
    checks=checks.CHECKS,
    county_checks=checks.COUNTY_CHECKS,
    ladder=dispatch.LADDER,
    ledgers=(dispatch.LEDGER,),
    meetings=(*dispatch.MEETINGS, *approval_meetings.MEETINGS, *force_meetings.MEETINGS),
    reminders=Reminders("分管领导月度问题提醒", "YC-4.2"),
    scoring=SCORING,
    inspections=(follow_up.INSPECTION,),
    inspection_bulletins=(follow_up.INSPECTORS_BULLETIN,),
    consequences=follow_up.CONSEQUENCES,
    bulletins=(BULLETIN, *force_bulletins.BULLETINS),
    schedules=(
        Schedule("monthly_ledger", "月末问题台账", "YC-4.2", _MONTH, after_period, Effect.COMPILE_LEDGER),
        Schedule("duty_reminder", "月末前履职提醒", "YC-3.3", _MONTH, BEFORE_END, Effect.REMIND_DUTIES),
        Schedule("monthly_assessment", "按月评估", "YC-4.6", _MONTH, after_period, Effect.ASSESS),
        Schedule("monthly_publication", "月度排名公布", "YC-4.6", _MONTH, PUBLICATION, Effect.PUBLISH),
        Schedule("monthly_reminder", "分管领导月度提醒", "YC-4.2", _MONTH, PUBLICATION, Effect.REMIND),
        Schedule("monthly_bulletin", "“赛马”月通报", "YC-4.5", _MONTH, PUBLICATION, Effect.ISSUE_BULLETIN),
        Schedule(APPROVALS_TOLD, "前期手续月通报", "YC-3.2", _MONTH, PUBLICATION, Effect.ISSUE_BULLETIN),
        Schedule(PROMOTION_TOLD, "招商月通报", "YC-4.3", _MONTH, PUBLICATION, Effect.ISSUE_BULLETIN),
        Schedule("yearly_result", "年度算总账", "YC-4.5", _YEAR, PUBLICATION, Effect.PUBLISH),
        Schedule("monthly_inspection_plan", "月度督查提请", "YC-4.6", _MONTH, after_period, Effect.PROPOSE_INSPECTIONS),
        Schedule("monthly_inspection", "月度督查通报", "YC-4.6", _MONTH, PUBLICATION, Effect.ISSUE_REPORT),
    ),
)
