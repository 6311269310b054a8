"""What people do from September on: appraisals, dispatches with tasks, supervision letters, joint meetings, issues."""

from collections.abc import Iterator
from datetime import date

from yipanqi_core.mechanism.demonstration import DiaryPage
from yipanqi_plugins.zhangzi.demonstration.units import FARMING, HOUSING, INDUSTRY, LAND, WATER
from yipanqi_plugins.zhangzi.records import CARRIED_OUT, DISPATCH, SPECIAL_DISPATCH, VISIT
from yipanqi_plugins.zhangzi.supervision import SUPERVISION

DATA, MACHINES, PEPPER = "算力中心一期", "煤机再制造基地", "青椒精深加工"
SEWAGE, PIPES, TRACTORS, RIVER = "城东污水处理厂扩建", "石哲镇供水管网延伸", "丘陵农机装配", "浊漳河城区段综合治理"

_ASPECTS = {
    "office1": "符合国土空间和产业布局方向", "industry1": "产业前景较好，订单有保障",
    "environment1": "排放可控，总量指标可平衡", "water1": "水土保持方案可行", "land1": "用地在开发边界内",
    "emergency1": "安全生产条件具备", "promotion1": "投资强度达到约定", "finance1": "税收产出测算合理",
}  # fmt: skip
"""Who speaks for each of the eight aspects, and what they say."""


def _deed(  # noqa: PLR0917
    act: str, kind: str, on: str, who: str, project: str | None = None, note: str | None = None, **data: object
) -> DiaryPage:
    unit = data.pop("unit_named", None)
    named = None if unit is None else str(unit)
    return DiaryPage(kind, date.fromisoformat(f"2025-{on}"), data, named, project, note=note, act=act, who=who)


def deeds() -> Iterator[DiaryPage]:
    """Give all of it."""
    yield from _appraisals()
    yield from _dispatches()
    yield from _letters()
    yield from _meetings()
    yield from _issues()
    yield from _office()


def _appraisals() -> Iterator[DiaryPage]:
    """One agreed by all eight before it was signed, one with a word against it that waits for the joint meeting."""
    yield _deed("open_review", "appraisal", "09-08", "promotion1", DATA, "会商评估材料一套")
    yield _deed("open_review", "appraisal", "12-02", "promotion1", TRACTORS, "会商评估材料一套")
    for who, text in _ASPECTS.items():
        yield _deed("give_opinion", "appraisal", "09-22", who, DATA, text, opinion="favour")
        against = who == "finance1"
        said = "三年内产出达不到约定，建议压减用地规模" if against else text
        yield _deed("give_opinion", "appraisal", "12-15", who, TRACTORS, said,
                    opinion="against" if against else "favour")  # fmt: skip


def _problem(text: str, category: str, unit: str, requirement: str, deadline: str) -> dict[str, object]:
    return {
        "description": text, "category": category, "urgency": "important",
        "assignment": {"unit": unit, "requirement": requirement, "deadline": f"2025-{deadline}"},
    }  # fmt: skip


def _dispatches() -> Iterator[DiaryPage]:
    """Leaders' dispatches give units tasks: one is done in time, one is late, one still runs."""
    yield _deed("record_work", DISPATCH, "10-16", "leader4", PEPPER,
                progress="环评和施工许可两项手续未办结", problems=[
        _problem("环评报告修改反复", "环评", FARMING, "会同第三方十日内完成报告修改", "11-05"),
    ])  # fmt: skip
    yield _deed("record_work", SPECIAL_DISPATCH, "11-13", "leader2", MACHINES,
                progress="主厂房封顶，设备基础施工", problems=[
        _problem("专线电源接入点未定", "电", INDUSTRY, "与供电公司确定接入方案并报备", "12-05"),
    ])  # fmt: skip
    yield _deed("record_work", CARRIED_OUT, "12-01", "industry1", MACHINES, "接入方案已批复")
    yield _deed("record_work", DISPATCH, "12-11", "leader1", DATA, progress="已备案，用地报批组件", problems=[
        _problem("用地组件缺地灾评估", "用地", LAND, "补齐地灾评估并完成组件", "12-30"),
        _problem("双回路供电未落实", "电", INDUSTRY, "编制双回路供电方案", "12-26"),
    ])  # fmt: skip
    yield _deed("record_work", VISIT, "12-12", "leader1", DATA, problems=[
        {"description": "进场道路与规划路网标高不一致", "category": "路", "handling": "专题研究"},
    ])  # fmt: skip


def _letters() -> Iterator[DiaryPage]:
    """Three letters: answered in all five parts, never answered and handed up, and just come."""
    kind = SUPERVISION.kind
    yield _deed("issue_letter", kind, "10-20", "office1", SEWAGE, "用地组卷补正",
                unit_named=HOUSING, deadline="2025-11-10")  # fmt: skip
    yield _deed("receive_letter", kind, "10-21", "housing1", SEWAGE)
    yield _deed("reply_letter", kind, "10-23", "housing1", SEWAGE, measures="补充林地审核意见，专人驻市对接",
                unit=HOUSING, leader="局长李守成", person="城建股股长", deadline="十一月十日前")  # fmt: skip
    yield _deed("issue_letter", kind, "11-24", "office1", PEPPER, "按期开工",
                unit_named=FARMING, deadline="2025-12-20")  # fmt: skip
    yield _deed("issue_letter", kind, "12-19", "office1", RIVER, "主体工程收尾",
                unit_named=WATER, deadline="2026-01-15")  # fmt: skip


def _meetings() -> Iterator[DiaryPage]:
    """The joint meeting of November with its decisions, one of them carried out; that of December is prepared."""
    there = [
        "韩志远",
        "卢建平",
        "县政府办公室",
        "县发改局",
        "县工信局",
        "县招商中心",
        "县行政审批局",
        "县住建局",
        "县自然资源局",
    ]
    yield _deed(
        "hold_meeting", "joint", "11-20", "office1", None, attendance=there, unit="县发改局", days=25,
        decisions=["由责任单位列出清单，逐项明确时限并按周报告", "由要素单位提前介入，五个工作日内答复"],
        items=[{"title": "研究冬季施工组织和用工保障", "unit": HOUSING, "under": "measures"}],
    )  # fmt: skip
    yield _deed("carry_out", "joint", "12-10", "office1", None, "清单已印发各单位")
    yield _deed(
        "hold_meeting", "joint", "12-22", "office1", None, unit="县发改局", minutes=False,
        items=[{"title": "审议丘陵农机装配项目会商评估不同意见", "project": TRACTORS, "under": "promotion"}],
    )  # fmt: skip


def _issues() -> Iterator[DiaryPage]:
    """Issues on all three rungs, and one solved and struck off by a second person."""
    yield _deed("raise_issue", "网", "12-03", "industry1", DATA, "骨干光缆接入路由未批", required_on="2026-01-20")
    yield _deed("escalate_issue", "网", "12-08", "industry1", DATA, "涉及市级干线，需领导协调运营商")
    yield _deed("raise_issue", "资金", "11-17", "water1", RIVER, "上级补助资金缺口 600 万元", required_on="2026-01-31")
    yield _deed("mark_issue_major", "资金", "11-18", "water1", RIVER, "影响年度收官，提请联席会议研究")
    yield _deed("raise_issue", "手续", "12-16", "clerk1", PIPES, "穿越省道手续未受理", required_on="2026-01-10")
    yield _deed("raise_issue", "安全", "11-24", "water1", RIVER, "临水作业面防护不到位", required_on="2025-12-05")
    yield _deed("solve_issue", "安全", "12-01", "water1", RIVER, "已加装防护栏并开展交底")
    yield _deed("strike_issue", "安全", "12-02", "office1", RIVER, "现场复核照片")


def _office() -> Iterator[DiaryPage]:
    """The office names liaison officers and marks a key project; a start asks for its confirmation."""
    yield _deed("name_members", "joint_meeting", "09-10", "office1", part="liaison", members=[
        {"unit": "县发改局", "person": "段文斌", "rank": "副科级"},
        {"unit": "县住建局", "person": "牛晓静", "rank": "副科级"},
        {"unit": "县自然资源局", "person": "苗永强", "rank": "副科级"},
        {"unit": "县财政局", "person": "靳海燕", "rank": "副科级"},
    ])  # fmt: skip
    yield _deed("mark_project", "key_project", "12-02", "office1", PIPES)
    yield _deed("finish_item", "开工", "12-17", "clerk1", PIPES)
