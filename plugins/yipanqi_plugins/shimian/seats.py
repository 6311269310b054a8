"""The offices and posts that the document names."""

from yipanqi_core.mechanism.seats import Seat, SeatKind

SEATS = (
    Seat("reform_office", "县发展和改革局", SeatKind.UNIT, ("县发展和改革委员会", "县发改局")),
    Seat("promotion_office", "县经济合作和商务局", SeatKind.UNIT, ("县经济合作局", "县经合商务局")),
    Seat("executive_deputy", "常务副县长", SeatKind.POST, ("县委常委、常务副县长",)),
    Seat("promotion_deputy", "分管招商引资副县长", SeatKind.PORTFOLIO, field="招商引资"),
    Seat("land_deputy", "分管自然资源副县长", SeatKind.PORTFOLIO, field="自然资源"),
)
