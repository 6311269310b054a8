"""Daily, regular and special inspection (QS-6.2, QS-6.3)."""

from decimal import Decimal

from pydantic import BaseModel

from yipanqi_core.calendar import Duration, DurationUnit, PeriodKind
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.inspections import Aspect, InspectionKind, SpecialReport
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_plugins.qingshui.funds import approved
from yipanqi_plugins.qingshui.land import DOSSIER, ORGANISING
from yipanqi_plugins.qingshui.natures import LAND_APPROVED
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.progress import behind, seriously_behind
from yipanqi_plugins.qingshui.seats import (
    COMMITTEE_DEPUTY,
    COMMITTEE_OFFICE,
    DISCIPLINE,
    ENVIRONMENT,
    EXECUTIVE,
    FINANCE,
    GOVERNMENT,
    GOVERNMENT_OFFICE,
    HOUSING,
    LAND,
    ORGANISATION,
    REFORM,
)  # fmt: skip

JOINT_GROUP = (COMMITTEE_OFFICE, GOVERNMENT_OFFICE, REFORM, FINANCE)
SPECIAL_GROUP = (
    COMMITTEE_OFFICE, GOVERNMENT_OFFICE, DISCIPLINE, ORGANISATION, REFORM, FINANCE, LAND, HOUSING, ENVIRONMENT,
)  # fmt: skip
DEPUTIES = (COMMITTEE_DEPUTY, EXECUTIVE)
"""The deputies in charge of the county's committee and government, who lead special inspections."""


def rectify_within(parameters: BaseModel) -> Duration:
    """The time to put right what is found, from the day of the inspection."""
    assert isinstance(parameters, Parameters)
    return Duration(parameters.rectify_working_days, DurationUnit.WORKING_DAYS)


def lagging(facts: ProjectFacts, parameters: BaseModel) -> Ruling | None:
    """Rule that a project lagged (QS-6.2); None: it did not."""
    ruling = behind(facts, parameters)
    return None if ruling is None else Ruling(ruling.value, "QS-6.2", f"至 {facts.on}，{ruling.because}", ruling.facts)


def special(facts: ProjectFacts, parameters: BaseModel) -> Ruling | None:
    """Rule that a project is for special inspection (QS-6.3): funds unsettled, land not put in, or seriously behind."""
    reasons = [one for one in (_funds(facts), _land(facts)) if one is not None]
    serious = seriously_behind(facts, parameters)
    if serious is not None:
        reasons.append(serious.because)
    if not reasons:
        return None
    return Ruling("special", "QS-6.3", f"至 {facts.on}，{'；'.join(reasons)}", {"reasons": reasons, "on": facts.on})


def _funds(facts: ProjectFacts) -> str | None:
    """Unsettled: approved sources below the year's plan; without a source nothing is approved."""
    plan, total = facts.annual_plan or Decimal(0), approved(facts)
    if total >= plan:
        return None
    return f"资金未落实：各来源已批复 {total} 万元，低于年度计划 {plan} 万元；再批复 {plan - total} 万元后不再列入"


def _land(facts: ProjectFacts) -> str | None:
    """Not put in: no dossier at 组织审批 or beyond, nor its approval; a project may be recorded to need no land."""
    dossiers = [one for one in (*facts.cases, *facts.closed_cases) if one.kind == DOSSIER.code]
    put_in = any(DOSSIER.reaches(one.step, ORGANISING) for one in dossiers)
    if put_in or LAND_APPROVED.read(facts) is not None or facts.fields.get("no_land_needed") is True:
        return None
    remedy = "报件进入组织审批、取得用地批复或登记为无需办理用地后不再列入"
    return f"土地未报批：没有进入“组织审批”的用地报件，也没有用地批复；{remedy}"


_QUANTITY, _PAYMENT = Aspect("quantity", "现场工程量"), Aspect("payment", "资金支付", amount=True)

DAILY = InspectionKind(
    code="daily",
    title="日常督查",
    clause="QS-6.2",
    bodies=(REFORM,),
    aspects=(Aspect("state", "督查情况"),),
    tells=(EXECUTIVE,),
    report=SpecialReport(
        kind="日常督查报告",
        letterhead="清日督报",
        title="{period}重点项目日常督查报告",
        addressee="县政府分管领导",
        recipients=(EXECUTIVE,),
        opening="县发改局对照年度重点项目推进清单，{period}不定期开展日常督查，查找影响项目建设的堵点，现将情况报告如下。",
        closing="特此报告。",
    ),
    rectify_within=rectify_within,
)
REGULAR = InspectionKind(
    code="regular",
    title="定期督查",
    clause="QS-6.2",
    bodies=JOINT_GROUP,
    cadence=PeriodKind.MONTH,
    due=lagging,
    missed=("not_inspected", "滞后项目未督查"),
    aspects=(_QUANTITY, _PAYMENT),
    report=SpecialReport(
        kind="项目督查专报",
        letterhead="清项督专报",
        title="{period}重点项目督查专报",
        addressee="县委、县政府",
        recipients=(COMMITTEE_OFFICE, GOVERNMENT),
        opening=(
            "县委办、县政府办、县发改局、县财政局组成联合督查组，{period}对上月末进度滞后的县列重点项目开展定期督查，"
            "现场核查实物工程量和资金支付，现将情况报告如下。"
        ),
        closing="特此报告。",
    ),
    rectify_within=rectify_within,
)
SPECIAL = InspectionKind(
    code="special",
    title="专项督查",
    clause="QS-6.3",
    bodies=SPECIAL_GROUP,
    led_by=DEPUTIES,
    due=special,
    aspects=(Aspect("found", "督查情况"), _QUANTITY, _PAYMENT),
    secret=True,
    report=SpecialReport(
        kind="专项督查专报",
        letterhead="清专督专报",
        title="{period}重点项目专项督查专报",
        addressee="县委、县政府",
        recipients=(COMMITTEE_OFFICE, GOVERNMENT),
        opening=(
            "县委、县政府分管领导带队，有关部门参加，{period}以“四不两直”方式对资金未落实、土地未报批和严重滞后的"
            "县列重点项目开展专项督查，现将情况报告如下。"
        ),
        closing="特此报告。",
    ),
    rectify_within=rectify_within,
)
"""Without notice: only those who inspect know of it before its report."""

INSPECTIONS = (DAILY, REGULAR, SPECIAL)
