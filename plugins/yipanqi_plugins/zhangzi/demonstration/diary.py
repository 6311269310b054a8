"""What a workbook has no column for: the monthly special reports, the office's five clears, and what people do."""

from collections.abc import Iterator
from datetime import date

from yipanqi_core.mechanism.demonstration import DiaryPage
from yipanqi_plugins.zhangzi.demonstration.deeds import deeds
from yipanqi_plugins.zhangzi.demonstration.projects import PROJECTS, Sketch
from yipanqi_plugins.zhangzi.five_clears import CODE
from yipanqi_plugins.zhangzi.records import REPORT

_PROGRESS = ("前期手续按计划推进", "施工作业面全面展开", "主体工程过半", "进入扫尾和验收准备")
_DISPATCHES = (
    "包项目领导调度一次，明确两项任务",
    "现场调度，协调解决用电和道路",
    "专题调度资金拨付",
    "调度节点完成情况",
)
_REPORTED = ((9, 25), (10, 25), (11, 25))
_LATE = "青椒精深加工"
"""The project whose lead unit forgot its report of October."""


def diary() -> tuple[DiaryPage, ...]:
    """Give every page, in order of the days."""
    key = [sketch for sketch in PROJECTS if sketch.key]
    return tuple(sorted([*_reports(key), *_clears(key), *deeds()], key=lambda page: page.on))


def _reports(projects: list[Sketch]) -> Iterator[DiaryPage]:
    for place, sketch in enumerate(projects):
        for number, (month, day) in enumerate(_REPORTED):
            if (sketch.name, month) != (_LATE, 10):
                data = {
                    "progress": _PROGRESS[(place + number) % len(_PROGRESS)],
                    "dispatch": _DISPATCHES[(place + number) % len(_DISPATCHES)],
                }
                yield DiaryPage(REPORT, date(2025, month, day), data, unit=sketch.lead, project=sketch.name)


def _clears(projects: list[Sketch]) -> Iterator[DiaryPage]:
    """The ledger of five; for every third project the effect is not filled in yet."""
    for place, sketch in enumerate(projects):
        data = {
            "facts": f"总投资 {sketch.total} 万元，{sketch.site}",
            "progress": _PROGRESS[place % len(_PROGRESS)],
            "problems": "见问题清单",
            "responsibility": f"{sketch.leader}包联，{sketch.lead}牵头",
        }
        if place % 3:
            data["effect"] = "已解决的问题均已现场复核"
        yield DiaryPage(CODE, date(2025, 9, 5), data, project=sketch.name)
