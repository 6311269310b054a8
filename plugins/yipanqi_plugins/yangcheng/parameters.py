"""What the document leaves open or sets as a number: values that a county may set otherwise from a date of its own."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

TITLES = r"^[^、\s]+(、[^、\s]+)*$"
"""Titles of items in one line, an ideographic comma between them."""


class Parameters(BaseModel):
    """The mechanism's parameters; each says its unit and the clause it belongs to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    planned_total_times: Decimal = Field(
        Decimal(4), ge=0, title="谋划总投资倍数", description="谋划项目总投资应达固定资产投资目标的几倍（YC-4.1）"
    )
    planned_count_times: Decimal = Field(
        Decimal("1.5"), ge=0, title="谋划数量倍数", description="谋划项目数应达新建项目数的几倍，向上取整（YC-4.1）"
    )
    reserve_share: Decimal = Field(
        Decimal("0.35"), ge=0, le=1, title="储备占比", description="储备项目总投资占谋划项目总投资的比例（YC-4.1）"
    )
    statistics_threshold: Decimal = Field(
        Decimal("500.00"), ge=0, title="入库总投资门槛", description="总投资，万元（YC-3.5）"
    )
    enter_within_months: int = Field(
        1, ge=1, le=12, title="应统尽统期限", description="具备入库条件后几个月内应入库，个月（YC-3.5）"
    )
    trips_a_month: int = Field(2, ge=0, title="每月外出招商次数", description="每个责任单位，次（YC-4.3）")
    general_events: int = Field(2, ge=0, title="综合性招商推介活动", description="全年，次（YC-4.3）")
    chain_events: int = Field(5, ge=0, title="产业链招商推介活动", description="全年，次（YC-4.3）")
    bank_meetings: int = Field(2, ge=0, title="政银企对接会", description="全年，次（YC-4.4）")
    submissions: int = Field(
        3, ge=1, le=9, title="审批报送次数", description="一项审批至多报送几次，末次须办结，次（YC-4.4）"
    )
    approval_titles: str = Field(
        "项目立项、核准备案、可研批复",
        pattern=TITLES,
        max_length=200,
        title="视为审批（核准、备案）的手续",
        description="取得其中任一项即为已审批，名称之间用顿号（YC-3.5、YC-4.5）",
    )
    site_titles: str = Field(
        "用地批复、用地",
        pattern=TITLES,
        max_length=200,
        title="视为选址落定的手续和要素",
        description="取得靠前的一项之日为用地落实之日，名称之间用顿号（YC-4.4、YC-4.5）",
    )
    batch_weight: Decimal = Field(Decimal(20), gt=0, title="每批分值", description="五批各占的分（YC-4.5）")
    batch_cap: Decimal = Field(
        Decimal("1.2"), ge=1, title="完成率上限", description="完成数与目标之比计分时的上限（YC-4.5）"
    )
    batch_targets_to_date: bool = Field(
        default=False, title="五批目标按月折算", description="是：目标×已过月数÷12；否：全年目标（YC-4.5）"
    )
    first_places: int = Field(3, ge=0, title="表扬名额", description="各组年度名次靠前的几名（YC-4.6）")
    last_places: int = Field(1, ge=0, title="批评名额", description="各组名次靠后的几名（YC-4.6）")
    publication_working_day: int = Field(
        5, ge=1, le=15, title="通报日", description="次月第几个工作日终了公布（YC-4.6）"
    )
    remind_working_days: int = Field(
        5, ge=1, le=15, title="履职提醒日", description="月末前第几个工作日提醒未完成的履职（YC-3.3）"
    )
    rectify_working_days: int = Field(
        10, ge=1, le=120, title="督查问题整改期限", description="自督查之日起，工作日（YC-4.6）"
    )
