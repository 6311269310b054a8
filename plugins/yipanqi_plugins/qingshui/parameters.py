"""What the document leaves open: defaults that a county may set otherwise from a date of its own."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from yipanqi_core.mechanism.seasons import MONTH_DAY


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
