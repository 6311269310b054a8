"""What the document leaves open: defaults that a county may set otherwise from a date of its own."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from yipanqi_plugins.zhangzi.aspects import DEFAULT_UNITS, speakers

TITLES = r"^[^、\s]+(、[^、\s]+)*$"
"""Titles of procedures in one line, an ideographic comma between them."""


class Parameters(BaseModel):
    """The mechanism's parameters; each says its unit and the clause it belongs to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    filing_titles: str = Field(
        "核准备案、项目立项",
        pattern=TITLES,
        max_length=200,
        title="视为核准备案的手续",
        description="最早办结的一项之日为核准备案之日，名称之间用顿号（ZZ-2.1）",
    )
    land_titles: str = Field(
        "用地批复",
        pattern=TITLES,
        max_length=200,
        title="视为用地落实的手续",
        description="靠前一项办结之日为用地落实之日，名称之间用顿号；都没有的看“用地落实日期”（ZZ-2.1）",
    )
    appraisal_units: str = Field(
        DEFAULT_UNITS,
        max_length=500,
        title="会商评估各方面的意见单位",
        description="方面=单位，以分号分隔；未写的方面不变（ZZ-2.2）",
    )
    handover_working_days: int = Field(5, ge=1, le=60, title="移交期限", description="自签约起，工作日（ZZ-2.3）")
    timetable_working_days: int = Field(
        10, ge=1, le=90, title="时间表任务书期限", description="自移交起，工作日（ZZ-2.3）"
    )
    dispatches: int = Field(1, ge=0, le=31, title="月调度次数", description="每位包项目领导每月，次（ZZ-3.2）")
    reports: int = Field(1, ge=0, le=31, title="专报次数", description="每个重点项目每月，次（ZZ-3.2）")
    leader_visits: int = Field(1, ge=0, le=31, title="领导调研次数", description="每个重点项目每月，次（ZZ-3.3）")
    head_visits: int = Field(
        1, ge=0, le=31, title="包联单位负责人调研次数", description="每个重点项目每月，次（ZZ-3.3）"
    )
    reminder_working_day: int = Field(
        5, ge=1, le=15, title="履职提醒日", description="每月倒数第几个工作日（ZZ-3.2、ZZ-3.3）"
    )
    reply_working_days: int = Field(3, ge=1, le=30, title="督办复函期限", description="自收到起，工作日（ZZ-4.1）")
    publication_working_day: int = Field(
        3, ge=1, le=15, title="公布日", description="次月第几个工作日终了公布得分、印发通报（ZZ-4.3、ZZ-4.4）"
    )
    rectify_working_days: int = Field(
        10, ge=1, le=60, title="通报问题整改期限", description="自印发起，工作日（ZZ-4.3）"
    )
    base_points: Decimal = Field(Decimal(100), ge=0, title="基础分", description="分（ZZ-4.4）")
    lag_points: Decimal = Field(Decimal(-2), le=0, title="滞后扣分", description="每项滞后，分（ZZ-4.4）")
    unanswered_points: Decimal = Field(Decimal(-5), le=0, title="督办逾期未复扣分", description="每件，分（ZZ-4.4）")
    unmet_points: Decimal = Field(
        Decimal(-1), le=0, title="履职未完成扣分", description="每项未完成的负责人调研或专报，分（ZZ-4.4）"
    )
    landed_points: Decimal = Field(Decimal(2), ge=0, title="落地加分", description="每个当月落地项目，分（ZZ-4.4）")
    reserve_points: Decimal = Field(Decimal(1), ge=0, title="储备加分", description="每个当月入储项目，分（ZZ-4.4）")
    lowest_points: Decimal = Field(Decimal(0), ge=0, title="最低分", description="分（ZZ-4.4）")
    highest_points: Decimal = Field(Decimal(120), ge=0, title="最高分", description="分（ZZ-4.4）")

    @field_validator("appraisal_units")
    @classmethod
    def _readable(cls, value: str) -> str:
        speakers(value)
        return value
