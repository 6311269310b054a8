"""The dated items of a project and what an issue may be about."""

from yipanqi_core.mechanism.edition import Items
from yipanqi_core.mechanism.references import Finished
from yipanqi_core.vocabulary import ItemKind

ITEMS = Items(
    nodes=("洽谈签约", "开工", "主体完工", "竣工", "投产"),
    guarantees=("用地", "环评", "资金", "水", "电", "气", "路", "网"),
    procedures=("项目立项", "核准备案", "可研批复", "规划选址", "用地批复", "环评批复", "施工许可"),
    clause="ZZ-2.4",
    node_clause="ZZ-2.3",
)

CATEGORIES = (
    "征拆", "用地", "手续", "资金", "环评", "水", "电", "气", "路", "网", "施工", "安全", "其他",
)  # fmt: skip

SIGNED = Finished(("洽谈签约",), ItemKind.NODE)
STARTED = Finished(("开工", "主体完工", "竣工", "投产"), ItemKind.NODE, earliest=True)
APPROVED = Finished(("项目立项", "核准备案", "可研批复"), ItemKind.PROCEDURE, earliest=True)
