"""What the document leaves open: defaults that a county may set otherwise from a date of its own."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class Parameters(BaseModel):
    """The mechanism's parameters; each says its unit and the clause it belongs to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    admission_threshold: Decimal = Field(
        Decimal("1000.00"), ge=0, title="入单门槛", description="总投资，万元（SM-1.1）"
    )
    red_late_days: int = Field(30, ge=1, title="红色逾期天数", description="节点逾期超过该天数评红，天（SM-4.1）")
    red_ratio: Decimal = Field(
        Decimal("0.60"), ge=0, title="红色完成率", description="投资完成率低于该值评红（SM-4.1）"
    )
    yellow_late_days: int = Field(1, ge=1, title="黄色逾期天数", description="节点逾期达到该天数评黄，天（SM-4.1）")
    yellow_ratio: Decimal = Field(
        Decimal("0.90"), ge=0, title="黄色完成率", description="投资完成率低于该值评黄（SM-4.1）"
    )
    green_ratio: Decimal = Field(
        Decimal("1.10"), ge=0, title="绿色完成率", description="投资完成率达到该值评绿（SM-4.1）"
    )
    green_early_days: int = Field(15, ge=1, title="绿色提前天数", description="当月节点提前达到该天数，天（SM-4.1）")
    green_early_ratio: Decimal = Field(
        Decimal("1.00"),
        ge=0,
        title="提前完成时的完成率下限",
        description="有提前节点时评绿所需完成率（SM-4.1）",
    )
    publication_working_day: int = Field(
        3, ge=1, le=15, title="公布日", description="次月第几个工作日终了公布（SM-4.1）"
    )
    reply_working_days: int = Field(5, ge=1, le=60, title="预警复函期限", description="自发出起，工作日（SM-4.2）")
    red_points: Decimal = Field(Decimal(-2), title="红色得分", description="分（SM-4.4）")
    yellow_points: Decimal = Field(Decimal(-1), title="黄色得分", description="分（SM-4.4）")
    blue_points: Decimal = Field(Decimal(0), title="蓝色得分", description="分（SM-4.4）")
    green_points: Decimal = Field(Decimal(2), title="绿色得分", description="分（SM-4.4）")
    red_board_places: int = Field(3, ge=0, title="红榜名额", description="得分为正的前几名（SM-4.4）")
    black_board_places: int = Field(3, ge=0, title="黑榜名额", description="得分为负的末几名（SM-4.4）")
    preliminary_plan_working_days: int = Field(
        5, ge=1, title="初步方案期限", description="自议定之日起，工作日（SM-2.2）"
    )
    construction_plan_working_days: int = Field(
        10, ge=1, title="建设方案期限", description="自议定之日起，工作日（SM-2.2）"
    )
    special_meetings: int = Field(2, ge=1, title="县政府专题会次数", description="立项前至多几次（SM-2.2）")
    waiting_days: int = Field(30, ge=1, title="待会天数", description="等候常务会议或常委会会议，天（SM-2.2）")
    start_within_months: int = Field(3, ge=1, title="开工期限", description="自立项审批起，个月（SM-2.3）")
