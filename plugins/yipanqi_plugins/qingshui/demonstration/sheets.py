"""The demonstration county's workbook as plain rows, sheet by sheet: what `county.xlsx` is written from."""

from collections.abc import Iterator
from decimal import Decimal

from yipanqi_core.vocabulary import ItemKind
from yipanqi_plugins.qingshui.demonstration.projects import PROJECTS
from yipanqi_plugins.qingshui.demonstration.reserves import RESERVES
from yipanqi_plugins.qingshui.demonstration.sketch import Sketch, dated
from yipanqi_plugins.qingshui.demonstration.units import (
    HOUSING,
    LAND,
    PEOPLE,
    UNITS,
    WATER,
    Person,
)
from yipanqi_plugins.qingshui.demonstration.work import YEAR, issue_rows, record_rows
from yipanqi_plugins.qingshui.project_fields import ProjectFields

Row = dict[str, object]

_DOERS = {"征拆": LAND, "供电": "县工信局", "供水": WATER, "供暖": HOUSING, "能耗": "县发改局"}
"""Who does what the mechanism's own table does not say."""
_SEASON = (3, 3, 7, 9, 10, 10, 9, 9, 11, 11, 10, 8)


def rows() -> dict[str, list[Row]]:
    """Give every sheet's rows, each cell under its heading."""
    return {
        "单位": [{"单位名称": name, "类别": kind.label, "考核组": group} for name, kind, group in UNITS],
        "项目": [_project(sketch) for sketch in (*PROJECTS, *RESERVES)],
        "人员": [_person(number, person) for number, person in enumerate(PEOPLE, start=801)],
        "节点": [row for sketch in (*PROJECTS, *RESERVES) for row in _items(sketch)],
        "月度投资": [row for sketch in PROJECTS for row in _figures(sketch)],
        "问题": list(issue_rows()),
        "履职": list(record_rows(PROJECTS)),
    }


def _person(number: int, person: Person) -> Row:
    return {
        "姓名": person.name,
        "登录名": person.login,
        "单位": person.unit,
        "职务": person.title,
        "角色": person.role.label,
        "分管领域": "；".join(person.portfolio) or None,
        "到任日期": person.from_on,
        "办公电话": f"内线{number}",
    }


def _project(sketch: Sketch) -> Row:
    titles = {name: info.title or name for name, info in ProjectFields.model_fields.items()}
    shown = {True: "是", False: "否"}
    own = {titles[name]: shown[value] if isinstance(value, bool) else value for name, value in sketch.fields.items()}
    return {
        "项目名称": sketch.name,
        "项目性质": sketch.nature.label,
        "行业分类": sketch.sector,
        "层级": None if sketch.level is None else sketch.level.label,
        "总投资(万元)": Decimal(sketch.total),
        "年度计划投资(万元)": None if sketch.plan is None else Decimal(sketch.plan),
        "建设地点": sketch.site,
        "建设内容": sketch.content,
        "业主单位": sketch.owner,
        "责任单位": sketch.lead,
        "包抓领导": sketch.leader,
        **own,
    }


def _items(sketch: Sketch) -> Iterator[Row]:
    """Give a project's items; those that the mechanism's table gives a unit by default name none here."""
    for kind, text in (
        (ItemKind.PROCEDURE, sketch.procedures),
        (ItemKind.GUARANTEE, sketch.guarantees),
        (ItemKind.NODE, sketch.nodes),
    ):
        for title, planned, actual in dated(text):
            unit = sketch.owner if kind is ItemKind.NODE else _DOERS.get(title)
            row: Row = {"项目名称": sketch.name, "节点名称": title, "类型": kind.label, "责任单位": unit}
            yield {**row, "计划日期": planned, "实际日期": actual}


def _figures(sketch: Sketch) -> Iterator[Row]:
    """Break the year's plan down by season; what rounding leaves falls on December, which is not over yet."""
    if sketch.plan is None or not sketch.pace:
        return
    whole, reached, planned = Decimal(sketch.plan), Decimal(0), Decimal(0)
    season = _SEASON[sketch.begins - 1 :]
    for month, share in enumerate(season, start=sketch.begins):
        plan = (whole * share / sum(season)).quantize(Decimal("0.1")) if month < 12 else whole - planned
        planned += plan
        target = (planned * Decimal(str(round(_ratio(sketch.pace, month), 4)))).quantize(Decimal("0.1"))
        done = max(target - reached, Decimal(0))
        reached += done
        yield {
            "项目名称": sketch.name,
            "月份": f"{YEAR}-{month:02d}",
            "计划(万元)": plan,
            "完成(万元)": done if month < 12 else None,
        }


def _ratio(pace: tuple[float, ...], month: int) -> float:
    """Run evenly between the quarters' ends; the last mark stands in November."""
    marks = dict(zip((3, 6, 9, 11), pace, strict=True))
    before = max((one for one in marks if one <= month), default=3)
    after = min((one for one in marks if one >= month), default=11)
    if before == after or month < 3:
        return marks[after if month < 3 else before]
    return marks[before] + (marks[after] - marks[before]) * (month - before) / (after - before)
