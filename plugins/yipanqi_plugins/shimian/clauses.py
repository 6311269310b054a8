"""The clauses of the document, by its own articles."""

from yipanqi_core.mechanism.clauses import Clause

STRUCTURE = (
    ("1", "项目清单机制"),
    ("2", "分层分级机制"),
    ("3", "联合推进机制"),
    ("4", "考核问效机制"),
    ("5", "保障措施"),
)

CLAUSES = (
    Clause("SM-1.1", "入单门槛", "二（一）"),
    Clause("SM-1.2", "三张清单", "二（一）"),
    Clause("SM-1.3", "收集、审定与归并", "二（一）1"),
    Clause("SM-1.4", "要素事项与时间节点", "二（一）1"),
    Clause("SM-1.6", "按月评估", "二（一）3"),
    Clause("SM-1.7", "及时转库", "二（一）3"),
    Clause("SM-2.2", "清单外政府投资项目的时限", "二（二）2"),
    Clause("SM-2.3", "立项后三个月内开工", "二（二）2"),
    Clause("SM-4.1", "四色标识", "二（四）1"),
    Clause("SM-4.2", "预警与约谈", "二（四）1"),
    Clause("SM-4.4", "红黑榜", "二（四）3"),
    Clause("SM-5.1", "限额以下项目参照管理", "三（三）"),
)
