"""The offices and posts that the document names."""

from yipanqi_core.mechanism.seats import Seat, SeatKind

SEATS = (
    Seat("reform_office", "县发展和改革局", SeatKind.UNIT, ("县发展和改革委员会", "县发改局")),
    Seat("promotion_office", "县经济合作和商务局", SeatKind.UNIT, ("县经济合作局", "县经合商务局")),
    Seat("land_office", "县自然资源和规划局", SeatKind.UNIT, ("县自然资源局",)),
    Seat("environment_office", "县生态环境局", SeatKind.UNIT, ("市生态环境局县分局",)),
    Seat("approvals_office", "县行政审批局", SeatKind.UNIT, ("县政务服务和行政审批局",)),
    Seat("finance_office", "县财政局", SeatKind.UNIT),
    Seat("executive_deputy", "常务副县长", SeatKind.POST, ("县委常委、常务副县长",)),
    Seat("promotion_deputy", "分管招商引资副县长", SeatKind.PORTFOLIO, field="招商引资"),
    Seat("land_deputy", "分管自然资源副县长", SeatKind.PORTFOLIO, field="自然资源"),
    Seat("performance_office", "县委目标绩效办", SeatKind.UNIT, ("县委目标绩效管理办公室",)),
    Seat("committee_inspectors", "县委督查室", SeatKind.UNIT, ("县委办督查室",)),
    Seat("government_inspectors", "县政府督查室", SeatKind.UNIT, ("县政府办督查室",)),
)
