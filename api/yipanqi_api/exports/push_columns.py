"""The push list as a workbook: five aspects, and two columns for each month, plan beside actual."""

from collections.abc import Callable
from typing import Any

from yipanqi_api.exports.column import ExportColumn, path
from yipanqi_core.workbook.writer import ColumnKind


def _money(heading: str, value: Callable[[Any], object], width: float = 14) -> ExportColumn:
    return ExportColumn(f"{heading}（万元）", value, ColumnKind.MONEY, width)


def _date(heading: str, name: str) -> ExportColumn:
    return ExportColumn(heading, path(name), ColumnKind.DATE)


def _of_month(number: int, name: str) -> Callable[[Any], object]:
    return lambda item: getattr(item.months[number], name)


def _months() -> tuple[ExportColumn, ...]:
    pairs = [
        (
            _money(f"{number + 1}月计划", _of_month(number, "planned")),
            _money(f"{number + 1}月完成", _of_month(number, "completed")),
        )
        for number in range(12)
    ]
    return tuple(column for pair in pairs for column in pair)


PUSHED = (
    ExportColumn("项目名称", path("project", "name"), width=40),
    ExportColumn("责任单位", path("unit", "name"), width=26),
    _money("总投资", path("total_investment"), 18),
    _money("年度计划投资", path("annual_plan"), 18),
    ExportColumn("建设内容", path("content"), width=40),
    _date("计划开工日期", "starts_on"),
    _date("实际开工日期", "started_on"),
    _date("复工日期", "restarts_on"),
    _money("年初至今计划", path("planned"), 18),
    _money("年初至今完成", path("completed"), 18),
    *_months(),
    ExportColumn("尚缺内容", lambda item: "、".join(item.missing) or None, width=26),
)
