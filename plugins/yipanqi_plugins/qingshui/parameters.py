"""What the document leaves open: defaults that a county may set otherwise from a date of its own."""

from decimal import Decimal
from typing import get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator

from yipanqi_core.mechanism.seasons import MONTH_DAY
from yipanqi_plugins.qingshui.registers import Source
from yipanqi_plugins.qingshui.seats import DEFAULT_UNITS, default_units_of


def _weight(title: str) -> Decimal:
    return Field(Decimal(20), gt=0, le=100, title=f"{title}权重", description="五个方面的相对权重（QS-6.5）")


def sources_of(text: str) -> frozenset[str]:
    """Read a list of sources of funds. Raises ValueError for one that the ledger of funds does not know."""
    found = frozenset(one.strip() for one in text.replace(";", "；").split("；") if one.strip())
    unknown = sorted(found - set(get_args(Source)))
    if unknown:
        raise ValueError(f"没有“{unknown[0][:30]}”这种资金来源；可填：{'、'.join(get_args(Source))}")
    return found


class Parameters(BaseModel):
    """The mechanism's parameters; each says its unit and the clause it belongs to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    total_threshold: Decimal = Field(Decimal("500.00"), ge=0, title="总投资标准", description="万元（QS-1.6）")
    annual_threshold: Decimal = Field(Decimal("200.00"), ge=0, title="年度计划投资标准", description="万元（QS-1.6）")
    exempt_share: Decimal = Field(
        Decimal("0.5"), ge=0, le=1, title="降低标准的下限", description="占两项标准的比例（QS-1.6）"
    )
    city_key_total: Decimal = Field(
        Decimal("5000.00"), ge=0, title="市级重点项目总投资", description="万元，达到即推荐（QS-1.11）"
    )
    city_major_total: Decimal = Field(
        Decimal("10000.00"), ge=0, title="市级重大项目总投资", description="万元，达到即推荐（QS-1.11）"
    )
    province_major_total: Decimal = Field(
        Decimal("100000.00"), ge=0, title="省级重大项目总投资", description="万元，达到即推荐（QS-1.11）"
    )
    province_major_annual: Decimal = Field(
        Decimal("20000.00"), ge=0, title="省级重大项目年度计划投资", description="万元，同时达到（QS-1.11）"
    )
    directory_until: str = Field("08-31", pattern=MONTH_DAY, title="指导名录印发截止", description="月-日（QS-1.1）")
    library_until: str = Field(
        "09-10", pattern=MONTH_DAY, title="县级储备库汇总截止", description="月-日；9月上旬之末（QS-1.1）"
    )
    annual_list_until: str = Field(
        "10-31", pattern=MONTH_DAY, title="下年度清单编制截止", description="月-日（QS-1.11）"
    )
    land_demand_until: str = Field("10-31", pattern=MONTH_DAY, title="用地需求报送截止", description="月-日（QS-3.1）")
    trips_a_month: int = Field(1, ge=0, le=31, title="赴市进省汇报次数", description="每月不少于，次（QS-1.8）")
    services_a_month: int = Field(
        1, ge=0, le=31, title="三办一回访服务次数", description="每项目每月不少于，次（QS-1.9）"
    )
    energy_province: Decimal = Field(
        Decimal(5000), ge=0, title="省级节能审查", description="年综合能源消费量达到，吨标准煤（QS-3.3）"
    )
    energy_city: Decimal = Field(
        Decimal(1000), ge=0, title="市级节能审查", description="年综合能源消费量达到，吨标准煤（QS-3.3）"
    )
    assignment_until: str = Field("01-31", pattern=MONTH_DAY, title="领导包抓安排截止", description="月-日（QS-2.1）")
    visits_a_month: int = Field(2, ge=0, le=31, title="现场调研次数", description="每月不少于，次（QS-2.3）")
    push_meetings_a_month: int = Field(1, ge=0, le=31, title="推进会次数", description="每月不少于，次（QS-2.3）")
    duties_for_each_project: bool = Field(
        default=True, title="履职按项目计", description="是：每个项目；否：每位领导（QS-2.3）"
    )
    duty_reminder_working_day: int = Field(
        5, ge=1, le=20, title="履职提醒日", description="当月倒数第几个工作日（QS-2.3）"
    )
    unit_days: int = Field(15, ge=1, title="单位协调时限", description="问题在责任单位，自然日（QS-1.10）")
    leader_days: int = Field(30, ge=1, title="包抓领导协调时限", description="问题在包抓领导，自然日（QS-1.10）")
    letter_ratio: Decimal = Field(
        Decimal("0.90"), ge=0, title="提醒函完成率", description="投资完成率低于该值发提醒函（QS-4.1）"
    )
    letter_issues: int = Field(
        3, ge=1, title="督办函问题数", description="逾期未解决问题达到该数发督办函，个（QS-4.1）"
    )
    publication_working_day: int = Field(
        3, ge=1, le=15, title="公布日", description="次月第几个工作日终了发文、通报（QS-4.1、QS-6.4）"
    )
    letter_months_before: int = Field(
        2, ge=1, le=2, title="连续应发函月数", description="此前连续几个月应发函、本月仍应发的，发督办函（QS-4.1）"
    )
    reserve_weight: Decimal = _weight("谋划储备")
    funds_weight: Decimal = _weight("资金争取")
    progress_weight: Decimal = _weight("实施进度")
    duties_weight: Decimal = _weight("制度履行")
    investment_weight: Decimal = _weight("投资完成率")
    sources_from_above: str = Field(
        "中央预算内投资；地方政府债券；省级补助；行业专项",
        max_length=200,
        title="争取上级资金的来源",
        description="计入资金争取的资金来源，以分号分隔（QS-6.5）",
    )
    reply_working_days: int = Field(5, ge=1, le=60, title="回函期限", description="自发出起，工作日（QS-4.1）")
    dispatches_a_month: int = Field(1, ge=0, le=31, title="部门调度次数", description="每月不少于，次（QS-4.2）")
    default_units: str = Field(
        DEFAULT_UNITS, max_length=2000, title="事项默认责任单位", description="事项=席位，以分号分隔（QS-4.4）"
    )
    yellow_late_days: int = Field(1, ge=1, title="滞后天数", description="节点逾期达到该天数即滞后，天（QS-6.2）")
    yellow_ratio: Decimal = Field(
        Decimal("0.90"), ge=0, title="滞后完成率", description="投资完成率低于该值即滞后（QS-6.2）"
    )
    red_late_days: int = Field(30, ge=1, title="严重滞后天数", description="节点逾期超过该天数，天（QS-6.3）")
    red_ratio: Decimal = Field(
        Decimal("0.60"), ge=0, title="严重滞后完成率", description="投资完成率低于该值（QS-6.3）"
    )
    rectify_working_days: int = Field(
        10, ge=1, le=120, title="督查问题整改期限", description="自督查或通报起，工作日（QS-6.2）"
    )
    praised_places: int = Field(3, ge=0, title="通报表扬名额", description="季度各组前几名（QS-6.6）")
    criticised_places: int = Field(3, ge=0, title="通报批评名额", description="季度各组后几名（QS-6.6）")
    rewarded_departments: int = Field(6, ge=0, title="年度奖励部门", description="前几名（QS-6.6）")
    rewarded_townships: int = Field(3, ge=0, title="年度奖励乡镇", description="前几名（QS-6.6）")

    @field_validator("default_units")
    @classmethod
    def _readable(cls, value: str) -> str:
        default_units_of(value)
        return value

    @field_validator("sources_from_above")
    @classmethod
    def _known(cls, value: str) -> str:
        sources_of(value)
        return value
