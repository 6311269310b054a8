"""The fields that this county keeps of a project beyond the shared ones."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class ProjectFields(BaseModel):
    """Fields of the mechanism's own; each title is the heading of its column in the workbook."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    new_in_year: int | None = Field(
        None, ge=2000, le=2100, title="计划开工年度", description="列为哪一年的计划开工（新建）项目（YC-4.1）"
    )
    preliminary_in_year: int | None = Field(
        None, ge=2000, le=2100, title="前期项目年度", description="列为哪一年的前期项目（YC-3.2）"
    )
    industrial: bool | None = Field(None, title="产业项目", description="参加“五个一批”考核（YC-4.5）")
    agent: str | None = Field(None, max_length=50, title="全代办代办员", description="招商项目全程代办的人（YC-4.3）")
    follower: str | None = Field(None, max_length=50, title="跟踪专人", description="责任单位跟踪推进的人（YC-5.2）")
    contract_on: date | None = Field(None, title="施工合同日期", description="入库纳统佐证（YC-3.5）")
    paid_on: date | None = Field(None, title="首笔付款日期", description="入库纳统佐证（YC-3.5）")
