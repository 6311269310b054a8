"""QS-3.5: the eight kinds of guarantee, and by which of them the county's everyday words go."""

from yipanqi_core.mechanism.edition import Items

GUARANTEES = ("资金", "土地", "能耗", "污染物排放总量替代指标", "数据", "市政配套", "人才", "重大协调服务")

MUNICIPAL = ("供电", "供水", "供暖", "供气", "信息通讯", "交通运输")

WORDS = {
    **{kind: kind for kind in GUARANTEES},
    **dict.fromkeys((*MUNICIPAL, "电", "水", "暖", "气", "网", "路", "通讯", "交通"), "市政配套"),
    **dict.fromkeys(("用地", "林地", "规划选址"), "土地"),
    **dict.fromkeys(("融资", "配套资金"), "资金"),
    **dict.fromkeys(("能评", "节能"), "能耗"),
    **dict.fromkeys(("环评", "排污指标", "污染物替代"), "污染物排放总量替代指标"),
    **dict.fromkeys(("用工",), "人才"),
    **dict.fromkeys(("征拆", "协调服务"), "重大协调服务"),
}

ITEMS = Items(
    nodes=("洽谈签约", "开工", "主体完工", "竣工", "投产"),
    guarantees=GUARANTEES,
    procedures=("项目立项", "可研批复", "用地批复", "环评批复", "节能审查", "施工许可"),
    clause="QS-3.5",
    node_clause="QS-5.1",
    procedure_clause="QS-4.4",
)
