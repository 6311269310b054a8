"""The edition in force from 2024-01-01.

Source: 石棉县抓项目兴产业要素保障工作机制. The paper bears no date; 2024-01-01 is taken as the day it took effect.
Doubts: what the document leaves open is a parameter (see `parameters.py`) or said in the rule that fills the gap.
"""

from datetime import date

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.edition import Edition, Items
from yipanqi_core.mechanism.keeping import Keeping
from yipanqi_core.mechanism.records import Cap, RecordKind
from yipanqi_core.mechanism.replanning import Replanning
from yipanqi_core.mechanism.schedules import Effect, Schedule, after_period, end_of_working_day, on_day
from yipanqi_core.mechanism.seats import PROJECT_DEPUTY
from yipanqi_plugins.shimian.acts import ACTS
from yipanqi_plugins.shimian.admission import admit
from yipanqi_plugins.shimian.bulletins import BULLETIN, INSPECTION_BULLETINS
from yipanqi_plugins.shimian.cases import CASES
from yipanqi_plugins.shimian.checks import CHECKS
from yipanqi_plugins.shimian.checks_lists import LIST_CHECKS, REGISTER_CHECKS
from yipanqi_plugins.shimian.checks_reviews import REVIEW_CHECKS
from yipanqi_plugins.shimian.clauses import CLAUSES, STRUCTURE
from yipanqi_plugins.shimian.clocks import CLOCKS, outside_annual_list
from yipanqi_plugins.shimian.colours import INTERVIEW, colour, interview_due, notice_due
from yipanqi_plugins.shimian.consequences import CONSEQUENCES
from yipanqi_plugins.shimian.documents import WARNING
from yipanqi_plugins.shimian.groups import SCORING
from yipanqi_plugins.shimian.items import GUARANTEES
from yipanqi_plugins.shimian.ladder import LADDER, TEN_DAY_LEDGER
from yipanqi_plugins.shimian.leaders import CHAIN_CHECK, CHAINS, DRIVERS, HEAD_CHECK, REMINDERS, REQUIREMENTS
from yipanqi_plugins.shimian.marks import MARKS
from yipanqi_plugins.shimian.meetings import CARRIED_OUT, MEETING_CHECKS, SERIES
from yipanqi_plugins.shimian.natures import counted_nature
from yipanqi_plugins.shimian.overrides import OVERRIDE
from yipanqi_plugins.shimian.parameters import Parameters
from yipanqi_plugins.shimian.pools import POOLS
from yipanqi_plugins.shimian.project_fields import ProjectFields
from yipanqi_plugins.shimian.reviews import REVIEWS
from yipanqi_plugins.shimian.seats import SEATS
from yipanqi_plugins.shimian.tracks import APPROVED, LISTS


def _publication_day(parameters: object) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.publication_working_day


def _special_meetings(parameters: object) -> int:
    assert isinstance(parameters, Parameters)
    return parameters.special_meetings


PUBLICATION = end_of_working_day(_publication_day)

EDITION = Edition(
    name="2024",
    in_force_from=date(2024, 1, 1),
    document="石棉县抓项目兴产业要素保障工作机制",
    structure=STRUCTURE,
    clauses=CLAUSES,
    parameters=Parameters,
    project_fields=ProjectFields,
    seats=SEATS,
    track=LISTS,
    items=Items(
        nodes=("洽谈签约", "开工", "主体完工", "竣工", "投产"),
        guarantees=GUARANTEES,
        procedures=("项目立项", "可研批复", "用地批复", "环评批复", "施工许可"),
        clause="SM-1.4",
        node_clause="SM-2.1",
    ),
    admission=admit,
    rating=colour,
    scoring=SCORING,
    checks=(*CHECKS, *LIST_CHECKS, *REVIEW_CHECKS),
    register_checks=REGISTER_CHECKS,
    acts=ACTS,
    marks=MARKS,
    counted_nature=counted_nature,
    attested="SM-5.2",
    keeping=Keeping("reform_office", registering_clause="SM-1.3", reporting_clause="SM-5.2"),
    replanning=Replanning("SM-2.1", PROJECT_DEPUTY),
    reviews=REVIEWS,
    cases=CASES,
    pools=POOLS,
    clocks=CLOCKS,
    letters=(WARNING,),
    letter_due=notice_due,
    tasks=(INTERVIEW,),
    tasks_due=interview_due,
    records=(
        RecordKind("约谈", "SM-4.2"),
        RecordKind("县政府专题会", "SM-2.2", Cap(_special_meetings, APPROVED, "SM-2.2", outside_annual_list)),
        RecordKind("现场调研"),
        RecordKind("推进会"),
        RecordKind("督查", "SM-4.3", inspects=True),
        CARRIED_OUT,
    ),
    ladder=LADDER,
    ledgers=(TEN_DAY_LEDGER,),
    county_checks=(CHAIN_CHECK, HEAD_CHECK, *MEETING_CHECKS),
    responsibilities=REQUIREMENTS,
    chains=CHAINS,
    meetings=SERIES,
    drivers=DRIVERS,
    reminders=REMINDERS,
    override=OVERRIDE,
    bulletins=(BULLETIN,),
    inspection_bulletins=INSPECTION_BULLETINS,
    consequences=CONSEQUENCES,
    schedules=(
        Schedule("ten_day_ledger", "旬末问题台账", "SM-3.1", PeriodKind.TEN_DAYS, after_period, Effect.COMPILE_LEDGER),
        Schedule("daily_climb", "问题逾时提级", "SM-3.2", PeriodKind.DAY, on_day, Effect.CLIMB),
        Schedule("transfers", "应转库项目提请确认", "SM-1.7", PeriodKind.TEN_DAYS, after_period, Effect.PROPOSE),
        Schedule("yearly_completions", "年末建成项目提请确认", "SM-1.7", PeriodKind.YEAR, after_period, Effect.PROPOSE),
        Schedule("monthly_assessment", "按月评估", "SM-1.6", PeriodKind.MONTH, after_period, Effect.ASSESS),
        Schedule("monthly_publication", "月度公布", "SM-4.2", PeriodKind.MONTH, PUBLICATION, Effect.PUBLISH),
        Schedule("monthly_reminder", "分管县领导月度提醒", "SM-2.7", PeriodKind.MONTH, PUBLICATION, Effect.REMIND),
        Schedule("quarterly_boards", "季度红黑榜", "SM-4.4", PeriodKind.QUARTER, PUBLICATION, Effect.PUBLISH),
        Schedule("quarterly_bulletin", "季度通报", "SM-4.3", PeriodKind.QUARTER, PUBLICATION, Effect.ISSUE_BULLETIN),
        Schedule("annual_result", "年度结果", "SM-4.5", PeriodKind.YEAR, PUBLICATION, Effect.PUBLISH),
    ),
)
