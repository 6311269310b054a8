"""阳城's demonstration county: an invented register of 2024 that adds up to the published figures."""

from datetime import date

from yipanqi_core.mechanism.demonstration import Account, Demonstration

DEMONSTRATION = Demonstration(
    code="yangcheng-demo",
    name="阳城县",
    package=__name__,
    workbook="county.xlsx",
    live_from=date(2024, 6, 1),
    until=date(2024, 10, 21),
    accounts=(Account("leader", "leader2"), Account("office", "office1"), Account("clerk", "clerk1")),
    replies=(),
    seen=("工作部署及时、责任到人", "个别项目推进偏慢，调度不够"),
    trouble=("两项计划开工项目未按期开工", "审批事项台账更新不及时"),
    diary="diary.json",
)
