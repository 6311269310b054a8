"""The clauses of the document, by its own articles."""

from yipanqi_core.mechanism.clauses import Clause

STRUCTURE = (
    ("1", "一个目标"),
    ("2", "三个层级"),
    ("3", "六个工作专班"),
    ("4", "六大专项行动"),
    ("5", "工作要求"),
)

CLAUSES = (
    Clause("YC-1.1", "固定资产投资目标", "二“1”"),
    Clause("YC-2.1", "省市县三级重点工程", "二“3”"),
    Clause("YC-3.1", "招商引资专班", "二“6个专班”"),
    Clause("YC-3.2", "前期手续专班", "二“6个专班”"),
    Clause("YC-3.3", "推进督导专班", "二“6个专班”"),
    Clause("YC-3.4", "用地保障专班", "二“6个专班”"),
    Clause("YC-3.5", "入库纳统专班", "二“6个专班”"),
    Clause("YC-3.6", "争取资金专班", "二“6个专班”"),
    Clause("YC-4.1", "项目储备", "二“6大行动”"),
    Clause("YC-4.2", "项目调度", "二“6大行动”"),
    Clause("YC-4.3", "招商引资", "二“6大行动”"),
    Clause("YC-4.4", "服务保障", "二“6大行动”"),
    Clause("YC-4.5", "五个一批", "二“6大行动”"),
    Clause("YC-4.6", "督考一体", "二“6大行动”"),
    Clause("YC-5.1", "清单与台账", "三（一）"),
    Clause("YC-5.2", "专人跟踪与宣传曝光", "三（二）（三）"),
)
