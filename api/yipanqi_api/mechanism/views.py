"""A mechanism as data: what its document declares, in the shapes a front end can draw from."""

from datetime import date
from typing import Annotated, Any, Self

import msgspec
from msgspec import Meta

from yipanqi_api.assessments.views import FingerprintView
from yipanqi_api.cases.views import CaseKindView
from yipanqi_api.inspections.views import InspectionKindView
from yipanqi_api.mechanism.acting_views import (
    ActView,
    DriverView,
    KeyChainsView,
    MarkKindView,
    OverrideRuleView,
    RemindersView,
    ReplanningView,
    RequirementView,
    SeasonView,
)
from yipanqi_api.mechanism.clause_views import ClauseView, SectionView
from yipanqi_api.mechanism.duration_view import DurationView
from yipanqi_api.mechanism.duty_views import DutyKindView
from yipanqi_api.mechanism.figure_views import (
    FigureKindView,
    GoalKindView,
    PromotionView,
    TargetKindView,
    UnitBookKindView,
)
from yipanqi_api.mechanism.framework_views import FrameworkView
from yipanqi_api.mechanism.judging_views import BreakdownKind, ClassificationView, OrderKind, ScoringView
from yipanqi_api.mechanism.keeping_view import KeepingView
from yipanqi_api.mechanism.parameter_views import ParameterView
from yipanqi_api.mechanism.pushing_views import (
    BulletinKindView,
    ConsequenceKindView,
    LadderView,
    LedgerKindView,
    MeetingSeriesView,
    PoolKindView,
    WrittenBulletinView,
)
from yipanqi_api.mechanism.seat_views import ProjectSeatView, SeatView
from yipanqi_api.mechanism.supervision_views import BodyKindView, ByHandKindView, FastLaneView, TeamKindView
from yipanqi_api.push_list.views import PushListKindView
from yipanqi_api.rates.views import RateKindView
from yipanqi_api.references import Word
from yipanqi_api.registers.views import RegisterView
from yipanqi_api.reviews.views import ReviewKindView
from yipanqi_api.schedule.views import UpcomingView
from yipanqi_core.fingerprints.editions import fingerprint
from yipanqi_core.mechanism.edition import Edition


class EditionView(msgspec.Struct):
    """One dated text of the mechanism."""

    name: str
    document: str
    in_force_from: date
    in_force: Annotated[bool, Meta(description="所问日期施行的版本")]
    revision: Annotated[int, Meta(description="第几次修订，1 为初版；一份文件的规则改正后另立修订")]
    judges_from: Annotated[date, Meta(description="自哪天起的各期按它评判")]
    because: Annotated[str, Meta(description="修订改了什么、为什么；初版为空")]
    fingerprint: Annotated[FingerprintView, Meta(description="它现在的指纹；存档的评估各记着评判时的指纹")]

    @classmethod
    def of(cls, edition: Edition, *, in_force: bool) -> Self:
        """Show an edition."""
        mended = edition.revision
        return cls(
            edition.name,
            edition.document,
            edition.in_force_from,
            in_force,
            mended.number,
            edition.judges_from,
            mended.because,
            FingerprintView.of(fingerprint(edition)),
        )


class FactView(msgspec.Struct, omit_defaults=True):
    """A date that opens a gate or starts or ends a clock: a field of the project, or the finish of an item."""

    kind: Annotated[str, Meta(description="field：机制自有字段；item：事项的实际完成日期")]
    title: str
    field: str | None = None
    item_kind: Word | None = None
    items: list[str] | None = None


class DeclaredStep(msgspec.Struct):
    """A step of a track with the natures of projects that may stand on it."""

    code: str
    title: str
    natures: list[Word]


class DeclaredGate(msgspec.Struct):
    """The passage from one step to the next."""

    source: str
    target: str
    fact: FactView
    clause: str
    natures: list[Word]


class DeclaredTrack(msgspec.Struct):
    """The ordered steps that a project travels."""

    code: str
    title: str
    clause: str
    steps: list[DeclaredStep]
    gates: list[DeclaredGate]


class ItemsView(msgspec.Struct):
    """The catalogue of dated items; others may be added."""

    nodes: list[str]
    guarantees: list[str]
    procedures: list[str]


class DeclaredClock(msgspec.Struct):
    """A time limit."""

    code: str
    title: str
    clause: str
    starts: FactView
    ends: FactView
    duration: DurationView


class CheckView(msgspec.Struct):
    """Something that each month's assessment looks for; its findings carry this code."""

    code: str
    title: str
    clause: str


class CapView(msgspec.Struct):
    """At most so many records for one project until the fact."""

    most: int
    until: FactView
    clause: str


class RecordKindView(msgspec.Struct):
    """A kind of work record."""

    title: str
    clause: str | None
    cap: CapView | None
    fields: Annotated[dict[str, Any] | None, Meta(description="专门内容的 JSON Schema；没有为 null")]
    doers: Annotated[list[str], Meta(description="由哪些席位开展；不限为空")]
    names_project: Annotated[bool, Meta(description="须写明项目")]


class LetterheadView(msgspec.Struct):
    """A seat that may issue a letter, with the series it numbers in."""

    seat: str
    series: Annotated[str, Meta(description="机关代字")]


class LetterKindView(msgspec.Struct):
    """A kind of official letter and the answer it asks for."""

    kind: str
    clause: str
    title: Annotated[str, Meta(description="标题的模板")]
    letterheads: list[LetterheadView]
    reply_parts: list[Word]
    reply_within: DurationView
    grade: Annotated[int, Meta(description="轻重：同一项目同一月份只发最重的一种")]
    by_hand: Annotated[ByHandKindView | None, Meta(description="由人签发的文书；由裁定引起的为 null")]
    escalated_to: Annotated[Word | None, Meta(description="逾期未回复时告知的席位；不告知的为 null")]


class TaskKindView(msgspec.Struct):
    """Something a deputy owes, closed by a record of work."""

    code: str
    title: str
    clause: str
    closed_by: Annotated[str, Meta(description="办结它的工作记录种类")]


class ScheduleKindView(msgspec.Struct):
    """Something that falls due once per period."""

    code: str
    title: str
    clause: str
    cadence: Word
    effect: str
    next: UpcomingView | None


class MechanismView(msgspec.Struct):
    """A county's mechanism whole, as in force on a day."""

    code: str
    title: str
    county: str
    on: date
    edition: str
    document: str
    in_force_from: date
    editions: list[EditionView]
    structure: list[SectionView]
    frameworks: Annotated[list[FrameworkView], Meta(description="贯穿各部分的另一种结构，如某某工作法")]
    clauses: list[ClauseView]
    tracks: list[DeclaredTrack]
    items: ItemsView
    keeping: KeepingView
    parameters: list[ParameterView]
    project_fields: Annotated[dict[str, Any], Meta(description="机制自有项目字段的 JSON Schema")]
    seats: list[SeatView]
    project_seats: Annotated[list[ProjectSeatView], Meta(description="每个项目自有的席位，如所在乡镇")]
    cases: Annotated[list[CaseKindView], Meta(description="专项事项的种类：逐步办理的流程")]
    rates: Annotated[list[RateKindView], Meta(description="按单位统计的比率")]
    push_list: PushListKindView
    reviews: Annotated[list[ReviewKindView], Meta(description="联审、会商与审批的种类")]
    clocks: list[DeclaredClock]
    checks: list[CheckView]
    records: list[RecordKindView]
    letters: list[LetterKindView]
    tasks: list[TaskKindView]
    teams: Annotated[list[TeamKindView], Meta(description="项目专班及其方案")]
    bodies: Annotated[list[BodyKindView], Meta(description="议事协调机构与专班")]
    inspections: Annotated[list[InspectionKindView], Meta(description="督查的种类；不公开的只给督查者看")]
    fast_lane: Annotated[FastLaneView | None, Meta(description="绿色通道")]
    duties: list[DutyKindView]
    scoring: ScoringView | None
    classifications: Annotated[list[ClassificationView], Meta(description="按事实计算的归类")]
    breakdowns: Annotated[list[BreakdownKind], Meta(description="分组统计")]
    orders: Annotated[list[OrderKind], Meta(description="排序")]
    figures: Annotated[list[FigureKindView], Meta(description="指标数列")]
    targets: Annotated[list[TargetKindView], Meta(description="年度目标")]
    goals: Annotated[list[GoalKindView], Meta(description="由本县自己的指标测算的目标")]
    registers: Annotated[list[RegisterView], Meta(description="台账，各栏为 JSON Schema")]
    promotion: Annotated[PromotionView | None, Meta(description="层级晋升")]
    unit_book: Annotated[UnitBookKindView | None, Meta(description="单位台账")]
    acts: Annotated[list[ActView], Meta(description="清单事项：申报、流转、退出等")]
    seasons: Annotated[list[SeasonView], Meta(description="年度时段")]
    marks: Annotated[list[MarkKindView], Meta(description="年度标记")]
    replanning: Annotated[ReplanningView | None, Meta(description="计划调整")]
    override: Annotated[OverrideRuleView | None, Meta(description="人工评定颜色")]
    responsibilities: Annotated[list[RequirementView], Meta(description="项目应明确的领导")]
    chains: Annotated[KeyChainsView | None, Meta(description="重点产业链")]
    drivers: Annotated[list[DriverView], Meta(description="各阶段由谁推动")]
    reminders: Annotated[RemindersView | None, Meta(description="对分管领导的提醒")]
    ladder: Annotated[LadderView | None, Meta(description="问题升级层级")]
    ledgers: Annotated[list[LedgerKindView], Meta(description="问题台账")]
    pools: Annotated[list[PoolKindView], Meta(description="年度指标池")]
    meetings: Annotated[list[MeetingSeriesView], Meta(description="会议系列")]
    bulletins: Annotated[list[BulletinKindView], Meta(description="定期通报")]
    inspection_bulletins: Annotated[list[WrittenBulletinView], Meta(description="由席位自行印发的通报")]
    consequences: Annotated[list[ConsequenceKindView], Meta(description="结果运用")]
    schedules: list[ScheduleKindView]
    further: Annotated[dict[str, Any], Meta(description="机制的其他声明，按名称")]
    issue_categories: list[str]
    urgencies: list[Word]
    natures: list[Word]
    levels: list[Word]
    colours: list[Word]
