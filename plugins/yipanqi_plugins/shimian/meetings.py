"""The deputies' monthly special meetings (SM-3.3) and the executive deputy's quarterly meeting (SM-3.4)."""

from pydantic import BaseModel

from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.edition import CountyCheck
from yipanqi_core.mechanism.facts import CountyFacts, PostFacts
from yipanqi_core.mechanism.meetings import AgendaSource, MeetingSeries
from yipanqi_core.mechanism.records import RecordKind
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject

DECISION = "议定事项"
CARRIED_OUT = RecordKind("议定事项落实", "SM-3.3")

SPECIAL = MeetingSeries(
    code="special",
    title="要素保障专题会",
    clause="SM-3.3",
    cadence=PeriodKind.MONTH,
    convener=None,
    convener_title="分管县领导",
    sources=(AgendaSource.ASSIGNMENTS, AgendaSource.ISSUES),
    letterhead="要素保障专题会议纪要",
    task=DECISION,
    closed_by=CARRIED_OUT.title,
    decides=True,
    rung="deputy",
    assigned_by="executive_deputy",
    except_seats=("executive_deputy",),
)

COMPREHENSIVE = MeetingSeries(
    code="comprehensive",
    title="要素保障综合调度会",
    clause="SM-3.4",
    cadence=PeriodKind.QUARTER,
    convener="executive_deputy",
    convener_title="常务副县长",
    sources=(AgendaSource.LISTS, AgendaSource.REFERRALS, AgendaSource.ISSUES),
    letterhead="要素保障综合调度会议纪要",
    task=DECISION,
    closed_by=CARRIED_OUT.title,
    answers=True,
    rung="executive",
)

SERIES = (SPECIAL, COMPREHENSIVE)


def no_special_meeting(facts: CountyFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A deputy who has held no special meeting by the month's end (SM-3.3)."""
    aside = {seat.holder for seat in facts.seats if seat.seat in SPECIAL.except_seats}
    held = _conveners(facts, SPECIAL)
    return tuple(
        _finding("no_special_meeting", facts, post, SPECIAL)
        for post in facts.posts
        if post.fields and post.name not in aside and post.name not in held
    )


def no_comprehensive_meeting(facts: CountyFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A quarter in which the executive deputy held no comprehensive meeting (SM-3.4)."""
    seated = {seat.holder for seat in facts.seats if seat.seat == COMPREHENSIVE.convener}
    held = _conveners(facts, COMPREHENSIVE)
    return tuple(
        _finding("no_comprehensive_meeting", facts, post, COMPREHENSIVE)
        for post in facts.posts
        if post.name in seated and post.name not in held
    )


def _conveners(facts: CountyFacts, series: MeetingSeries) -> set[str]:
    start = Period.containing(facts.on, series.cadence).start
    return {one.convener for one in facts.meetings if one.series == series.code and start <= one.held_on <= facts.on}


def _finding(code: str, facts: CountyFacts, post: PostFacts, series: MeetingSeries) -> Judgement:
    period = Period.containing(facts.on, series.cadence)
    because = f"{post.name}{period.title}未召开{series.title}；每{series.cadence.label}应召开一次并形成纪要"
    figures = {"post": post.name, "series": series.code, "period": str(period)}
    return Judgement(RulingKind.FINDING, code, Subject(unit=post.unit), Ruling("none", series.clause, because, figures))


MEETING_CHECKS = (
    CountyCheck("no_special_meeting", "未召开月度专题会", "SM-3.3", PeriodKind.MONTH, no_special_meeting),
    CountyCheck(
        "no_comprehensive_meeting", "未召开季度综合调度会", "SM-3.4", PeriodKind.QUARTER, no_comprehensive_meeting
    ),
)
