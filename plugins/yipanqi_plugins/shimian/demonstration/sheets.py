"""The demonstration county's workbook as plain rows, sheet by sheet: what `county.xlsx` is written from."""

from collections.abc import Iterable
from decimal import Decimal

from yipanqi_plugins.shimian.demonstration import construction, countryside, industry
from yipanqi_plugins.shimian.demonstration.figures import figure_rows
from yipanqi_plugins.shimian.demonstration.items import item_rows
from yipanqi_plugins.shimian.demonstration.sketch import Sketch
from yipanqi_plugins.shimian.demonstration.troubles import ISSUE_ROWS
from yipanqi_plugins.shimian.demonstration.units import PEOPLE, UNITS, Person, Unit
from yipanqi_plugins.shimian.demonstration.visits import record_rows
from yipanqi_plugins.shimian.project_fields import ProjectFields
from yipanqi_plugins.shimian.tracks import LISTS

Row = dict[str, object]

SKETCHES = (*industry.PROJECTS, *construction.PROJECTS, *countryside.PROJECTS)


def rows() -> dict[str, list[Row]]:
    """Give every sheet's rows, each cell under its heading."""
    return {
        "单位": [_unit(unit) for unit in UNITS],
        "项目": [_project(number, sketch) for number, sketch in enumerate(SKETCHES, start=1)],
        "人员": [_person(person) for person in PEOPLE],
        "节点": _all(item_rows(sketch) for sketch in SKETCHES),
        "月度投资": _all(figure_rows(sketch) for sketch in SKETCHES),
        "问题": [dict(row) for row in ISSUE_ROWS],
        "履职": list(record_rows(SKETCHES)),
    }


def _all(parts: Iterable[Iterable[Row]]) -> list[Row]:
    return [row for part in parts for row in part]


def _unit(unit: Unit) -> Row:
    return {"单位名称": unit.name, "类别": unit.kind.label, "考核组": unit.group, "简称": unit.short}


def _person(person: Person) -> Row:
    return {
        "姓名": person.name,
        "登录名": person.login,
        "单位": person.unit,
        "职务": person.title,
        "角色": person.role.label,
        "分管领域": "；".join(person.portfolio) or None,
        "到任日期": person.from_on,
        "办公电话": f"内线{person.extension}",
    }


def _project(number: int, sketch: Sketch) -> Row:
    """Give a project's row; its code is a serial number of the demonstration, no real one."""
    return {
        "项目名称": sketch.name,
        "项目代码": f"演示-2025-{number:03d}",
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
        "清单": LISTS.step(sketch.step).title,
        "入单日期": sketch.entered_on,
        **_own(sketch),
    }


def _own(sketch: Sketch) -> Row:
    titles = {name: info.title or name for name, info in ProjectFields.model_fields.items()}
    return {titles[name]: "是" if value is True else value for name, value in sketch.fields.items()}
