"""ZZ-2.1, ZZ-2.3, ZZ-2.4: the four stages of promotion projects, the hand-over, and who helps with procedures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit
from yipanqi_core.mechanism.breakdowns import Breakdown
from yipanqi_core.mechanism.classifications import Classification, ClassValue
from yipanqi_core.mechanism.clocks import Clock
from yipanqi_core.mechanism.edition import Check
from yipanqi_core.mechanism.facts import ProjectFacts, UnitFacts
from yipanqi_core.mechanism.references import FieldDate, Finished
from yipanqi_core.mechanism.rulings import Judgement, Ruling
from yipanqi_core.mechanism.seats import ProjectSeat
from yipanqi_core.vocabulary import ItemKind, Nature
from yipanqi_plugins.zhangzi.findings import finding
from yipanqi_plugins.zhangzi.items import SIGNED
from yipanqi_plugins.zhangzi.parameters import Parameters
from yipanqi_plugins.zhangzi.seats import DEPARTMENTS

CLAUSE = "ZZ-2.1"
EARLY, APPRAISED, AGREED, LANDED = "early", "appraised", "agreed", "landed"
TITLES = {EARLY: "前期", APPRAISED: "评估", AGREED: "签约", LANDED: "落地"}
APPRAISAL = "appraisal"
LAND_SETTLED = FieldDate("land_settled_on", "用地落实")
HANDED_OVER = FieldDate("handed_over_on", "移交承接单位")


@dataclass(frozen=True, slots=True)
class Stay:
    """A stage with the day it began and the days it lasted, or has lasted by now."""

    stage: str
    since: date
    days: int


def promoted(facts: ProjectFacts) -> bool:
    """Whether this is an investment-promotion project."""
    return facts.nature is Nature.INVESTMENT_PROMOTION


def landed_on(facts: ProjectFacts, parameters: BaseModel) -> date | None:
    """The later of approval or filing and land settled, by the titles that the county has for them; else None."""
    assert isinstance(parameters, Parameters)
    filing, settled = tuple(parameters.filing_titles.split("、")), tuple(parameters.land_titles.split("、"))
    filed = Finished(filing, ItemKind.PROCEDURE, earliest=True).read(facts)
    land = Finished(settled, ItemKind.PROCEDURE).read(facts) or LAND_SETTLED.read(facts)
    return None if filed is None or land is None else max(filed, land)


def stages(facts: ProjectFacts, parameters: BaseModel) -> tuple[Stay, ...]:
    """The stages that a promotion project has come to, each from its own fact; days run to the next one's.

    Landing asks for filing and land alone, signed or not: a stage that is dated after a later one took no days.
    """
    appraisals = [one.opened_on for one in facts.reviews if one.kind == APPRAISAL]
    landed = landed_on(facts, parameters)
    reached = ((APPRAISED, min(appraisals, default=None)), (AGREED, SIGNED.read(facts)), (LANDED, landed))
    begun: list[tuple[str, date]] = []
    end = facts.on
    for stage, day in reversed(reached):
        if day is not None:
            end = min(day, end)
            begun.insert(0, (stage, end))
    begun.insert(0, (EARLY, min(_known_since(facts), end)))
    ends = [*(day for _, day in begun[1:]), facts.on]
    return tuple(Stay(stage, since, (until - since).days) for (stage, since), until in zip(begun, ends, strict=True))


def _known_since(facts: ProjectFacts) -> date:
    """The day from which the project counts: on the library's list, else registered, never the day of loading."""
    entered = [stay.entered_on for stay in facts.passages]
    if facts.registered_on is not None and facts.registered_on <= facts.on:
        entered.append(facts.registered_on)
    return min(entered, default=facts.on.replace(month=1, day=1))


def landing_stage(facts: ProjectFacts, parameters: BaseModel) -> Ruling | None:
    """The stage on which a promotion project stands, with the days it spent on each."""
    if not promoted(facts):
        return None
    stays = stages(facts, parameters)
    now = stays[-1]
    spent = "，".join(f"{TITLES[one.stage]} {one.days} 天" for one in stays)
    following = {EARLY: "组织会商评估", APPRAISED: "签约", AGREED: "核准备案和用地都落实"}.get(now.stage)
    next_step = f"；{following}后进入下一阶段" if following else ""
    because = f"自 {now.since} 起处于“{TITLES[now.stage]}”阶段，各阶段用时：{spent}{next_step}"
    figures = {"since": now.since, "days": {TITLES[one.stage]: one.days for one in stays}}
    return Ruling(now.stage, CLAUSE, because, figures)


def _by_stage(facts: ProjectFacts, parameters: BaseModel) -> str | None:
    return TITLES[stages(facts, parameters)[-1].stage] if promoted(facts) else None


def _by_unit(facts: ProjectFacts, parameters: BaseModel) -> str | None:
    return f"{facts.lead_unit}·{TITLES[stages(facts, parameters)[-1].stage]}" if promoted(facts) else None


def _working_days(name: str) -> Callable[[BaseModel], Duration]:
    return lambda parameters: Duration(getattr(parameters, name), DurationUnit.WORKING_DAYS)


def unhelped(facts: ProjectFacts, parameters: BaseModel) -> tuple[Judgement, ...]:
    """The open procedures of a signed project that has not landed for which no person is named."""
    if not promoted(facts) or SIGNED.read(facts) is None or landed_on(facts, parameters) is not None:
        return ()
    return tuple(
        finding(
            "helper_unnamed",
            "ZZ-2.4",
            facts,
            f"“{item.title}”未明确协助办理的专人；由{item.unit or facts.lead_unit}指定责任人后消除",
            {"procedure": item.title},
            item.unit,
        )
        for item in facts.of(ItemKind.PROCEDURE)
        if item.finished_on is None and not item.person
    )


STAGES = Classification(
    "stage",
    "招商引资项目阶段",
    CLAUSE,
    tuple(ClassValue(code, title) for code, title in TITLES.items()),
    landing_stage,
)

LANDING_BREAKDOWNS = (
    Breakdown("stage", "招商引资项目各阶段", CLAUSE, _by_stage, tuple(TITLES.values())),
    Breakdown("unit_stage", "各单位招商引资项目各阶段", CLAUSE, _by_unit),
)


def _receiving(facts: ProjectFacts, units: tuple[UnitFacts, ...]) -> tuple[str, ...]:
    """A sector department or a township of the county's, by the name that the register knows it by."""
    named = facts.fields.get("handed_over_to")
    return tuple(unit.name for unit in units if unit.name == named and unit.kind in DEPARTMENTS)


RECEIVER = ProjectSeat(
    "receiving_unit",
    "承接单位",
    "ZZ-2.3",
    _receiving,
    fills=("timetable_on", "task_list_on"),
    told="{project}项目已移交你单位承接，请{due}提交项目落地的时间表和任务书",
)


def unreceived(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
    """A project that was handed over to nobody, or to none of the county's departments and townships."""
    if not promoted(facts) or HANDED_OVER.read(facts) is None or facts.own_seats.get(RECEIVER.code):
        return ()
    named = facts.fields.get("handed_over_to")
    what = f"承接单位“{named}”不是本县的部门或乡镇" if named else "没有写明承接单位"
    because = f"已移交而{what}，落地责任不明确；填写承接的行业主管部门或属地乡镇后消除"
    return (finding("receiver_unnamed", "ZZ-2.3", facts, because, {"handed_over_to": named}),)


CLOCKS = (
    Clock(
        "handover", "签约项目移交", "ZZ-2.3",
        starts=SIGNED, ends=HANDED_OVER, duration=_working_days("handover_working_days"), applies=promoted,
    ),
    Clock(
        "timetable", "承接单位提交时间表", "ZZ-2.3",
        starts=HANDED_OVER, ends=FieldDate("timetable_on", "时间表提交"),
        duration=_working_days("timetable_working_days"), applies=promoted, owed_by=RECEIVER.code,
    ),
    Clock(
        "task_list", "承接单位提交任务书", "ZZ-2.3",
        starts=HANDED_OVER, ends=FieldDate("task_list_on", "任务书提交"),
        duration=_working_days("timetable_working_days"), applies=promoted, owed_by=RECEIVER.code,
    ),
)  # fmt: skip

LANDING_CHECKS = (
    Check("receiver_unnamed", "移交后承接单位不明确", "ZZ-2.3", unreceived),
    Check("helper_unnamed", "手续未明确专人", "ZZ-2.4", unhelped),
)
