"""The fields that this county keeps of a project beyond the shared ones."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class ProjectFields(BaseModel):
    """Fields of the mechanism's own; each title is the heading of its column in the workbook."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key_since: date | None = Field(
        None, title="列为重点项目日期", description="登记时已由县重点项目办公室确定为重点项目的日期（ZZ-3.1）"
    )
    key_until: date | None = Field(
        None, title="不再列为重点项目日期", description="登记带来的重点项目自该日起不再是；未填一直是（ZZ-3.1）"
    )
    economic_benefit: str | None = Field(None, max_length=1000, title="经济效益", description="项目说明书（ZZ-1.2）")
    social_benefit: str | None = Field(None, max_length=1000, title="社会效益", description="项目说明书（ZZ-1.2）")
    brief_author: str | None = Field(None, max_length=50, title="说明书专职人员", description="编制人（ZZ-1.2）")
    feasibility_on: date | None = Field(None, title="达到可研深度日期", description="储备条件一（ZZ-1.3）")
    expert_review_on: date | None = Field(None, title="专家评审通过日期", description="储备条件二（ZZ-1.3）")
    funded: bool | None = Field(None, title="资金已落实", description="未填视为已落实（ZZ-1.3）")
    land_settled_on: date | None = Field(None, title="用地落实日期", description="没有用地批复的项目填写（ZZ-2.1）")
    handed_over_on: date | None = Field(None, title="移交日期", description="签约后移交承接部门或乡镇（ZZ-2.3）")
    handed_over_to: str | None = Field(
        None, max_length=100, title="承接单位", description="行业主管部门或属地乡镇（ZZ-2.3）"
    )
    timetable_on: date | None = Field(None, title="时间表提交日期", description="承接单位（ZZ-2.3）")
    task_list_on: date | None = Field(None, title="任务书提交日期", description="承接单位（ZZ-2.3）")
