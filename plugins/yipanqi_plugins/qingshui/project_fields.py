"""The fields that this county keeps of a project beyond the shared ones."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

EXEMPTIBLE = ("社会事业", "重大技术改造", "高科技")
"""What may be admitted below the standard (QS-1.6)."""

Exemptible = Literal["社会事业", "重大技术改造", "高科技"]


class ProjectFields(BaseModel):
    """Fields of the mechanism's own; each title is the heading of its column in the workbook."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lowered_as: Exemptible | None = Field(None, title="降低标准类别", description="QS-1.6")
    lowered_because: str | None = Field(None, max_length=500, title="降低标准理由", description="QS-1.6")
    lowered_by: str | None = Field(None, max_length=100, title="降低标准决定人", description="QS-1.6")
    in_plan: Literal["国家规划", "省级规划", "市级规划", "行业专项规划"] | None = Field(
        None, title="纳入规划", description="QS-1.6"
    )
    land_settled: bool | None = Field(None, title="土地基本落实", description="QS-1.6")
    no_land_needed: bool | None = Field(None, title="无需办理用地", description="不列入土地未报批（QS-6.3）")
    funds_settled: bool | None = Field(None, title="资金基本落实", description="QS-1.6")
    high_energy_or_emission: bool | None = Field(None, title="两高项目", description="高耗能、高排放（QS-3.3）")
    high_admitted_because: str | None = Field(None, max_length=500, title="两高项目列入理由", description="QS-3.3")
    high_admitted_by: str | None = Field(None, max_length=100, title="两高项目列入决定人", description="QS-3.3")
    energy_use: Decimal | None = Field(
        None, ge=0, decimal_places=2, title="年综合能源消费量(吨标准煤)", description="QS-3.3"
    )
    emits_pollutants: bool | None = Field(None, title="需污染物总量替代", description="QS-3.3")
    offsets_done_on: date | None = Field(None, title="污染物减排方案完成日期", description="QS-3.3")
    townships: list[str] | None = Field(None, max_length=30, title="所在乡镇", description="QS-5.1")
    agreed_investment: Decimal | None = Field(
        None, ge=0, decimal_places=2, title="签约额(万元)", description="招商引资协议投资额（QS-1.9）"
    )
    arrived_investment: Decimal | None = Field(
        None, ge=0, decimal_places=2, title="到位资金(万元)", description="招商引资到位资金（QS-1.9）"
    )
    restarts_on: date | None = Field(None, title="复工日期", description="续建项目计划复工日期（QS-6.1）")
    platform_code: str | None = Field(
        None, max_length=60, title="审批监管平台代码", description="甘肃省投资项目在线审批监管平台（QS-1.11）"
    )
