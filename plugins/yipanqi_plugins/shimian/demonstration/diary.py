"""What people do beside their reports: marks, pools, land dossiers, joint reviews, approvals, meetings, issues."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from yipanqi_core.mechanism.demonstration import DiaryPage
from yipanqi_plugins.shimian.demonstration.units import LAND, RESOURCES

WAFERS, MALL, STATION, BRIDGE = (
    "石棉县电子级硅微粉生产项目", "石棉县川西南商贸综合体项目",
    "石棉县栗子坪客运站迁建项目", "石棉县永和大桥危桥改造工程",
)  # fmt: skip
CHICKENS, GYM, PARKING, HALL = (
    "石棉县草科鸡标准化养殖基地项目", "石棉县全民健身中心建设项目",
    "石棉县城区公共停车场及智慧泊位项目", "石棉县政务服务中心迁建项目",
)  # fmt: skip
FISH, ORANGES, COMPUTING = "石棉县大渡河冷水鱼养殖加工项目", "石棉县黄果柑精深加工产业园项目", "石棉县绿色算力中心项目"
DRAINS, SEWAGE = "石棉县滨河路排水防涝设施建设项目", "石棉县城市生活污水处理厂提标扩能工程"


def _deed(  # noqa: PLR0917
    act: str, kind: str, on: str, who: str, project: str | None = None, note: str | None = None, **data: object
) -> DiaryPage:
    return DiaryPage(kind, date.fromisoformat(f"2025-{on}"), data, project=project, note=note, act=act, who=who)


def diary() -> tuple[DiaryPage, ...]:
    """Give every page, in order of the days."""
    pages = [*_marks(), *_dossiers(), *_schemes(), *_examinations(), *_approvals(), *_pools(), *_meetings(), *_issues()]
    return tuple(sorted(pages, key=lambda page: page.on))


def _marks() -> Iterator[DiaryPage]:
    """Projects on the county's key list."""
    for project in (WAFERS, MALL, BRIDGE, GYM, SEWAGE):
        yield _deed("mark_project", "county_key_list", "02-10", "office1", project)


def _dossiers() -> Iterator[DiaryPage]:
    """Land dossiers on every step of their path; one was sent back."""
    for number, (project, area) in enumerate(
        ((WAFERS, "86.40"), (MALL, "41.00"), (STATION, "9.80"), (BRIDGE, "6.20"), (CHICKENS, "22.50"), (GYM, "31.70"))
    ):
        yield _deed("open_case", "land_dossier", "09-15", "land1", project, "项目建设用地报批", area_mu=area)
        steps = (4, 3, 2, 2, 1, 0)[number]
        for step in range(steps):
            if step == 1:
                yield _deed("fill_case", "land_dossier", "10-20", "land1", project, stock_land_first=True,
                            pre_review="已优先盘活存量，符合规划")  # fmt: skip
            on = ("09-25", "10-21", "11-12", "12-10")[step]
            told = ("组件齐全", "预审通过", "已报件", "已批复")[step]
            yield _deed("pass_case", "land_dossier", on, "land1", project, told)
            if step == 1:
                yield _deed("follow_case", "land_dossier", "10-22", "land1", project, follower="land1")
    yield _deed("return_case", "land_dossier", "11-20", "land1", BRIDGE, "补充耕地指标来源说明缺失")


def _schemes() -> Iterator[DiaryPage]:
    """Schemes for promoted projects: one is complete, one has a word against it, one waits for two units."""
    words = {"land1": "推荐两处备选地块，规划用途相符", "environment1": "排放总量可在园区内平衡",
             "office1": "能耗指标可保障，属鼓励类", "approvals1": "审批事项九项，可并联办理"}  # fmt: skip
    for project, opened, answered, against, many in (
        (FISH, "10-13", "10-24", None, 4), (ORANGES, "11-03", "11-18", "environment1", 4),
        (COMPUTING, "12-08", "12-16", None, 2),
    ):  # fmt: skip
        yield _deed("open_review", "guarantee_scheme", opened, "office3", project, "要素保障需求表")
        for who, text in list(words.items())[:many]:
            said = "纳污水体余量不足，须先落实尾水去向" if who == against else text
            yield _deed("give_opinion", "guarantee_scheme", answered, who, project, said,
                        opinion="against" if who == against else "favour")  # fmt: skip


def _examinations() -> Iterator[DiaryPage]:
    """Joint examinations of government projects before their feasibility approval."""
    words = {"office1": "建设必要，规模基本合适", "finance1": "可列入下年度预算，缺口申请专项债券",
             "land1": "选址符合规划", "approvals1": "先立项后可研，按清单申报"}  # fmt: skip
    for project, who, opened, many in ((PARKING, "clerk2", "11-10", 4), (HALL, "approvals1", "12-12", 2)):
        yield _deed("open_review", "joint_examination", opened, who, project, "可行性研究报告（送审稿）")
        for office, text in list(words.items())[:many]:
            on = "11-24" if many == 4 else "12-18"
            yield _deed("give_opinion", "joint_examination", on, office, project, text, opinion="favour")


def _approvals() -> Iterator[DiaryPage]:
    """Items in two steps: one comes back and is handed in again, one waits."""
    yield _deed("open_review", "two_step_approval", "11-17", "clerk2", PARKING, "可研报批文本", item="可研批复")
    yield _deed("give_opinion", "two_step_approval", "11-27", "approvals1", PARKING, "补充停车需求预测",
                opinion="return")  # fmt: skip
    yield _deed("resubmit_review", "two_step_approval", "12-09", "clerk2", PARKING, "修改稿")
    yield _deed("open_review", "two_step_approval", "12-15", "clerk4", STATION, "用地组卷", item="用地批复")


def _pools() -> Iterator[DiaryPage]:
    """The year's land, energy and funds, and what was given out of them."""
    for kind, who, quota in (
        ("land", "land1", "420.00"), ("energy", "office1", "68000.00"), ("funds", "finance1", "9000.00"),
    ):  # fmt: skip
        yield _deed("set_quota", kind, "02-12", who, quota=quota)
    for kind, who, project, amount, why in (
        ("land", "land1", WAFERS, "86.40", "市级重点，前期条件成熟"), ("land", "land1", GYM, "31.70", "民生项目优先"),
        ("energy", "office1", WAFERS, "12600.00", "能评已批"), ("funds", "finance1", BRIDGE, "900.00", "危桥应急"),
        ("funds", "finance1", DRAINS, "1200.00", "汛前完工"),
    ):  # fmt: skip
        yield _deed("allot", kind, "09-22", who, project, why, amount=amount)


def _meetings() -> Iterator[DiaryPage]:
    """A deputy's special meeting and the comprehensive one, with decisions; one decision is carried out."""
    there = ["罗明远", "黎晓岚", "蒋学东", "县发展和改革局", "县自然资源和规划局", "县财政局", "县住房和城乡建设局"]
    words: dict[str, Any] = {"answers": ["已组织专人对接，存在的难点正在逐项销号", "具备办理条件的部分先行办结"],
             "decisions": ["由责任单位两周内销号，逾期说明原因", "由要素单位专人驻点办理"]}  # fmt: skip
    yield _deed("hold_meeting", "special", "10-17", "office1", None, attendance=there, convener=RESOURCES, unit=LAND,
                days=20,
                items=[{"title": "研究未开工项目用地组件", "project": STATION, "unit": LAND}],
                **words)  # fmt: skip
    yield _deed("carry_out", "special", "11-05", "land1", None, "用地组件已重新上报")
    yield _deed("hold_meeting", "comprehensive", "11-21", "office1", None, attendance=there, unit="县发展和改革局",
                days=25,
                items=[{"title": "研究危桥改造资金缺口", "project": BRIDGE, "unit": "县财政局"}],
                **words)  # fmt: skip
    yield _deed("hold_meeting", "special", "12-22", "office1", None, minutes=False, convener=RESOURCES, unit=LAND,
                items=[{"title": "研究明年一季度开工项目用地", "unit": LAND}])  # fmt: skip


def _issues() -> Iterator[DiaryPage]:
    """Fresh issues, and one solved and struck off by a second person."""
    yield _deed("raise_issue", "资金", "12-10", "clerk2", DRAINS, "末次进度款未拨付", required_on="2026-01-20")
    yield _deed("raise_issue", "用地", "12-15", "clerk4", STATION, "临时用地复垦方案未批", required_on="2026-01-31")
    yield _deed("raise_issue", "电", "11-06", "clerk2", SEWAGE, "备用线路检修影响调试", required_on="2025-12-20")
    yield _deed("solve_issue", "电", "11-26", "clerk2", SEWAGE, "检修完成，双回路恢复")
    yield _deed("strike_issue", "电", "11-27", "office1", SEWAGE, "供电公司复电单")
