"""The paths by which projects are planned, reserved and applied for (QS-1.1, 1.3, 1.4, 1.5)."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from yipanqi_core.mechanism.cases import CaseKind, CaseStep, Collection
from yipanqi_core.mechanism.facts import CaseFacts, ProjectFacts
from yipanqi_core.mechanism.lookups import Lookup
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT
from yipanqi_plugins.qingshui.natures import FEASIBILITY, STARTED
from yipanqi_plugins.qingshui.parameters import Parameters
from yipanqi_plugins.qingshui.registers import DIRECTORY, UNITS
from yipanqi_plugins.qingshui.reviews import IN_LIBRARY, RESERVE_CODE, undecided
from yipanqi_plugins.qingshui.seats import FINANCE, LAND, REFORM, RURAL
from yipanqi_plugins.qingshui.territory import TOWNSHIP

UNIT = (LEAD_UNIT, OWNER_UNIT, TOWNSHIP)
"""A project's own units: who plans it, who will build it, and where it lies."""

HANDED_IN = "examining"


class PathModel(BaseModel):
    """What all fields of paths have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ReserveFields(PathModel):
    """What a reserve project says of itself."""

    directory_entry: str | None = Field(None, max_length=200, title="对应指导名录条目", description="QS-1.1")
    programme: Literal["中央预算内投资", "专项债券"] | None = Field(None, title="资金类别", description="QS-1.1")
    policy: str | None = Field(None, max_length=2000, title="政策投资导向", description="QS-1.2")
    siting: str | None = Field(None, max_length=2000, title="规划选址", description="QS-1.2")


class PathFields(PathModel):
    """What is kept of an application besides its steps."""

    programme: str | None = Field(None, max_length=200, title="申报专项", description="QS-1.4")
    applied: Decimal | None = Field(None, ge=0, decimal_places=2, title="申请资金(万元)", description="QS-1.4")
    national_code: str | None = Field(None, max_length=60, title="赋码", description="网上申报赋码（QS-1.4）")


class RuralFields(PathModel):
    """What is kept of a rural project besides its steps."""

    village: str | None = Field(None, max_length=100, title="申报村", description="QS-1.3")
    funds: Decimal | None = Field(None, ge=0, decimal_places=2, title="匹配资金(万元)", description="QS-1.3")
    plan_document: str | None = Field(None, max_length=200, title="项目计划文号", description="QS-1.3")


class BondFields(PathModel):
    """What is kept of a bond project besides its steps."""

    applied: Decimal | None = Field(None, ge=0, decimal_places=2, title="申请债券(万元)", description="QS-1.5")
    field: str | None = Field(None, max_length=200, title="债券支持领域", description="QS-1.5")


def _library_until(parameters: BaseModel) -> str:
    assert isinstance(parameters, Parameters)
    return parameters.library_until


RESERVE = CaseKind(
    code=RESERVE_CODE,
    title="滚动储备项目",
    clause="QS-1.1",
    single=True,
    steps=(
        CaseStep("unit_reserve", "部门、乡镇储备", UNIT, required=("directory_entry",)),
        CaseStep(HANDED_IN, "县级汇总审核", (REFORM,)),
        CaseStep(IN_LIBRARY, "列入县级滚动储备库"),
    ),
    fields=ReserveFields,
    kept_by=REFORM,
    opened_by=(*UNIT, REFORM),
    collection=Collection("县级滚动储备库汇总", "QS-1.1", _library_until, UNITS, HANDED_IN),
    lookups=(Lookup("directory_entry", DIRECTORY.code, "QS-1.1", agrees=("programme",)),),
)


def _undecided(facts: ProjectFacts, _: BaseModel) -> Ruling | None:
    return undecided(facts)


def _no_feasibility(facts: ProjectFacts, _: BaseModel) -> Ruling | None:
    if FEASIBILITY.read(facts) is not None:
        return None
    return Ruling("refused", "QS-1.4", "手续“可研批复”尚无实际日期，不能转入下一步；补记后即可办理（QS-1.4）")


CENTRAL = CaseKind(
    code="central_budget",
    title="中央预算内投资项目申报",
    clause="QS-1.4",
    single=True,
    steps=(
        CaseStep("planning", "谋划储备", UNIT, evidence=True),
        CaseStep("siting", "规划选址", (LAND,), evidence=True),
        CaseStep("study", "编制可研", UNIT, evidence=True),
        CaseStep("coding", "网上申报赋码", UNIT, required=("national_code",), evidence=True),
        CaseStep("assessments", "在线办理稳评节能", UNIT, evidence=True),
        CaseStep("feasibility", "申请可研批复", (REFORM,), evidence=True, unmet=_no_feasibility),
        CaseStep("national_library", "录入国家重大建设项目库", (REFORM,), evidence=True),
    ),
    fields=PathFields,
    kept_by=REFORM,
    opened_by=(*UNIT, REFORM),
    refused=_undecided,
    last_decided=True,
)

RURAL_PATH = CaseKind(
    code="rural",
    title="乡村振兴衔接项目",
    clause="QS-1.3",
    single=True,
    steps=(
        CaseStep("village", "村级申报", (TOWNSHIP,), body="村民委员会", required=("village",), evidence=True),
        CaseStep("township", "乡镇初审", (TOWNSHIP,), evidence=True),
        CaseStep("sector", "行业部门复核论证", (LEAD_UNIT,), evidence=True),
        CaseStep("county", "县级联审", (REFORM,), evidence=True),
        CaseStep("leading_group", "领导小组审定", (RURAL,), evidence=True),
        CaseStep("plan", "匹配资金并下达计划", (FINANCE,), required=("funds", "plan_document"), evidence=True),
    ),
    fields=RuralFields,
    kept_by=RURAL,
    opened_by=(TOWNSHIP, LEAD_UNIT, RURAL),
    last_decided=True,
)


def _closed(facts: ProjectFacts, kind: CaseKind) -> CaseFacts | None:
    return next((one for one in facts.closed_cases if one.kind == kind.code), None)


def _not_applied(facts: ProjectFacts, _: BaseModel) -> Ruling | None:
    """A planned new start has gone through the central path first; what is in progress has its approvals behind it."""
    if STARTED.read(facts) is not None or _closed(facts, CENTRAL) is not None:
        return None
    because = (
        "计划新开工项目须先按中央预算内投资项目程序录入国家重大建设项目库（QS-1.4），再录入债券项目库；"
        "该程序办结后即可转入（QS-1.5）"
    )
    return Ruling("refused", "QS-1.5", because)


def _not_started(facts: ProjectFacts, _: BaseModel) -> Ruling | None:
    if STARTED.read(facts) is not None:
        return None
    return Ruling("refused", "QS-1.5", "“开工”尚无实际日期，不能办结启动实施；补记后即可办理（QS-1.5）")


BOND = CaseKind(
    code="bond",
    title="政府债券项目申报",
    clause="QS-1.5",
    single=True,
    steps=(
        CaseStep("reserve", "列入备选库", (REFORM, FINANCE), evidence=True),
        CaseStep("applied", "完成中央预算内投资项目程序", UNIT, unmet=_not_applied),
        CaseStep("bond_library", "录入财政系统债券项目库", (FINANCE,), evidence=True),
        CaseStep("higher_review", "上级审核", (REFORM, FINANCE), evidence=True),
        CaseStep("started", "启动实施", UNIT, unmet=_not_started),
    ),
    fields=BondFields,
    kept_by=FINANCE,
    opened_by=(*UNIT, REFORM, FINANCE),
    last_decided=True,
)


PATHS = (RESERVE, CENTRAL, RURAL_PATH, BOND)
