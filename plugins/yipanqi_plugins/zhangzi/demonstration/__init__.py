"""长子's demonstration county: an invented register of 2025, and where it lies."""

from datetime import date

from yipanqi_core.mechanism.demonstration import Account, Demonstration

DEMONSTRATION = Demonstration(
    code="zhangzi-demo",
    name="长子县",
    package=__name__,
    workbook="county.xlsx",
    live_from=date(2025, 9, 1),
    until=date(2025, 12, 22),
    accounts=(Account("leader", "leader1"), Account("office", "office1"), Account("clerk", "clerk1")),
    replies=(
        (
            "抽调专人组成工作小组，现场逐户、逐项对接解决。",
            "由项目责任单位牵头，属地乡镇配合。",
            "责任单位主要负责人。",
            "业务股室负责人。",
            "接到通知之日起三十日内办结。",
        ),
    ),
    diary="diary.json",
)
