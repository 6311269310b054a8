"""The clauses of the document by its own articles, each in its section and at its places in “1466”."""

from yipanqi_core.mechanism.clauses import Clause, Framework, Place

STRUCTURE = (
    ("1", "谋划、储备、选定、争取机制"),
    ("2", "领导干部包抓推进机制"),
    ("3", "要素协调保障机制"),
    ("4", "部门协同服务机制"),
    ("5", "主体责任落实机制"),
    ("6", "督查考核机制"),
)
"""The six mechanisms that the document sets up; not the six of “1466”."""

ONE_TEAM = "one_team"
PRELIMINARIES, LANDING, PUSHING, SUPERVISION = "key_preliminary", "key_landing", "key_push", "key_supervision"
LAND, FUNDS, SUPPLY, CLIMATE, POLICY, TALENT = (
    "land", "funds", "supply", "climate", "policy", "talent",
)  # fmt: skip
REVIEWS, DISPATCH, INSPECTION, ON_SITE, APPRAISAL, REWARDS = (
    "joint_review", "dispatch", "inspection", "on_site", "appraisal", "rewards",
)  # fmt: skip

FRAMEWORKS = (
    Framework(
        "1466",
        "“1466”工作法",
        (
            Place(ONE_TEAM, "1", "一个项目一套班子一抓到底"),
            Place(PRELIMINARIES, "4", "前期"),
            Place(LANDING, "4", "落地"),
            Place(PUSHING, "4", "推进"),
            Place(SUPERVISION, "4", "监管"),
            Place(LAND, "6", "用地保障"),
            Place(FUNDS, "6", "资金保障"),
            Place(SUPPLY, "6", "供应保障"),
            Place(CLIMATE, "6", "发展环境保障"),
            Place(POLICY, "6", "政策配套保障"),
            Place(TALENT, "6", "人才保障"),
            Place(REVIEWS, "6", "联审联批机制"),
            Place(DISPATCH, "6", "协调调度机制"),
            Place(INSPECTION, "6", "督导督查机制"),
            Place(ON_SITE, "6", "现场推进机制"),
            Place(APPRAISAL, "6", "考核评价机制"),
            Place(REWARDS, "6", "年终奖惩机制"),
        ),
    ),
)
"""One team a project, four keys, six guarantees and six mechanisms: a second structure across the sections."""

CLAUSES = (
    Clause("QS-1.1", "年度滚动储备库", "三（一）1", (PRELIMINARIES,)),
    Clause("QS-1.2", "储备项目联审", "三（一）1", (PRELIMINARIES, REVIEWS)),
    Clause("QS-1.3", "乡村振兴衔接项目程序", "三（一）1", (PRELIMINARIES, REVIEWS)),
    Clause("QS-1.4", "中央预算内投资项目程序", "三（一）1", (PRELIMINARIES, FUNDS)),
    Clause("QS-1.5", "政府债券项目程序", "三（一）1", (PRELIMINARIES, FUNDS)),
    Clause("QS-1.6", "选定标准", "三（一）2", (PRELIMINARIES,)),
    Clause("QS-1.7", "三类项目", "三（一）2", (PUSHING,)),
    Clause("QS-1.8", "赴市进省汇报", "三（一）3", (PRELIMINARIES, POLICY)),
    Clause("QS-1.9", "三办一回访", "三（一）3", (LANDING, CLIMATE)),
    Clause("QS-1.10", "问题逐级协调", "三（一）3、三（四）11", (LANDING, DISPATCH, ON_SITE)),
    Clause("QS-1.11", "年度清单与向上推荐", "三（一）4", (PRELIMINARIES, POLICY)),
    Clause("QS-2.1", "县级领导包抓", "三（二）5", (ONE_TEAM,)),
    Clause("QS-2.2", "一个项目一套班子", "三（二）6", (ONE_TEAM, PUSHING)),
    Clause("QS-2.3", "现场调研与推进会", "三（二）6", (ONE_TEAM, ON_SITE)),
    Clause("QS-3.1", "用地保障", "三（三）7、三（四）12", (LAND,)),
    Clause("QS-3.2", "资金保障", "三（三）8", (FUNDS,)),
    Clause("QS-3.3", "节能审查与污染物替代", "三（三）9", (SUPPLY, POLICY)),
    Clause("QS-3.4", "人才与用工", "三（三）10", (TALENT,)),
    Clause("QS-3.5", "八个方面要素保障", "二（三）、三（四）12", (SUPPLY, LAND, FUNDS, TALENT)),
    Clause("QS-4.1", "推进函、提醒函、督办函", "三（四）11", (PUSHING, SUPERVISION)),
    Clause("QS-4.2", "部门月调度", "三（四）11", (DISPATCH,)),
    Clause("QS-4.3", "绿色通道", "三（四）12", (CLIMATE, REVIEWS)),
    Clause("QS-4.4", "部门职责分工", "三（四）12", (CLIMATE, SUPPLY)),
    Clause("QS-5.1", "行业、属地与法人责任", "三（五）", (PUSHING, CLIMATE)),
    Clause("QS-6.1", "推进清单", "三（六）16", (SUPERVISION,)),
    Clause("QS-6.2", "日常督查与定期督查", "三（六）16", (SUPERVISION, INSPECTION)),
    Clause("QS-6.3", "专项督查", "三（六）16", (SUPERVISION, INSPECTION)),
    Clause("QS-6.4", "月度通报", "三（六）17", (SUPERVISION, APPRAISAL)),
    Clause("QS-6.5", "五个方面考核排名", "三（六）17", (APPRAISAL,)),
    Clause("QS-6.6", "表扬、批评与奖励", "三（六）17", (REWARDS,)),
    Clause("QS-6.7", "调度清单与工作信息", "三（六）15", (DISPATCH,)),
)
