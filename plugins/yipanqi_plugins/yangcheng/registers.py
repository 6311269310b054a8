"""The registers that the task forces keep: approval items, funds, policies, flow charts (YC-3.2, 3.6, 4.4)."""

from datetime import date
from decimal import Decimal
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.kept_facts import EntryFacts
from yipanqi_core.mechanism.registers import Register, RegisterSubject
from yipanqi_core.mechanism.seats import LEAD_UNIT
from yipanqi_core.mechanism.unit_books import UnitBook
from yipanqi_core.vocabulary import UnitKind
from yipanqi_plugins.yangcheng.places import TOWNSHIP
from yipanqi_plugins.yangcheng.seats import APPROVALS, FINANCE, REFORM

Source = Literal["中央预算内", "省预算内", "专项债券", "国债"]
MEASURES, POLICIES, FUNDS, CHARTS = "approval_measures", "fund_policies", "fund_applications", "approval_charts"


class ApprovalMeasure(BaseModel):
    """What is done about an approval item; its unit, handler, level and deadline are the procedure's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    item: str = Field(max_length=50, title="审批事项", description="与手续同名（YC-3.2）")
    measure: str = Field(max_length=500, title="推进措施", description="YC-3.2")
    leader: str = Field(max_length=50, title="责任领导", description="YC-3.2")


class FundPolicy(BaseModel):
    """A policy from above: what it supports, when one may apply, and when it was passed on to departments."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(max_length=200, title="政策名称", description="YC-3.6")
    source: Source = Field(title="资金来源", description="YC-3.6")
    direction: str = Field(max_length=1000, title="支持方向", description="YC-3.6")
    opens_on: date | None = Field(None, title="申报开始", description="YC-3.6")
    closes_on: date | None = Field(None, title="申报截止", description="YC-3.6")
    passed_on: date | None = Field(None, title="传达日期", description="传达到相关部门之日（YC-3.6）")
    passed_to: str | None = Field(None, max_length=500, title="传达部门", description="YC-3.6")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.opens_on is not None and self.closes_on is not None and self.closes_on < self.opens_on:
            raise ValueError("申报截止不能早于申报开始")
        return self


class FundApplication(BaseModel):
    """A project packaged for a policy: applied for, approved, arrived, each with its day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Source = Field(title="资金来源", description="YC-3.6")
    policy: str | None = Field(None, max_length=200, title="依据政策", description="YC-3.6")
    packaged_on: date | None = Field(None, title="包装日期", description="YC-3.6")
    applied: Decimal | None = Field(None, ge=0, decimal_places=2, title="申报金额", description="万元（YC-3.6）")
    applied_on: date | None = Field(None, title="申报日期", description="YC-3.6")
    approved: Decimal | None = Field(None, ge=0, decimal_places=2, title="批复金额", description="万元（YC-3.6）")
    approved_on: date | None = Field(None, title="批复日期", description="YC-3.6")
    arrived: Decimal | None = Field(None, ge=0, decimal_places=2, title="到位金额", description="万元（YC-3.6）")
    arrived_on: date | None = Field(None, title="到位日期", description="YC-3.6")

    @model_validator(mode="after")
    def _dated(self) -> Self:
        for amount, day, title in (
            (self.applied, self.applied_on, "申报"),
            (self.approved, self.approved_on, "批复"),
            (self.arrived, self.arrived_on, "到位"),
        ):
            if (amount is None) != (day is None):
                raise ValueError(f"{title}金额和{title}日期须一并填写")
        return self


class ApprovalChart(BaseModel):
    """The flow chart of one class of approval."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(max_length=100, title="审批类别", description="YC-4.4")
    steps: str = Field(max_length=3000, title="办理流程", description="各环节依次写明（YC-4.4）")
    working_days: int = Field(ge=0, le=365, title="承诺时限", description="工作日（YC-4.4）")
    published_on: date | None = Field(None, title="公布日期", description="YC-4.4")


REGISTERS = (
    Register(
        MEASURES, "审批事项清单", "YC-3.2", RegisterSubject.PROJECT, ApprovalMeasure, "item", (APPROVALS, LEAD_UNIT)
    ),
    Register(POLICIES, "资金政策", "YC-3.6", RegisterSubject.COUNTY, FundPolicy, "title", (FINANCE,)),
    Register(
        FUNDS,
        "争取资金",
        "YC-3.6",
        RegisterSubject.PROJECT,
        FundApplication,
        "source",
        (FINANCE, LEAD_UNIT),
        yearly=True,
    ),
    Register(CHARTS, "审批流程图", "YC-4.4", RegisterSubject.COUNTY, ApprovalChart, "title", (APPROVALS, REFORM)),
)


def measure_of(facts: ProjectFacts, item: str, _: BaseModel) -> str | None:
    """The measure recorded for an approval item, with its leader."""
    found = next((one.fields for one in entries(facts, MEASURES) if one.fields.get("item") == item), None)
    return None if found is None else f"{found['measure']}（责任领导：{found['leader']}）"


UNIT_BOOK = UnitBook(
    "项目清单、任务清单和工作台账",
    "YC-5.1",
    frozenset({UnitKind.TOWNSHIP, UnitKind.ZONE, UnitKind.DEPARTMENT}),
    TOWNSHIP,
    measure_of,
)


def entries(facts: ProjectFacts | CountyFacts, register: str) -> tuple[EntryFacts, ...]:
    """The rows of one register."""
    return tuple(one for one in facts.entries if one.register == register)
