"""阳城's demonstration county: an invented register of 2024 that adds up to the published figures."""

from datetime import date

from yipanqi_core.mechanism.demonstration import Account, Demonstration

DEMONSTRATION = Demonstration(
    code="yangcheng-demo",
    name="阳城县",
    package=__name__,
    workbook="county.xlsx",
    live_from=date(2024, 1, 1),
    until=date(2024, 10, 21),
    accounts=(Account("leader", "leader2"), Account("office", "office1"), Account("clerk", "clerk1")),
    replies=(),
)
