"""What offices keep in rows: the directory, who did not plan, funds, needs, pollutant advances, labour, advisers."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from yipanqi_core.mechanism.registers import Register, RegisterSubject
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT
from yipanqi_core.vocabulary import UnitKind
from yipanqi_plugins.qingshui.seats import ENVIRONMENT, FINANCE, LABOUR, PROMOTION, REFORM

UNITS = frozenset({UnitKind.DEPARTMENT, UnitKind.TOWNSHIP})
Source = Literal[
    "中央预算内投资", "地方政府债券", "省级补助", "行业专项", "涉农整合", "乡村振兴", "县级配套", "银行融资", "社会资本"
]
Words = Annotated[str, Field(min_length=1, max_length=500)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DirectoryRow(_Row):
    """An entry of the guidance directory (指导名录)."""

    entry: Annotated[str, Field(min_length=1, max_length=200, title="名录条目")]
    programme: Literal["中央预算内投资", "专项债券"] = Field(title="资金类别")
    field: Annotated[str, Field(min_length=1, max_length=200, title="支持领域")]
    remark: Words | None = Field(None, title="说明")


class UnplannedRow(_Row):
    """A project that a unit could have planned and did not, as the office names it."""

    project: Annotated[str, Field(min_length=1, max_length=200, title="应谋划的项目")]
    reason: Words = Field(title="认定理由")


def _amount(title: str) -> Decimal | None:
    return Field(None, ge=0, decimal_places=2, title=f"{title}(万元)")


class FundsRow(_Row):
    """One source of a project's funds."""

    source: Source = Field(title="资金来源")
    applied: Decimal | None = _amount("申请")
    approved: Decimal | None = _amount("批复")
    approved_on: date | None = Field(None, title="批复日期")
    arrived: Decimal | None = _amount("到位")
    spent: Decimal | None = _amount("支出")
    document: Words | None = Field(None, title="文号")

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.approved and self.approved_on is None:
            raise ValueError("填了批复金额的，请填批复日期 approved_on：争取资金按批复之年计算（QS-6.5）")
        return self


class NeedRow(_Row):
    """What a project needs from banks."""

    purpose: Words = Field(title="融资用途")
    amount: Decimal = Field(gt=0, decimal_places=2, title="融资需求(万元)")
    term: Words | None = Field(None, title="期限")
    security: Words | None = Field(None, title="担保方式")


class AdvanceRow(_Row):
    """Pollutant quota taken in advance (预支) from an enterprise whose emissions end."""

    enterprise: Annotated[str, Field(min_length=1, max_length=200, title="来源企业或设施")]
    pollutant: Annotated[str, Field(min_length=1, max_length=50, title="污染物")]
    tonnes: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]{1,4})?$", title="数量(吨)")]


class LabourRow(_Row):
    """Labour that a project needs."""

    trade: Annotated[str, Field(min_length=1, max_length=100, title="工种")]
    people: int = Field(ge=1, le=100000, title="人数")
    when: Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", title="用工月份")]


class AdviserRow(_Row):
    """An adviser of the county's key projects and industries (智囊团)."""

    name: Annotated[str, Field(min_length=1, max_length=50, title="姓名")]
    side: Literal["政府", "企业"] = Field(title="组建方")
    serves: Annotated[str, Field(min_length=1, max_length=200, title="服务的重点项目或重点产业")]
    speciality: Words | None = Field(None, title="专长")


DIRECTORY = Register(
    "directory", "项目谋划储备指导名录", "QS-1.1", RegisterSubject.COUNTY, DirectoryRow, "entry", (REFORM,), yearly=True
)
UNPLANNED = Register(
    "unplanned",
    "应谋划未谋划认定",
    "QS-1.1",
    RegisterSubject.UNIT,
    UnplannedRow,
    "project",
    (REFORM,),
    UNITS,
    yearly=True,
)
FUNDS = Register(
    "funds", "项目资金来源台账", "QS-3.2", RegisterSubject.PROJECT, FundsRow, "source", (LEAD_UNIT, OWNER_UNIT, FINANCE)
)
NEEDS = Register(
    "financing_needs", "融资需求清单", "QS-3.2", RegisterSubject.PROJECT, NeedRow, "purpose",
    (LEAD_UNIT, OWNER_UNIT, FINANCE, PROMOTION),
)  # fmt: skip
ADVANCES = Register(
    "pollutant_advances",
    "污染物指标预支台账",
    "QS-3.3",
    RegisterSubject.PROJECT,
    AdvanceRow,
    "enterprise",
    (ENVIRONMENT,),
)
LABOUR_NEEDS = Register(
    "labour_needs",
    "项目用工需求",
    "QS-3.4",
    RegisterSubject.PROJECT,
    LabourRow,
    "trade",
    (LEAD_UNIT, OWNER_UNIT, LABOUR),
)
ADVISERS = Register(
    "advisers", "重点项目智囊团", "QS-3.4", RegisterSubject.COUNTY, AdviserRow, "name", (LABOUR, "organisation_office")
)

REGISTERS = (DIRECTORY, UNPLANNED, FUNDS, NEEDS, ADVANCES, LABOUR_NEEDS, ADVISERS)
