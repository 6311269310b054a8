"""The clauses of the document, by its own articles."""

from yipanqi_core.mechanism.clauses import Clause

STRUCTURE = (
    ("1", "谋划储备制度"),
    ("2", "快速落地制度"),
    ("3", "协调推进制度"),
    ("4", "跟踪督导制度"),
    ("5", "联席会议制度"),
)

CLAUSES = (
    Clause("ZZ-1.1", "四大板块与四个环节", "1、2"),
    Clause("ZZ-1.2", "项目说明书与项目管理库", "3"),
    Clause("ZZ-1.3", "储备深度", "4"),
    Clause("ZZ-2.1", "招商引资四个阶段", "5"),
    Clause("ZZ-2.2", "八个方面会商评估", "6"),
    Clause("ZZ-2.3", "签约后移交承接", "7"),
    Clause("ZZ-2.4", "专人协助办理手续", "8"),
    Clause("ZZ-3.1", "一位领导、一套班子", "9、10"),
    Clause("ZZ-3.2", "按月调度与专报", "11"),
    Clause("ZZ-3.3", "进工地与五清台账", "12"),
    Clause("ZZ-4.1", "挂牌督办", "13"),
    Clause("ZZ-4.2", "问题逐项销号", "14"),
    Clause("ZZ-4.3", "一月一督导、一月一通报", "15"),
    Clause("ZZ-4.4", "量化考核", "16"),
    Clause("ZZ-5.1", "联席会议", "17"),
    Clause("ZZ-5.2", "召集人和成员单位", "18、19"),
    Clause("ZZ-5.3", "联席会议办公室与联络员", "20"),
)
