"""What offices and meetings do: targets, the assignment, land, next year's list, issues, meetings, inspections."""

from collections.abc import Iterator
from decimal import Decimal

from yipanqi_core.mechanism.demonstration import DiaryPage
from yipanqi_plugins.qingshui.demonstration.deed import deed
from yipanqi_plugins.qingshui.demonstration.projects import PROJECTS
from yipanqi_plugins.qingshui.demonstration.units import DEPARTMENTS, TOWNSHIPS

STORES, WALNUTS, SPA = "清水县应急物资储备中心项目", "清水县核桃油精深加工项目", "清水县温泉康养度假区一期"
RIVER, SEWAGE, SUPPLY = "清水县牛头河城区段综合治理工程", "清水县城生活污水处理厂提标改造", "清水县城乡供水一体化工程"
STONE, HERBS, SCHOOL = "清水县装配式石材产业园项目", "清水县中药材仓储加工基地", "清水县第六中学建设项目"


def county_work() -> Iterator[DiaryPage]:
    """Give all of it."""
    yield from _targets()
    yield from _assignment()
    yield from _land_demand()
    yield from _dossiers()
    yield from _next_years_list()
    yield from _issues()
    yield from _meetings()
    yield from _inspections()
    yield from _labour()


def _targets() -> Iterator[DiaryPage]:
    """What each unit is to reserve and to win from above in the year."""
    for number, unit in enumerate((*DEPARTMENTS, *TOWNSHIPS)):
        town = unit in TOWNSHIPS
        yield deed("set_target", "reserve_projects", "10-09", "office1", value=1 + number % 2).at_unit(unit)
        amount = Decimal(400 if town else 1500 + 700 * (number % 5))
        yield deed("set_target", "funds_from_above", "10-09", "office1", value=f"{amount}.00").at_unit(unit)


def _assignment() -> Iterator[DiaryPage]:
    """Every key project but three stands in the issued assignment of leaders."""
    for number, one in enumerate(one for one in PROJECTS if one.plan is not None and Decimal(one.plan) >= 1000):
        if number % 9 != 7:
            yield deed("mark_project", "leader_assignment", "10-09", "office1", one.name,
                       decided_by="县委、县政府联席会议", document="清办发〔2025〕3号")  # fmt: skip


def _land_demand() -> Iterator[DiaryPage]:
    """Three demands for next year's land: two go into the first batch, one is being compiled."""
    for project, clerk, area, stock in (
        (STORES, "clerk1", "18.60", False), (WALNUTS, "clerk7", "32.40", False), (SPA, "clerk13", "75.00", True),
    ):  # fmt: skip
        yield deed("open_case", "land_demand", "10-14", clerk, project, f"{project}用地",
                   area_mu=area, stock_land=stock)  # fmt: skip
        yield deed("pass_case", "land_demand", "10-15", clerk, project)
        if project != SPA:
            yield deed("pass_case", "land_demand", "10-22", "office3", project)
            yield deed("pass_case", "land_demand", "10-29", "office15", project, evidence="县政府专题会议纪要")
    yield deed("batch_cases", "land_demand", "11-05", "office3", None, "第一批次", projects=[STORES, WALNUTS])


def _dossiers() -> Iterator[DiaryPage]:
    """Two dossiers: one is followed through to its approval, one nobody follows."""
    yield deed("set_quota", "land", "10-20", "office3", quota="260.00")
    yield deed("allot", "land", "11-06", "office3", STORES, "应急设施优先保障", amount="18.60")
    yield deed("open_case", "land_dossier", "11-06", "office3", STORES, "储备中心建设用地", area_mu="18.60")
    yield deed("follow_case", "land_dossier", "11-06", "office3", STORES, follower="clerk3")
    yield deed("pass_case", "land_dossier", "11-12", "office3", STORES, evidence="勘测定界报告")
    yield deed("fill_case", "land_dossier", "11-28", "office3", STORES, stock_land_first=True)
    yield deed("pass_case", "land_dossier", "12-03", "office3", STORES, evidence="报件目录")
    yield deed("open_case", "land_dossier", "11-17", "office3", WALNUTS, "核桃油项目建设用地", area_mu="32.40")


def _next_years_list() -> Iterator[DiaryPage]:
    """Three projects are proposed for 2026: two drawn up, one decided."""
    for project, clerk, plan in (
        (SUPPLY, "clerk8", "9000.00"), (STONE, "clerk12", "8000.00"), (HERBS, "clerk6", "3200.00"),
    ):  # fmt: skip
        yield deed("open_case", "annual_list", "10-16", clerk, project, f"{project}续建", annual_plan=plan,
                   reason="续建项目，资金已有安排")  # fmt: skip
        yield deed("pass_case", "annual_list", "10-20", clerk, project)
        if project != HERBS:
            yield deed("pass_case", "annual_list", "10-28", "office1", project)
    yield deed("pass_case", "annual_list", "12-18", "office15", SUPPLY, evidence="县政府第19次常务会议纪要")


def _issues() -> Iterator[DiaryPage]:
    """Fresh ones on the first rung, one handed up by its holder, one solved and struck off by a second person."""
    yield deed("raise_issue", "路", "12-15", "clerk10", SCHOOL, "校门前道路接坡标高未定", required_on="2026-01-15")
    yield deed("raise_issue", "组织实施", "12-17", "clerk6", HERBS, "冬季停工前基础未封闭", required_on="2026-01-10")
    yield deed("raise_issue", "资金", "11-25", "clerk12", STONE, "标准厂房贷款放款条件未满足",
               required_on="2025-12-31")  # fmt: skip
    yield deed("escalate_issue", "资金", "11-27", "office12", STONE, "需要协调担保机构，超出本单位权限")
    yield deed("solve_issue", "电", "12-04", "clerk4", SEWAGE, "第二回路已接入并试送电")
    yield deed("strike_issue", "电", "12-05", "office4", SEWAGE, "送电验收单")


def _meetings() -> Iterator[DiaryPage]:
    """A joint meeting and one on the site, with decisions carried out in part; the next is planned."""
    there = ["高建平", "汪文成", "温志强", "安丽娟", "县发改局", "县财政局", "县自然资源局", "县住建局", "县水务局"]
    decided = ["由责任单位牵头，十日内拿出解决方案并销号", "由要素单位派专人驻点，按周报告办理进度"]
    yield deed("hold_meeting", "joint_meeting", "10-24", "office1", None, attendance=there, decisions=decided, days=20,
               items=[{"title": "研究牛头河治理资金缺口", "project": RIVER, "unit": "县财政局"}],
               unit="县发改局")  # fmt: skip
    yield deed("carry_out", "joint_meeting", "11-07", "office2", None, "资金拨付方案已报县政府审批")
    yield deed("hold_meeting", "on_site_office", "11-20", "office1", None, attendance=there[:5], decisions=decided,
               items=[{"title": "现场协调供水管线穿越补偿", "project": SUPPLY, "unit": "县水务局"}], days=25,
               unit="县发改局")  # fmt: skip
    yield deed("hold_meeting", "joint_meeting", "12-19", "office1", None, minutes=False, decisions=[], unit="县发改局",
               items=[{"title": "研究年度收官和明年一季度开工准备", "unit": "县发改局"}])  # fmt: skip


def _inspections() -> Iterator[DiaryPage]:
    yield deed("inspect", "daily", "11-18", "office1", RIVER, words={"state": "两处作业面停工待料"},
               problems=["砂石料供应不足，未按周计划施工"])  # fmt: skip
    yield deed("inspect", "daily", "12-10", "office1", SCHOOL, words={"state": "主体二层施工，冬期措施到位"})


def _labour() -> Iterator[DiaryPage]:
    for project, trade, people in ((HERBS, "分拣工", 60), (STONE, "切割工", 45), (SCHOOL, "钢筋工", 38)):
        yield deed("write_entry", "labour_needs", "11-11", "office17", project, trade=trade, people=people,
                   when="2026-03")  # fmt: skip
    yield deed("write_entry", "advisers", "11-11", "office17", None, None, name="陆怀瑾", side="政府",
               serves="苹果、中药材加工产业", speciality="农产品精深加工")  # fmt: skip
