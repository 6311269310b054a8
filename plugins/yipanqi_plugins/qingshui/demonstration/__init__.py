"""清水's demonstration county: an invented register of 2025, its last quarter lived through by the engine."""

from datetime import date

from yipanqi_core.mechanism.demonstration import Account, Demonstration

DEMONSTRATION = Demonstration(
    code="qingshui-demo",
    name="清水县",
    package=__name__,
    workbook="county.xlsx",
    live_from=date(2025, 9, 30),
    until=date(2025, 12, 22),
    accounts=(Account("leader", "leader1"), Account("office", "office1"), Account("clerk", "clerk1")),
    replies=(
        (
            "施工组织力量不足，部分作业面没有及时展开。",
            "增加班组、倒排工期，责任单位每周现场调度一次。",
            "分管副局长",
            "下月底前补齐欠进度",
        ),
        (
            "征地拆迁和管线迁改滞后，施工单位不能全面进场。",
            "会同乡镇包户推进，先行开展具备条件的标段。",
            "项目负责人",
            "三十日内完成迁改",
        ),
        (
            "上级资金到位较晚，材料采购受到影响。",
            "对接财政部门落实拨付计划，同步办理银行融资。",
            "计划财务股股长",
            "本季度末前资金到位",
        ),
    ),
    diary="diary.json",
)
