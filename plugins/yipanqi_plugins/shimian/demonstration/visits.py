"""What county leaders did for their projects during the year: visits, meetings, and the government's own meetings."""

from collections.abc import Iterable, Iterator
from datetime import date
from random import Random

from yipanqi_core.calendar import CHINA
from yipanqi_plugins.shimian.demonstration.figures import YEAR
from yipanqi_plugins.shimian.demonstration.sketch import Sketch
from yipanqi_plugins.shimian.demonstration.units import EXECUTIVE, GOVERNMENT, PROMOTION, RESOURCES, RURAL, SOCIAL
from yipanqi_plugins.shimian.tracks import STARTED

Row = dict[str, object]

_NOTES = {
    "现场调研": (
        "到{site}查看施工现场，要求增加作业面、倒排工期",
        "实地了解要素保障情况，现场交办两件事项",
        "检查安全生产和质量管理，听取业主汇报",
        "察看关键工序，协调相邻标段交叉作业",
    ),
    "推进会": (
        "听取责任单位和业主汇报，逐项明确责任人和时限",
        "研究要素保障堵点，会后印发任务清单",
        "通报上月评定情况，部署下月节点",
        "邀请要素部门会商，形成一致意见",
    ),
}
_KINDS = tuple(_NOTES)
_SPECIAL = (
    ("石棉中学学生公寓及运动场建设项目", date(2024, 12, 3), "研究初步方案和资金来源"),
    ("石棉县永和大桥危桥改造工程", date(2025, 5, 28), "研究桥位方案和绕行组织"),
    ("石棉县永和大桥危桥改造工程", date(2025, 6, 4), "研究建设方案，同意提请审议"),
    ("石棉县城区公共停车场及智慧泊位项目", date(2025, 9, 22), "研究选址与运营模式"),
    ("石棉县城区公共停车场及智慧泊位项目", date(2025, 10, 16), "研究建设方案，明确资金渠道"),
    ("石棉县政务服务中心迁建项目", date(2025, 10, 10), "研究迁建方案和资产处置"),
)


def record_rows(sketches: Iterable[Sketch]) -> Iterator[Row]:
    """Give the year's records in order of their days."""
    visited = [sketch for sketch in sketches if sketch.plan is not None]
    rows = [row for leader in (EXECUTIVE, PROMOTION, RESOURCES, RURAL, SOCIAL) for row in _of(leader, visited)]
    rows += [_row(GOVERNMENT, "县政府专题会", project, on, note) for project, on, note in _SPECIAL]
    yield from sorted(rows, key=lambda row: (str(row["日期"]), str(row["职务或单位"])))


def _of(leader: str, visited: Iterable[Sketch]) -> Iterator[Row]:
    """Give a leader one visit or meeting a month, and a second one in the busy half of the year."""
    own = [sketch for sketch in visited if sketch.leader == leader]
    chance = Random(leader)  # noqa: S311  # the same county every time, nothing secret
    for month in range(1, 13):
        for _ in range(2 if 6 <= month <= 11 else 1):
            on = CHINA.add_working_days(date(YEAR, month, 8), chance.randint(1, 8)).on
            sketch = chance.choice([one for one in own if one.entered_on is None or one.entered_on <= on])
            kind = chance.choice(_KINDS) if sketch.step == STARTED else "推进会"
            note = chance.choice(_NOTES[kind]).format(site=sketch.site)
            yield _row(leader, kind, sketch.name, on, note)


def _row(holder: str, kind: str, project: str, on: date, note: str) -> Row:
    return {"职务或单位": holder, "类型": kind, "项目名称": project, "日期": on, "说明": note}
