"""What the task forces noted during the year: supervision by ten aspects, measures, policies, funds, flow charts."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from yipanqi_core.mechanism.demonstration import DiaryPage
from yipanqi_plugins.yangcheng.demonstration.deeds import deeds
from yipanqi_plugins.yangcheng.demonstration.rows import UNTIL, YEAR, item_rows
from yipanqi_plugins.yangcheng.demonstration.sketches import Sketch, sketches
from yipanqi_plugins.yangcheng.demonstration.units import REFORM
from yipanqi_plugins.yangcheng.registers import CHARTS, FUNDS, MEASURES, POLICIES
from yipanqi_plugins.yangcheng.works import ASPECTS, SUPERVISION

_WORDS = {
    "arrangement": "专班已建立，每周碰头", "goal": "年度目标已分解到月", "procedure": "手续办理按计划推进",
    "investment": "投资完成与计划基本相符", "progress": "作业面已展开", "statistics": "已报统计资料",
    "service": "代办员在岗", "construction": "现场管理规范", "environment": "周边关系正常", "problem": "无",
}  # fmt: skip
_POLICIES = (
    ("中央预算内投资支持重点流域水环境治理", "中央预算内", "水环境综合治理、污水处理提标", (1, 10), (3, 31), (1, 18)),
    ("2024年第一批地方政府专项债券项目申报", "专项债券", "园区基础设施、供排水、供热", (2, 20), (4, 30), (2, 27)),
    ("超长期特别国债支持“两重”建设", "国债", "城市管网更新、农村供水保障", (5, 20), (7, 15), (5, 24)),
    ("省级制造业高质量发展专项资金", "省预算内", "陶瓷、装备制造技术改造", (6, 1), (8, 31), (6, 11)),
    ("2025年中央预算内投资储备申报", "中央预算内", "医养、文旅、仓储物流", (9, 25), (12, 20), None),
)
_CHARTS = (
    ("企业投资项目备案", "网上申报 → 形式审查 → 赋码办结", 1),
    ("政府投资项目审批", "建议书 → 可研批复 → 初步设计 → 概算批复", 12),
    ("建设用地报批", "组件 → 报件 → 审查 → 批复", 20),
)


def diary() -> tuple[DiaryPage, ...]:
    """Give every page, in order of the days."""
    projects = sketches()
    pages = [*_supervision(projects), *_measures(projects), *_funds(projects), *_policies(), *_charts(), *deeds()]
    return tuple(sorted(pages, key=lambda page: page.on))


def _supervision(projects: tuple[Sketch, ...]) -> Iterator[DiaryPage]:
    """Every key project once a month but for a few; some visits have a word on nine aspects only."""
    key = [one for one in projects if one.level is not None]
    for month in range(6, UNTIL.month + 1):
        for number, one in enumerate(key):
            on = date(YEAR, month, 2 + number % 24)
            if on > UNTIL or (number + month * 7) % 31 == 0:
                continue
            words = dict(_WORDS) | ({"progress": "进度滞后，已要求增加班组"} if (number + month) % 9 == 0 else {})
            if (number + month) % 41 == 0:
                words.pop("environment")
            assert len(ASPECTS) >= len(words)
            yield DiaryPage(SUPERVISION, on, words, REFORM, one.name, note="查看现场、座谈交流")


def _measures(projects: tuple[Sketch, ...]) -> Iterator[DiaryPage]:
    """The measures for the approval items of planned starts and preliminary projects, most of them."""
    for number, one in enumerate(one for one in projects if one.kind in ("new", "preliminary")):
        for item in item_rows(one):
            if item["类型"] == "手续" and number % 8:
                fields = {"item": item["节点名称"], "measure": "容缺受理、并联审批，专人跑办", "leader": one.leader}
                yield DiaryPage(MEASURES, date(YEAR, 4, 8), fields, project=one.name)


def _funds(projects: tuple[Sketch, ...]) -> Iterator[DiaryPage]:
    public = [one for one in projects if not one.industrial and one.kind in ("continued", "new")]
    for number, one in enumerate(public[::4]):
        title, source, *_ = _POLICIES[number % 3]
        applied = (one.total * 3 / 10).quantize(Decimal("0.01"))
        day = date(YEAR, 2 + number % 5, 12)
        fields = {"source": source, "policy": title, "packaged_on": day - timedelta(20), "applied": applied,
                  "applied_on": day}  # fmt: skip
        if number % 2 == 0:
            fields |= {"approved": (applied / 2).quantize(Decimal("0.01")), "approved_on": day + timedelta(60)}
        if number % 4 == 0:
            fields |= {"arrived": (applied / 4).quantize(Decimal("0.01")), "arrived_on": day + timedelta(90)}
        yield DiaryPage(FUNDS, day, fields, project=one.name, year=YEAR)


def _policies() -> Iterator[DiaryPage]:
    for title, source, direction, opens, closes, passed in _POLICIES:
        fields: dict[str, object] = {
            "title": title, "source": source, "direction": direction, "opens_on": date(YEAR, *opens),
            "closes_on": date(YEAR, *closes),
        }  # fmt: skip
        if passed is not None:
            fields |= {"passed_on": date(YEAR, *passed), "passed_to": "各行业主管部门、乡（镇）"}
        yield DiaryPage(POLICIES, date(YEAR, *opens), fields)


def _charts() -> Iterator[DiaryPage]:
    for title, steps, days in _CHARTS:
        fields = {"title": title, "steps": steps, "working_days": days, "published_on": date(YEAR, 4, 15)}
        yield DiaryPage(CHARTS, date(YEAR, 4, 15), fields)
