"""石棉's demonstration county: an invented register of 2025, and where it lies."""

from datetime import date

from yipanqi_core.mechanism.demonstration import Account, Demonstration

DEMONSTRATION = Demonstration(
    code="shimian-demo",
    name="石棉县",
    package=__name__,
    workbook="county.xlsx",
    live_from=date(2025, 1, 1),
    until=date(2025, 12, 22),
    accounts=(Account("leader", "leader1"), Account("office", "office1"), Account("clerk", "clerk1")),
    replies=(
        (
            "施工组织力量不足，部分作业面未及时展开；前期雨雪天气影响有效工期。",
            "增加施工班组，倒排工期到周；责任单位每周到现场督办一次，月底前补齐进度。",
        ),
        (
            "用地和林地手续办理时间超出预期，施工单位无法全面进场。",
            "明确专人跟踪组卷和报批，手续取得前先行开展已具备条件的标段。",
        ),
        (
            "配套资金到位较晚，材料采购和工程款支付受到影响。",
            "会同财政部门落实资金拨付计划，同步对接金融机构办理过桥融资。",
        ),
        (
            "设计方案有局部变更，关键设备交货推迟。",
            "变更手续两周内办结，与供货方重新约定交货日期并派员驻厂催交。",
        ),
        (
            "汛期道路阻断，材料运距增加，部分工序被迫停工。",
            "抢通施工便道并启用备用料场，调整工序安排，复工后两班作业。",
        ),
    ),
    diary="diary.json",
)
