"""What the document leaves open: defaults that a county may set otherwise from a date of its own."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from yipanqi_core.mechanism.seasons import MONTH_DAY


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
    submissions: int = Field(
        2, ge=1, le=5, title="审批报送次数", description="至多报送几次，末次只批准或不予批准，次（SM-2.4）"
    )
    department_days: int = Field(10, ge=1, title="部门办理时限", description="问题在县级部门，自然日（SM-3.2）")
    deputy_days: int = Field(30, ge=1, title="分管领导办理时限", description="问题在分管县领导，自然日（SM-3.2）")
    executive_days: int = Field(
        90, ge=1, title="常务副县长办理时限", description="超过即建议上报市级，由人决定，自然日（SM-3.2）"
    )
    rectify_working_days: int = Field(
        15, ge=1, le=120, title="通报问题整改期限", description="自通报印发起，工作日（SM-4.3）"
    )
    red_board_appraisal: Decimal = Field(Decimal(1), title="红榜考核分", description="每次列红榜，分（SM-4.5）")
    black_board_appraisal: Decimal = Field(Decimal(-1), title="黑榜考核分", description="每次列黑榜，分（SM-4.5）")
    lagging_month_ends: int = Field(
        3, ge=1, le=12, title="要素保障严重滞后月末数", description="项目红色且事项逾期的连续月末数（SM-4.5）"
    )
    state_enterprise_share: Decimal = Field(
        Decimal("0.5"), ge=0, le=1, title="央企省企投资占比", description="超过总投资的该比例即为主要投资（SM-1.5）"
    )
    annual_list_until: str = Field(
        "01-31", pattern=MONTH_DAY, title="年度清单审定截止", description="每年几月几日前集中审定（SM-2.9）"
    )
    mid_term_first: str = Field("07-01", pattern=MONTH_DAY, title="年中调整起", description="月-日（SM-1.9）")
    mid_term_last: str = Field("07-31", pattern=MONTH_DAY, title="年中调整止", description="月-日（SM-1.9）")
    nominate_within_months: int = Field(
        1, ge=1, le=12, title="应报期限", description="登记后应在几个月内申报入单（SM-5.2）"
    )
    key_chains: int = Field(3, ge=1, le=20, title="重点产业链", description="至多几条（SM-2.6）")
