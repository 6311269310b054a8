"""The demonstration county's workbook as plain rows, sheet by sheet: what `county.xlsx` is written from."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from stdnum.iso7064 import mod_11_10

from yipanqi_core.vocabulary import ItemKind, Nature
from yipanqi_plugins.zhangzi.demonstration.projects import PROJECTS, Sketch
from yipanqi_plugins.zhangzi.demonstration.units import LAND, PEOPLE, UNITS
from yipanqi_plugins.zhangzi.records import DISPATCH, VISIT
from yipanqi_plugins.zhangzi.tracks import IDEA, LIBRARY, WORKS

Row = dict[str, object]
YEAR, LAST_DAY = 2025, date(2025, 12, 22)
MONTHS = (9, 10, 11, 12)
_PACE = (4, 3, 7, 9, 10, 10, 9, 9, 11, 10, 10, 8)
_DOERS = {
    "用地批复": LAND, "规划选址": LAND, "环评批复": "生态环境长子分局", "施工许可": "县住建局",
    "项目立项": "县行政审批局", "核准备案": "县行政审批局",
}  # fmt: skip
_CONTACTS = {person.unit: person.name for person in reversed(PEOPLE)}


def rows() -> dict[str, list[Row]]:
    """Give every sheet's rows, each cell under its heading."""
    return {
        "单位": [{"单位名称": u.name, "类别": u.kind.label, "考核组": u.group, "简称": u.short} for u in UNITS],
        "项目": [_project(number, sketch) for number, sketch in enumerate(PROJECTS, start=1)],
        "人员": [
            {
                "姓名": one.name, "登录名": one.login, "单位": one.unit, "职务": one.title, "角色": one.role.label,
                "分管领域": "；".join(one.portfolio) or None, "到任日期": one.from_on,
                "办公电话": f"内线{one.extension}",
            }
            for one in PEOPLE
        ],
        "节点": _all(_items(sketch) for sketch in PROJECTS),
        "月度投资": _all(_figures(sketch) for sketch in PROJECTS),
        "问题": list(_ISSUES),
        "履职": _all(_records(sketch) for sketch in PROJECTS if sketch.key),
    }  # fmt: skip


def _all(parts: Iterable[Iterable[Row]]) -> list[Row]:
    return [row for part in parts for row in part]


def _code(number: int, sketch: Sketch) -> str | None:
    """Give an invented code of the national shape, its check digit right."""
    if not sketch.coded:
        return None
    kind = "01" if sketch.nature is Nature.GOVERNMENT_INVESTMENT else "04"
    serial = f"{YEAR}14042899{kind}9{number:04d}"
    digits = serial + str(mod_11_10.calc_check_digit(serial))
    return f"{digits[:4]}-{digits[4:10]}-{digits[10:12]}-{digits[12:14]}-{digits[14:]}"


def _project(number: int, sketch: Sketch) -> Row:
    brief: Row = {}
    if sketch.step != IDEA:
        benefit = Decimal(sketch.total) / 20
        brief = {
            "经济效益": f"年新增产值或节约支出约 {benefit:.0f} 万元",
            "社会效益": "带动就业，改善当地基础条件",
            "说明书专职人员": _CONTACTS.get(sketch.lead),
        }
    return {
        "项目名称": sketch.name, "项目代码": _code(number, sketch), "项目性质": sketch.nature.label,
        "行业分类": sketch.panel, "层级": None if sketch.level is None else sketch.level.label,
        "总投资(万元)": Decimal(sketch.total),
        "年度计划投资(万元)": None if sketch.plan is None else Decimal(sketch.plan),
        "建设地点": sketch.site, "建设内容": sketch.content, "业主单位": sketch.owner, "责任单位": sketch.lead,
        "包抓领导": sketch.leader, "清单": LIBRARY.step(sketch.step).title,
        "列为重点项目日期": date(2025, 1, 10) if sketch.key else None,
        "承接单位": sketch.lead if "移交日期" in sketch.fields else None,
        **brief, **{title: _cell(value) for title, value in sketch.fields.items()},
    }  # fmt: skip


def _cell(value: object) -> object:
    """Read a day where one is written."""
    return date.fromisoformat(value) if isinstance(value, str) and value[:2] == "20" else value


def _items(sketch: Sketch) -> Iterator[Row]:
    for kind, text in ((ItemKind.PROCEDURE, sketch.procedures), (ItemKind.NODE, sketch.nodes)):
        for part in filter(None, (one.strip() for one in text.split(","))):
            title, days = part.split(" ")
            planned, _, actual = days.partition("/")
            unit = _DOERS.get(title, sketch.lead)
            yield {
                "项目名称": sketch.name, "节点名称": title, "类型": kind.label, "责任单位": unit,
                "责任人": None if title == "施工许可" and not actual else _CONTACTS.get(unit),
                "计划日期": date.fromisoformat(f"20{planned}"),
                "实际日期": date.fromisoformat(f"20{actual}") if actual else None,
            }  # fmt: skip


def _figures(sketch: Sketch) -> Iterator[Row]:
    if sketch.plan is None or sketch.step != WORKS:
        return
    whole = Decimal(sketch.plan)
    for month, share in enumerate(_PACE, start=1):
        planned = (whole * share / 100).quantize(Decimal("0.01"))
        done = (planned * (95 + len(sketch.name) % 9) / 100).quantize(Decimal("0.01")) if month < 12 else None
        yield {"项目名称": sketch.name, "月份": f"{YEAR}-{month:02d}", "计划(万元)": planned, "完成(万元)": done}


def _records(sketch: Sketch) -> Iterator[Row]:
    """Work of the last months: a leader's dispatch and visit, and the unit's visit; reports stand in the diary."""
    for month in MONTHS:
        first = 4 + len(sketch.name) % 9
        for kind, holder, day in (
            (VISIT, sketch.leader, first + 1),
            (DISPATCH, sketch.leader, first + 2),
            (VISIT, None if month in sketch.silent else sketch.lead, first + 6),
        ):
            on = date(YEAR, month, day)
            if holder is not None and on <= LAST_DAY:
                yield {"职务或单位": holder, "类型": kind, "项目名称": sketch.name, "日期": on, "说明": None}


def _issue(*told: object) -> Row:
    """Give an issue's row from its cells in their order."""
    headings = ("项目名称", "问题", "类别", "轻重缓急", "提出日期", "要求解决日期", "解决日期")
    return dict(zip(headings, told, strict=True))


_ISSUES = (
    _issue(
        "浊漳河城区段综合治理", "两户临河建筑补偿未谈妥", "征拆", "急",
        date(2025, 9, 18), date(2025, 10, 31), date(2025, 11, 4),
    ),
    _issue(
        "城东污水处理厂扩建", "扩建用地组卷缺林地审核意见", "用地", "急", date(2025, 10, 9), date(2025, 11, 15), None
    ),
    _issue("煤机再制造基地", "专线供电方案未批复", "电", "重", date(2025, 11, 12), date(2025, 12, 15), None),
    _issue(
        "丹朱第三小学迁建", "外墙材料到货推迟", "施工", "重", date(2025, 11, 5), date(2025, 11, 30), date(2025, 12, 2)
    ),
    _issue("青椒精深加工", "环评报告需补充异味治理内容", "环评", "缓", date(2025, 11, 20), date(2025, 12, 31), None),
)  # fmt: skip
