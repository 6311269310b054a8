"""The offices, posts and units that the document names."""

from yipanqi_core.mechanism.seats import Seat, SeatKind
from yipanqi_core.vocabulary import UnitKind

OFFICE, INSPECTORS = "office", "inspectors"
CHIEF, EXECUTIVE = "county_chief", "executive_deputy"
ZONE, WATER = "zone", "water"
DEPARTMENTS = (UnitKind.DEPARTMENT, UnitKind.OFFICE, UnitKind.ZONE, UnitKind.TOWNSHIP)
"""What the document means by departments and townships: units of the county's government, no enterprises."""
JOINT_SERIES = "joint"
"""The series of the joint meetings, which also decide what the appraisal disagrees about (ZZ-2.2, ZZ-5.1)."""

SEATS = (
    Seat(OFFICE, "县重点项目办公室", SeatKind.UNIT, ("县发改局", "县发展和改革局", "县发展改革局"), own_name=True),
    Seat("government_office", "县政府办公室", SeatKind.UNIT, ("县人民政府办公室",)),
    Seat("industry", "县工信局", SeatKind.UNIT, ("县工业和信息化局",)),
    Seat("statistics", "县统计局", SeatKind.UNIT),
    Seat("promotion", "县招商中心", SeatKind.UNIT, ("县招商引资服务中心", "县投资促进中心")),
    Seat("approvals", "县行政审批局", SeatKind.UNIT, ("县行政审批服务管理局",)),
    Seat("housing", "县住建局", SeatKind.UNIT, ("县住房和城乡建设局", "县住房和城乡建设管理局")),
    Seat("land", "县自然资源局", SeatKind.UNIT),
    Seat("environment", "生态环境长子分局", SeatKind.UNIT, ("市生态环境局长子分局",)),
    Seat("finance", "县财政局", SeatKind.UNIT),
    Seat("emergency", "县应急局", SeatKind.UNIT, ("县应急管理局",)),
    Seat(ZONE, "开发区", SeatKind.UNIT, ("开发区（筹）", "长子县开发区", "长子经济技术开发区")),
    Seat(WATER, "县水利局", SeatKind.UNIT, ("县水务局",)),
    Seat(INSPECTORS, "县政府督查室", SeatKind.UNIT, ("县政府办督查室",)),
    Seat(CHIEF, "县长", SeatKind.POST),
    Seat(EXECUTIVE, "常务副县长", SeatKind.POST, ("县委常委、常务副县长",)),
)

MEMBERS = (
    "government_office", OFFICE, "industry", "statistics", "promotion", "approvals",
    "housing", "land", "environment", "finance", "emergency", ZONE,
)  # fmt: skip
"""The twelve member units of the joint meeting, as the document lists them (ZZ-5.2)."""
