"""The edition in force from 2024-01-01.

Source: 石棉县抓项目兴产业要素保障工作机制. The paper bears no date; 2024-01-01 is taken as the day it took effect.
Doubts: what the document leaves open is a parameter (see `parameters.py`) or said in the rule that fills the gap.
"""

from datetime import date

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.edition import Edition, Items
from yipanqi_core.mechanism.schedules import Effect, Schedule, after_period, end_of_working_day
from yipanqi_core.mechanism.seats import Cap, RecordKind
from yipanqi_plugins.shimian.admission import admit
from yipanqi_plugins.shimian.checks import CHECKS
from yipanqi_plugins.shimian.clauses import CLAUSES, STRUCTURE
from yipanqi_plugins.shimian.clocks import CLOCKS, outside_annual_list
from yipanqi_plugins.shimian.colours import INTERVIEW, colour, interview_due, notice_due
from yipanqi_plugins.shimian.documents import WARNING
from yipanqi_plugins.shimian.groups import SCORING
from yipanqi_plugins.shimian.parameters import Parameters
from yipanqi_plugins.shimian.project_fields import ProjectFields
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
        guarantees=(
            "用地",
            "规划",
            "环评",
            "能评",
            "林地",
            "水",
            "电",
            "气",
            "路",
            "网",
            "资金",
            "融资",
            "材料运输",
        ),
        procedures=("项目立项", "可研批复", "用地批复", "环评批复", "施工许可"),
    ),
    admission=admit,
    rating=colour,
    scoring=SCORING,
    checks=CHECKS,
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
    ),
    schedules=(
        Schedule("monthly_assessment", "按月评估", "SM-1.6", PeriodKind.MONTH, after_period, Effect.ASSESS),
        Schedule("monthly_publication", "月度公布", "SM-4.2", PeriodKind.MONTH, PUBLICATION, Effect.PUBLISH),
        Schedule("quarterly_boards", "季度红黑榜", "SM-4.4", PeriodKind.QUARTER, PUBLICATION, Effect.PUBLISH),
    ),
)
