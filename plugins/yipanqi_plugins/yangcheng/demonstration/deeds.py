"""What people do from June on: entries into the statistics, land dossiers, members, meetings, issues, approvals."""

from collections.abc import Iterator
from datetime import date

from yipanqi_core.mechanism.demonstration import DiaryPage
from yipanqi_plugins.yangcheng.demonstration.force_meetings import force_meetings
from yipanqi_plugins.yangcheng.demonstration.rows import YEAR, item_rows, project_row
from yipanqi_plugins.yangcheng.demonstration.sketches import Sketch, sketches
from yipanqi_plugins.yangcheng.demonstration.units import (
    APPROVALS,
    DEPARTMENTS,
    ENVIRONMENT,
    FINANCE,
    HOUSING,
    INDUSTRY,
    LAND,
    REFORM,
    STATISTICS,
)

LOGINS = {unit: f"office{number}" for number, unit in enumerate(DEPARTMENTS, start=1)}
_MONTHS = (6, 6, 7, 7, 8, 8, 9, 10)
"""When the waves of entries begin: what has waited longest comes first."""


def _deed(  # noqa: PLR0917
    act: str, kind: str, on: date, who: str, project: str | None = None, note: str | None = None, **data: object
) -> DiaryPage:
    return DiaryPage(kind, on, data, project=project, note=note, act=act, who=who)


def deeds() -> Iterator[DiaryPage]:
    """Give all of it."""
    projects = sketches()
    yield from _entries(projects)
    yield from _dossiers(projects)
    yield from _members()
    yield from _meetings(projects)
    yield from force_meetings(LOGINS)
    yield from _issues(projects)


def _entries(projects: tuple[Sketch, ...]) -> Iterator[DiaryPage]:
    """Two of three that have contract and payment are entered wave by wave; the last are still being examined."""
    papers = [
        (str(row["首笔付款日期"]), one)
        for number, one in enumerate(projects, start=1)
        if (row := project_row(number, one))["施工合同日期"] is not None and row["首笔付款日期"] is not None
    ]
    ready = [one for number, (_, one) in enumerate(sorted(papers, key=lambda pair: pair[0])) if number % 3 < 2][:24]
    for number, one in enumerate(ready):
        month = _MONTHS[number * len(_MONTHS) // len(ready)]
        who, kind, early = LOGINS[one.lead], "statistics_entry", date(YEAR, month, 11)
        yield _deed("open_case", kind, early, who, one.name, "投资项目入库", papers="合同、付款凭证、现场照片")
        yield _deed("pass_case", kind, early, who, one.name, "资料已报县统计局")
        if month == 10:
            continue
        yield _deed("pass_case", kind, date(YEAR, month, 17), LOGINS[STATISTICS], one.name, "初审通过")
        last = date(YEAR, month, 24)
        yield _deed("fill_case", kind, last, LOGINS[STATISTICS], one.name, entered_month=f"{YEAR}-{month:02d}")
        yield _deed("pass_case", kind, last, LOGINS[STATISTICS], one.name, "上级审核通过，已入库")


def _dossiers(projects: tuple[Sketch, ...]) -> Iterator[DiaryPage]:
    """Land dossiers on every step, one of them sent back in September."""
    land = LOGINS[LAND]
    waiting = [
        one for one in projects
        if any(row["节点名称"] == "用地批复" and row["实际日期"] is None for row in item_rows(one))
    ]  # fmt: skip
    for number, one in enumerate(waiting[:10]):
        kind, early = "land_dossier", date(YEAR, 6, 5 + number)
        yield _deed("open_case", kind, early, land, one.name, "项目建设用地", area_mu=f"{24 + 13 * number}.50",
                    demanded_on=str(date(YEAR, 3 + number % 3, 8 + number)))  # fmt: skip
        steps = (4, 4, 3, 3, 2, 2, 1, 1, 0, 0)[number]
        for step in range(steps):
            on = date(YEAR, 6 + step, 20 + number % 5)
            yield _deed("pass_case", kind, on, land, one.name, ("需求已核实", "组件齐全", "已上报", "已批复")[step])
            if step == 1 and number != 5:
                yield _deed("follow_case", kind, on, land, one.name, follower=land)
    if len(waiting) > 4:
        yield _deed("return_case", "land_dossier", date(YEAR, 9, 12), land, waiting[4].name, "勘测定界成果与图件不一致",
                    to="preparing")  # fmt: skip


def _members() -> Iterator[DiaryPage]:
    """The headquarters office adds members to each task force."""
    for force, units in (
        ("promotion_force", (INDUSTRY, FINANCE)), ("approvals_force", (LAND, ENVIRONMENT, HOUSING)),
        ("supervision_force", (APPROVALS, STATISTICS)), ("land_force", (REFORM, HOUSING)),
        ("statistics_force", (REFORM, INDUSTRY)), ("funds_force", (REFORM, HOUSING)),
    ):  # fmt: skip
        members = [{"unit": unit} for unit in units]
        yield _deed("name_members", force, date(YEAR, 6, 3), LOGINS[REFORM], part="member", members=members)


def _meetings(projects: tuple[Sketch, ...]) -> Iterator[DiaryPage]:
    """The chief's dispatch meetings with decisions; the executive's of October is prepared and not held yet."""
    key = [one for one in projects if one.level is not None]
    there = ["郝建明", "秦志远", "卫晓东", "县发展和改革局", "县自然资源局", "县行政审批服务管理局"]
    for number, on in enumerate((date(YEAR, 7, 19), date(YEAR, 9, 20))):
        yield _deed(
            "hold_meeting", "chief", on, LOGINS[REFORM], None, attendance=there, unit=REFORM, days=25,
            decisions=["由责任单位牵头，两周内拿出时间表和责任清单", "由要素单位驻点服务，按周报告进展"],
            items=[{"title": "研究未按期开工项目", "project": key[5 + number].name, "unit": key[5 + number].lead},
                   {"title": "研究用地组件报批", "project": key[9 + number].name, "unit": LAND}],
        )  # fmt: skip
    yield _deed("carry_out", "chief", date(YEAR, 8, 8), LOGINS[LAND], None, "组件已补正并重新上报")
    yield _deed("hold_meeting", "executive", date(YEAR, 10, 21), LOGINS[REFORM], None, minutes=False, unit=REFORM,
                items=[{"title": "研究四季度投资和入统收官", "under": "statistics"}])  # fmt: skip


def _issues(projects: tuple[Sketch, ...]) -> Iterator[DiaryPage]:
    """Issues on three rungs and more, and one solved and struck off by a second person."""
    key = [one for one in projects if one.level is not None]
    told = (
        ("环评", 9, 3, "规划环评与园区调规衔接未完成"), ("资金", 9, 4, "项目资本金到位比例不足"),
        ("网", 9, 5, "通信管线迁改费用未落实"), ("路", 10, 14, "进场道路承载力不足"),
    )  # fmt: skip
    for number, (category, month, day, text) in enumerate(told):
        one = key[20 + number]
        yield _deed("raise_issue", category, date(YEAR, month, day), LOGINS[REFORM], one.name, text,
                    required_on=str(date(YEAR, 11, 15)))  # fmt: skip
    for number in range(3):
        one, login = key[20 + number], LOGINS[key[20 + number].lead]
        leader = {"分管工业副县长": "leader3", "分管自然资源副县长": "leader4", "分管农业副县长": "leader5",
                  "分管社会事业副县长": "leader6", "常务副县长": "leader2"}[one.leader]  # fmt: skip
        for step in range(number + 1):
            who = (login, leader, "leader2")[step]
            yield _deed("escalate_issue", told[number][0], date(YEAR, 9, 10 + 7 * step), who, one.name,
                        "超出本级协调权限，请上一级研究")  # fmt: skip
    one = key[24]
    yield _deed("raise_issue", "水", date(YEAR, 9, 6), LOGINS[REFORM], one.name, "施工用水接口未开通")
    yield _deed("solve_issue", "水", date(YEAR, 9, 18), LOGINS[one.lead], one.name, "已接通并计量")
    yield _deed("strike_issue", "水", date(YEAR, 9, 20), LOGINS[REFORM], one.name, "现场照片和接水单")
