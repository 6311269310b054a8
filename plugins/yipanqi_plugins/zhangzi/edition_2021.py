"""The edition in force from 2021-01-01.

Source: 长子县人民政府办公室关于印发长子县重点项目谋划储备等五项制度的通知（长政办发〔2020〕66号）.
Issued in 2020; taken as in force from the following 1 January. Doubts: what the document leaves open is a parameter
(see `parameters.py`) or said in the rule that fills the gap. The document speaks of lags of planned projects'
preliminaries; here every project's unfinished procedure counts, whatever its stage.
"""

from datetime import date

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.keeping import Keeping
from yipanqi_core.mechanism.schedules import (
    Effect,
    Schedule,
    after_period,
    before_period_end_working_days,
    end_of_working_day,
    on_day,
)
from yipanqi_plugins.zhangzi.acts import ACTS, START_CHECKS
from yipanqi_plugins.zhangzi.appraisal import APPRAISAL_CHECKS, EIGHT_ASPECTS, no_signing_yet
from yipanqi_plugins.zhangzi.brief import BREAKDOWNS, BRIEF_CHECKS, admit
from yipanqi_plugins.zhangzi.bulletins import MONTHLY
from yipanqi_plugins.zhangzi.clauses import CLAUSES, STRUCTURE
from yipanqi_plugins.zhangzi.duties import DUTIES, REMINDERS, REPORT_CHECKS
from yipanqi_plugins.zhangzi.five_clears import CLEAR_CHECKS, FIVE_CLEARS
from yipanqi_plugins.zhangzi.items import CATEGORIES, ITEMS
from yipanqi_plugins.zhangzi.key_projects import KEY
from yipanqi_plugins.zhangzi.lags import LAG_CHECKS
from yipanqi_plugins.zhangzi.landing import CLOCKS, LANDING_BREAKDOWNS, LANDING_CHECKS, RECEIVER, STAGES
from yipanqi_plugins.zhangzi.meetings import CARRIED_OUT, JOINT_BODY, JOINT_MEETING
from yipanqi_plugins.zhangzi.parameters import Parameters
from yipanqi_plugins.zhangzi.project_fields import ProjectFields
from yipanqi_plugins.zhangzi.records import DISPATCH_TASK, RECORDS
from yipanqi_plugins.zhangzi.reserve import FUNDS, RESERVE_CHECKS
from yipanqi_plugins.zhangzi.scores import SCORING
from yipanqi_plugins.zhangzi.seats import OFFICE, SEATS
from yipanqi_plugins.zhangzi.supervision import ISSUE_LIST, LADDER, SUPERVISION
from yipanqi_plugins.zhangzi.team import GROUP, TEAM_CHECKS
from yipanqi_plugins.zhangzi.tracks import LIBRARY


def _publication_day(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.publication_working_day


def _reminder_day(parameters: BaseModel) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.reminder_working_day


PUBLICATION = end_of_working_day(_publication_day)
REMINDED = before_period_end_working_days(_reminder_day)
MONTH = PeriodKind.MONTH

SCHEDULES = (
    Schedule("library", "应流转项目提请确认", "ZZ-1.1", PeriodKind.TEN_DAYS, after_period, Effect.PROPOSE),
    Schedule("unanswered", "督办逾期未复提级", "ZZ-4.1", PeriodKind.DAY, on_day, Effect.ESCALATE_LETTERS),
    Schedule("duty_reminder", "当月履职提醒", "ZZ-3.3", MONTH, REMINDED, Effect.REMIND_DUTIES),
    Schedule("issue_list", "问题清单", "ZZ-4.2", MONTH, after_period, Effect.COMPILE_LEDGER),
    Schedule("monthly_assessment", "按月督导", "ZZ-4.3", MONTH, after_period, Effect.ASSESS),
    Schedule("monthly_publication", "月度公布", "ZZ-4.4", MONTH, PUBLICATION, Effect.PUBLISH),
    Schedule("monthly_bulletin", "月度督查通报", "ZZ-4.3", MONTH, PUBLICATION, Effect.ISSUE_BULLETIN),
    Schedule("annual_result", "年度考核得分", "ZZ-4.4", PeriodKind.YEAR, PUBLICATION, Effect.PUBLISH),
)

EDITION = Edition(
    name="2021",
    in_force_from=date(2021, 1, 1),
    document="长子县重点项目谋划储备等五项制度（长政办发〔2020〕66号）",
    structure=STRUCTURE,
    clauses=CLAUSES,
    parameters=Parameters,
    project_fields=ProjectFields,
    seats=SEATS,
    project_seats=(RECEIVER,),
    deputy_title="包项目领导",
    keeping=Keeping(OFFICE, registering_clause="ZZ-1.2", reporting_clause="ZZ-3.2"),
    track=LIBRARY,
    items=ITEMS,
    admission=admit,
    acts=ACTS,
    marks=(KEY,),
    attested="ZZ-1.2",
    reviews=(EIGHT_ASPECTS,),
    finish_refused=no_signing_yet,
    classifications=(STAGES, FUNDS),
    breakdowns=(*BREAKDOWNS, *LANDING_BREAKDOWNS),
    clocks=CLOCKS,
    teams=(GROUP,),
    bodies=(JOINT_BODY,),
    registers=(FIVE_CLEARS,),
    records=(*RECORDS, CARRIED_OUT),
    tasks=(DISPATCH_TASK,),
    duties=DUTIES,
    duty_reminders=REMINDERS,
    checks=(
        *BRIEF_CHECKS,
        *RESERVE_CHECKS,
        *START_CHECKS,
        *APPRAISAL_CHECKS,
        *LANDING_CHECKS,
        *TEAM_CHECKS,
        *REPORT_CHECKS,
        *CLEAR_CHECKS,
        *LAG_CHECKS,
    ),
    letters=(SUPERVISION,),
    ladder=LADDER,
    ledgers=(ISSUE_LIST,),
    meetings=(JOINT_MEETING,),
    scoring=SCORING,
    bulletins=(MONTHLY,),
    schedules=SCHEDULES,
    issue_categories=CATEGORIES,
)
