"""Checks of the sheets 目标 and 指标: whose a row is, that its year and month fit, and no row twice."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.figures import FigureSubject
from yipanqi_core.vocabulary import UnitKind
from yipanqi_core.workbook import layout
from yipanqi_core.workbook.remarks import Remarks
from yipanqi_core.workbook.typed_rows import TypedRow


def targets(rows: Sequence[TypedRow], edition: Edition, remarks: Remarks) -> None:
    """Refuse a target of the wrong unit, of no year, or told twice."""
    _whose(layout.TARGETS, rows, {one.code: one for one in edition.targets}, remarks)
    for row in rows:
        year = row.values.get("year")
        if year is not None and (year != int(year) or not 2000 <= year <= 2100):
            remarks.cell(layout.TARGETS, row.raw, "年度", f"“{year}”不是年度；请填四位年份，如 2024")
        since = row.values.get("since_on")
        if since is not None and year is not None and since.year != year:
            remarks.cell(layout.TARGETS, row.raw, "起算日期", f"起算日期应在 {year} 年内")
    _once(layout.TARGETS, rows, ("code", "unit", "year"), remarks)


def series(rows: Sequence[TypedRow], edition: Edition, today: date, remarks: Remarks) -> None:
    """Refuse a figure of the wrong unit, of a month that has not begun, or told twice."""
    _whose(layout.SERIES, rows, {one.code: one for one in edition.figures}, remarks)
    for row in rows:
        month = row.values.get("month")
        if month is not None and month > f"{today:%Y-%m}":
            remarks.cell(layout.SERIES, row.raw, "月份", f"{month} 还没有到（今天是 {today}）；不能预填实际数")
    _once(layout.SERIES, rows, ("code", "unit", "month"), remarks)


def _whose(sheet: str, rows: Iterable[TypedRow], kinds: Mapping[str, Any], remarks: Remarks) -> None:
    for row in rows:
        kind = kinds.get(row.values.get("code", ""))
        if kind is None:
            continue
        unit = row.values.get("unit")
        if kind.subject is FigureSubject.COUNTY and unit is not None:
            remarks.cell(sheet, row.raw, "单位", f"“{kind.title}”是全县的；请清空“单位”")
        if kind.subject is FigureSubject.UNIT and unit is None and row.complete:
            able = "、".join(one.label for one in UnitKind if one in kind.kinds) or "任一单位"
            remarks.cell(sheet, row.raw, "单位", f"“{kind.title}”按单位登记；请填写单位（{able}）")


def _once(sheet: str, rows: Iterable[TypedRow], attributes: tuple[str, ...], remarks: Remarks) -> None:
    first: dict[tuple[object, ...], int] = {}
    for row in rows:
        key = tuple(row.values.get(name) for name in attributes)
        before = first.setdefault(key, row.raw.number)
        if before != row.raw.number and row.complete:
            remarks.cell(sheet, row.raw, "数值", f"与第 {before} 行重复；请合并成一行")
