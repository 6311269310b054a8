"""The fields that this county keeps of a project beyond the shared ones."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class ProjectFields(BaseModel):
    """Fields of the mechanism's own; each title is the heading of its column in the workbook."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    affiliation: Literal["央属", "省属", "市属", "县属", "民营"] | None = Field(
        None, title="隶属", description="按签约或责任主体（SM-1.5）"
    )
    state_enterprise_investment: Decimal | None = Field(
        None, ge=0, decimal_places=2, title="央企省企投资(万元)", description="中央、省属国有企业投资额，万元（SM-1.5）"
    )
    on_annual_government_list: bool | None = Field(
        None, title="年度政府投资清单内", description="年初集中审定的年度政府投资项目清单（SM-2.2）"
    )
    decided_on: date | None = Field(None, title="议定日期", description="县委、县政府议定项目之日（SM-2.2）")
    preliminary_plan_on: date | None = Field(None, title="初步方案提交日期", description="SM-2.2")
    construction_plan_on: date | None = Field(None, title="建设方案提交日期", description="SM-2.2")
    put_to_executive_meeting_on: date | None = Field(None, title="提请常务会议日期", description="SM-2.2")
    executive_meeting_on: date | None = Field(None, title="常务会议审议日期", description="SM-2.2")
    put_to_standing_committee_on: date | None = Field(None, title="提请常委会会议日期", description="SM-2.2")
    standing_committee_on: date | None = Field(None, title="常委会会议审议日期", description="SM-2.2")
