"""Time limits of government projects: outside the annual list (SM-2.2), and from approval to start (SM-2.3)."""

from collections.abc import Callable

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit
from yipanqi_core.mechanism.clocks import Clock
from yipanqi_core.mechanism.facts import ItemFacts, ProjectFacts
from yipanqi_core.mechanism.references import FieldDate
from yipanqi_core.vocabulary import DecidingLevel, ItemKind, Nature
from yipanqi_plugins.shimian.marks import on_annual_list
from yipanqi_plugins.shimian.tracks import APPROVED, CONSTRUCTION_STARTED

DECIDED = FieldDate("decided_on", "议定日期")


def _running(name: str, unit: DurationUnit) -> Callable[[BaseModel], Duration]:
    return lambda parameters: Duration(getattr(parameters, name), unit)


def government(facts: ProjectFacts) -> bool:
    """Whether this is a government-investment project."""
    return facts.nature is Nature.GOVERNMENT_INVESTMENT


def outside_annual_list(facts: ProjectFacts) -> bool:
    """Whether this is a government project that the year's list does not hold."""
    return government(facts) and not on_annual_list(facts)


def decided_above(facts: ProjectFacts) -> tuple[ItemFacts, ...]:
    """The procedures of the project that the city or a higher level decides."""
    return tuple(item for item in facts.of(ItemKind.PROCEDURE) if item.decided_at not in (None, DecidingLevel.COUNTY))


def exempt_from_start(facts: ProjectFacts) -> str | None:
    """SM-2.3 lets a project off of which some preliminary item is decided at city level or above, naming the item."""
    above = decided_above(facts)
    return f"前期要件“{above[0].title}”须{above[0].decided_at.label}审批" if above and above[0].decided_at else None


def open_county_procedures(facts: ProjectFacts) -> tuple[str, ...]:
    """The unfinished procedures that the county itself decides; one without a level is the county's."""
    return tuple(
        item.title
        for item in facts.of(ItemKind.PROCEDURE)
        if item.decided_at in (None, DecidingLevel.COUNTY) and item.finished_on is None
    )


START_AFTER_APPROVAL = Clock(
    "start_after_approval",
    "立项审批后完成前期并开工",
    "SM-2.3",
    starts=APPROVED,
    ends=CONSTRUCTION_STARTED,
    duration=_running("start_within_months", DurationUnit.MONTHS),
    applies=government,
    exempt=exempt_from_start,
    unfinished=open_county_procedures,
)

CLOCKS = (
    Clock(
        "preliminary_plan",
        "清单外政府投资项目初步方案",
        "SM-2.2",
        starts=DECIDED,
        ends=FieldDate("preliminary_plan_on", "初步方案提交日期"),
        duration=_running("preliminary_plan_working_days", DurationUnit.WORKING_DAYS),
        applies=outside_annual_list,
    ),
    Clock(
        "construction_plan",
        "清单外政府投资项目建设方案",
        "SM-2.2",
        starts=DECIDED,
        ends=FieldDate("construction_plan_on", "建设方案提交日期"),
        duration=_running("construction_plan_working_days", DurationUnit.WORKING_DAYS),
        applies=outside_annual_list,
    ),
    Clock(
        "executive_meeting",
        "等候县政府常务会议",
        "SM-2.2",
        starts=FieldDate("put_to_executive_meeting_on", "提请常务会议日期"),
        ends=FieldDate("executive_meeting_on", "常务会议审议日期"),
        duration=_running("waiting_days", DurationUnit.DAYS),
        applies=outside_annual_list,
    ),
    Clock(
        "standing_committee",
        "等候县委常委会会议",
        "SM-2.2",
        starts=FieldDate("put_to_standing_committee_on", "提请常委会会议日期"),
        ends=FieldDate("standing_committee_on", "常委会会议审议日期"),
        duration=_running("waiting_days", DurationUnit.DAYS),
        applies=outside_annual_list,
    ),
    START_AFTER_APPROVAL,
)
