"""The offices and posts that the document names."""

from yipanqi_core.mechanism.seats import Seat, SeatKind

REFORM = "reform_office"
PROMOTION = "promotion_centre"
APPROVALS = "approvals_office"
LAND = "land_office"
STATISTICS = "statistics_office"
FINANCE = "finance_office"
INSPECTORS = "government_inspectors"
CHIEF = "county_chief"
EXECUTIVE = "executive_deputy"
APPROVALS_HEAD = "approvals_head"
REFORM_HEAD = "reform_head"
PROMOTION_HEAD = "promotion_head"
LAND_HEAD = "land_head"

SEATS = (
    Seat(REFORM, "县发展和改革局", SeatKind.UNIT, ("县发改局", "指挥部办公室")),
    Seat(PROMOTION, "县投资促进中心", SeatKind.UNIT),
    Seat(APPROVALS, "县行政审批服务管理局", SeatKind.UNIT, ("县行政审批局",)),
    Seat(LAND, "县自然资源局", SeatKind.UNIT),
    Seat(STATISTICS, "县统计局", SeatKind.UNIT),
    Seat(FINANCE, "县财政局", SeatKind.UNIT),
    Seat(INSPECTORS, "县政府办督查室", SeatKind.UNIT, ("县政府督查室",)),
    Seat(CHIEF, "县长", SeatKind.POST, ("县委副书记、县长",)),
    Seat(EXECUTIVE, "常务副县长", SeatKind.POST, ("县委常委、常务副县长",)),
    Seat(
        APPROVALS_HEAD,
        "县行政审批服务管理局局长",
        SeatKind.POST,
        ("县行政审批服务管理局党组书记、局长", "县行政审批局局长", "前期手续专班负责人"),
    ),
    Seat(
        REFORM_HEAD,
        "县发展和改革局局长",
        SeatKind.POST,
        ("县发展和改革局党组书记、局长", "县发改局局长", "指挥部办公室主任"),
    ),
    Seat(
        PROMOTION_HEAD,
        "县投资促进中心主任",
        SeatKind.POST,
        ("县投资促进中心党组书记、主任", "招商引资专班负责人"),
    ),
    Seat(LAND_HEAD, "县自然资源局局长", SeatKind.POST, ("县自然资源局党组书记、局长", "用地保障专班负责人")),
)
