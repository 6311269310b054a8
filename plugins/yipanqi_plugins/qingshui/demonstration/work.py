"""What happened during the year: issues, and what leaders and units did, month by month."""

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random

from yipanqi_core.calendar import CHINA
from yipanqi_core.vocabulary import Nature
from yipanqi_plugins.qingshui.demonstration.sketch import Sketch, dated
from yipanqi_plugins.qingshui.demonstration.units import DEPARTMENTS, PROMOTION, TOWNSHIPS

Row = dict[str, object]
YEAR, LAST = 2025, date(2025, 12, 19)
_NOTES = {
    "现场调研": (
        "到施工现场查看进度，要求倒排工期",
        "察看关键工序，协调作业面",
        "检查安全和质量",
        "现场听取企业诉求",
    ),
    "推进会": ("逐项研究堵点，明确责任人和时限", "通报上月情况，部署本月节点"),
    "部门调度": ("逐个项目调度，梳理问题报发改局",),
    "赴市进省汇报": ("汇报项目储备和资金争取情况，衔接申报事宜",),
}
_ISSUES = (
    ("清水县牛头河城区段综合治理工程", "征拆", "急", "05-20", "07-31", "", "白沙镇段七户房屋未签订征收协议"),
    ("清水县牛头河城区段综合治理工程", "用地", "重", "08-11", "10-15", "", "两处料场临时用地手续未办结"),
    ("清水县牛头河城区段综合治理工程", "资金筹措", "重", "09-02", "10-31", "", "地方配套资金缺口860万元"),
    ("清水县城乡供水一体化工程", "征拆", "急", "06-25", "09-30", "", "输水管线穿越王河镇耕地，补偿标准有分歧"),
    ("清水县城乡供水一体化工程", "资金", "重", "07-08", "09-30", "", "专项债券资金未下达"),
    ("清水县城乡供水一体化工程", "组织实施", "重", "10-13", "11-15", "", "顶管施工队伍力量不足"),
    ("清水县温泉康养度假区一期", "用地", "急", "03-12", "06-30", "06-25", "建设用地报批组件补正"),
    ("清水县温泉康养度假区一期", "水", "重", "09-15", "10-31", "", "园区供水管网接入点未确定"),
    ("清水县核桃油精深加工项目", "用地", "急", "06-16", "08-31", "", "地块规划条件需要调整"),
    ("清水县核桃油精深加工项目", "环境保护", "重", "07-21", "09-20", "", "环评报告补充地下水监测"),
    ("清水县核桃油精深加工项目", "前期工作", "重", "08-18", "10-20", "", "施工图审查意见未整改完毕"),
    ("清水县应急物资储备中心项目", "用地", "重", "09-08", "11-10", "", "土地划拨手续未办理"),
    ("清水县装配式石材产业园项目", "环评", "重", "05-06", "07-15", "07-28", "石粉堆场防护方案反复修改"),
    ("清水县城生活污水处理厂提标改造", "电", "重", "10-09", "11-20", "", "双回路供电未接入"),
    ("清水县第六中学建设项目", "征拆", "急", "04-28", "06-10", "06-06", "场地内三户房屋未搬迁"),
    ("清水县苹果冷链物流中心项目", "电", "缓", "08-20", "10-15", "10-09", "专用变压器安装排期靠后"),
    ("清水县农村公路提质改造工程", "质量安全", "缓", "07-14", "08-15", "08-09", "路基边坡防护需加强"),
)  # fmt: skip


def issue_rows() -> Iterator[Row]:
    """Give the year's issues."""
    for project, category, urgency, raised, required, resolved, told in _ISSUES:
        yield {
            "项目名称": project,
            "问题": told,
            "类别": category,
            "轻重缓急": urgency,
            "提出日期": _on(raised),
            "要求解决日期": _on(required),
            "解决日期": _on(resolved) if resolved else None,
        }


def record_rows(sketches: Iterable[Sketch]) -> Iterator[Row]:
    """Give the year's records in order of their days: most duties are fulfilled, some are not."""
    chance = Random("清水履职")  # noqa: S311  # the same county every time, nothing secret
    rows: list[Row] = []
    projects = [one for one in sketches if one.plan is not None]
    for month in range(1, 13):
        for sketch in projects:
            rows += _of_project(sketch, month, chance)
        for unit in sorted({one.lead for one in projects}):
            rows += _some(unit, "部门调度", None, month, 1, 0.88, chance)
        for unit in (*DEPARTMENTS, *TOWNSHIPS):
            rows += _some(unit, "赴市进省汇报", None, month, 1, 0.8, chance)
    yield from sorted(rows, key=lambda row: (str(row["日期"]), str(row["职务或单位"]), str(row["项目名称"])))


def _of_project(sketch: Sketch, month: int, chance: Random) -> Iterator[Row]:
    yield from _some(sketch.leader, "现场调研", sketch.name, month, 2, 0.86, chance)
    yield from _some(sketch.leader, "推进会", sketch.name, month, 1, 0.85, chance)
    if sketch.nature is Nature.INVESTMENT_PROMOTION and (service := _service(sketch, month)) is not None:
        yield from _some(PROMOTION, service, sketch.name, month, 1, 0.82, chance)


def _service(sketch: Sketch, month: int) -> str | None:
    """Give the service of the stage at the month's end."""
    end = date(YEAR, month, 28)
    done = {title for title, _, actual in dated(sketch.nodes) if actual is not None and actual <= end}
    if done & {"竣工", "投产"}:
        return "定期访"
    if done & {"开工", "主体完工"}:
        return "督促办"
    return "帮包办" if "洽谈签约" in done else "协调办"


def _some(  # noqa: PLR0917
    who: str, kind: str, project: str | None, month: int, times: int, share: float, chance: Random
) -> Iterator[Row]:
    notes = _NOTES.get(kind, ("上门对接，协调解决企业诉求",))
    for number in range(times):
        on = CHINA.add_working_days(date(YEAR, month, 1 + 11 * number), chance.randint(1, 6)).on
        if chance.random() < share and on <= LAST:
            note = chance.choice(notes)
            yield {"职务或单位": who, "类型": kind, "项目名称": project, "日期": on, "说明": note}


def _on(text: str) -> date:
    return date.fromisoformat(f"{YEAR}-{text}")
