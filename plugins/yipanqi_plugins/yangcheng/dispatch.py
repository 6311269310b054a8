"""Three layers of dispatch: the office, the executive deputy, the county chief (YC-4.2)."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.facts import ItemFacts, ProjectFacts
from yipanqi_core.mechanism.ladders import HolderKind, Ladder, Rung
from yipanqi_core.mechanism.ledgers import Ledger
from yipanqi_core.mechanism.meetings import AgendaSource, AgendaTopic, MeetingSeries
from yipanqi_core.vocabulary import ItemKind, Level, Urgency
from yipanqi_plugins.yangcheng.approvals import overdue_lines, pending_lines
from yipanqi_plugins.yangcheng.library import is_key
from yipanqi_plugins.yangcheng.seats import CHIEF, EXECUTIVE, REFORM
from yipanqi_plugins.yangcheng.stages import ITEMS, RESTART, START_NODE, started_on
from yipanqi_plugins.yangcheng.statistics import ELIGIBLE, classify
from yipanqi_plugins.yangcheng.wording import day_told, hundred_million

CLAUSE = "YC-4.2"
DECISION, CARRIED_OUT = "议定事项", "议定事项落实"

LADDER = Ladder(
    title="问题分级协调",
    clause=CLAUSE,
    closing_clause="YC-3.3",
    rungs=(
        Rung("department", "责任单位", HolderKind.DEPARTMENT),
        Rung("deputy", "分管副县长", HolderKind.DEPUTY),
        Rung("executive", "常务副县长", HolderKind.SEAT, seat=EXECUTIVE),
        Rung("chief", "县长", HolderKind.SEAT, seat=CHIEF),
    ),
    raised="department",
    loaded="department",
)

LEDGER = Ledger(
    code="monthly_ledger",
    title="项目建设问题台账",
    clause=CLAUSE,
    compilers=(REFORM,),
    urgencies=(Urgency.URGENT, Urgency.IMPORTANT, Urgency.ROUTINE),
    categories=ITEMS.guarantees,
    deputies=True,
)


def start_lines(facts: ProjectFacts, _: BaseModel) -> tuple[str, ...]:
    """How starts and restarts of a key project stand: what is overdue, and what falls into the month or came in it."""
    if not is_key(facts):
        return ()
    begun = started_on(facts) is not None
    return tuple(
        line
        for item in facts.of(ItemKind.NODE)
        if item.title == RESTART or (item.title == START_NODE and (not begun or item.finished_on is not None))
        if (line := _start_line(item, facts.on)) is not None
    )


def _start_line(item: ItemFacts, on: date) -> str | None:
    month = f"{on:%Y-%m}"
    if item.finished_on is not None:
        return f"已于{day_told(item.finished_on)}{item.title}" if f"{item.finished_on:%Y-%m}" == month else None
    if item.planned_on is None:
        return None
    if item.planned_on < on:
        late = (on - item.planned_on).days
        return f"应于{day_told(item.planned_on)}{item.title}，逾期{late}天未{item.title}"
    return f"计划于{day_told(item.planned_on)}{item.title}" if f"{item.planned_on:%Y-%m}" == month else None


def statistics_lines(facts: ProjectFacts, parameters: BaseModel) -> tuple[str, ...]:
    """A project that ought to be entered into the statistics."""
    ruling = classify(facts, parameters)
    if ruling.value != ELIGIBLE:
        return ()
    since, due = day_told(ruling.facts["met_since"]), day_told(ruling.facts["due_on"])
    return (f"{since}具备入库条件，应于{due}前入库，尚未入库",)


def upper_level_lines(facts: ProjectFacts, _: BaseModel) -> tuple[str, ...]:
    """How a province or city project stands."""
    if facts.level not in (Level.PROVINCE, Level.CITY):
        return ()
    done = sum((month.completed or Decimal(0) for month in facts.figures), Decimal(0))
    plan = f"，年度计划{hundred_million(facts.annual_plan)}亿元" if facts.annual_plan is not None else ""
    total = hundred_million(facts.total_investment)
    return (f"{facts.level.label}工程，总投资{total}亿元{plan}，本年完成{hundred_million(done)}亿元",)


def procedure_lines(facts: ProjectFacts, parameters: BaseModel) -> tuple[str, ...]:
    """A project's approval items, the overdue ones first."""
    return (*overdue_lines(facts, parameters), *pending_lines(facts, parameters))


def overdue_first(facts: ProjectFacts, parameters: BaseModel) -> int:
    """Projects with an overdue approval item stand first on the agenda (YC-3.2)."""
    return 0 if overdue_lines(facts, parameters) else 1


TOPICS = (
    AgendaTopic("starts", "盘子项目开（复）工", start_lines),
    AgendaTopic("statistics", "项目入统", statistics_lines),
    AgendaTopic("upper", "省市重点工程推进", upper_level_lines),
    AgendaTopic("procedures", "项目前期手续办理", procedure_lines, rank=overdue_first),
    AgendaTopic("hard", "需协调解决的重点问题", sources=(AgendaSource.ISSUES,)),
)

EXECUTIVE_MEETING = MeetingSeries(
    code="executive",
    title="项目建设推进会",
    clause=CLAUSE,
    cadence=PeriodKind.MONTH,
    convener=EXECUTIVE,
    convener_title="常务副县长",
    sources=(),
    letterhead="项目建设推进会议纪要",
    task=DECISION,
    closed_by=CARRIED_OUT,
    decides=True,
    rung="executive",
    topics=TOPICS,
    missed=("no_executive_meeting", "未召开月度项目建设推进会"),
)

CHIEF_MEETING = MeetingSeries(
    code="chief",
    title="县长项目调度会",
    clause=CLAUSE,
    cadence=PeriodKind.MONTH,
    convener=CHIEF,
    convener_title="县长",
    sources=(AgendaSource.ISSUES,),
    letterhead="县长项目调度会议纪要",
    task=DECISION,
    closed_by=CARRIED_OUT,
    decides=True,
    rung="chief",
)

MEETINGS = (EXECUTIVE_MEETING, CHIEF_MEETING)
