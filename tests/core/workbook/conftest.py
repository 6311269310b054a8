"""A county's workbook built by hand, and loading it into a real county."""

import io
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import county_scope
from yipanqi_core.workbook.plan import Plan
from yipanqi_core.workbook.service import load_workbook, make_plan

Rows = Sequence[Sequence[Any]]
Sheets = dict[str, list[list[Any]]]
Loading = Callable[..., Awaitable[Plan]]

UNITS: Rows = [
    ["单位名称*", "类别*", "考核组", "简称"],
    ["县人民政府", "其他", None, None],
    ["县发展和改革局", "县直部门", "县级牵头部门", "发改局；发改委"],
    ["县水利局", "县直部门", "县级牵头部门", "水利局"],
    ["大渡河投资有限公司", "县属国企", "县属国企", None],
]
PEOPLE: Rows = [
    ["姓名", "登录名", "单位", "职务", "角色", "分管领域", "到任日期"],
    ["王建国", "wang", "县人民政府", "常务副县长", "县领导", "发展改革；财政", date(2023, 1, 1)],
    ["赵立新", "zhao", "发改局", "局长", "发改部门", None, date(2023, 1, 1)],
    ["孙丽华", "sun", "县水利局", "局长", "部门", None, date(2023, 1, 1)],
]
PROJECTS: Rows = [
    [
        "项目名称",
        "项目性质",
        "行业分类",
        "总投资（万元）",
        "年度计划投资(万元)",
        "业主单位",
        "责任单位",
        "包抓领导",
        "清单",
    ],
    ["河堤加固项目", "政府投资", "基础设施", 1000, 200, "大渡河投资有限公司", "水利局", "常务副县长", "拟开工"],
    ["灌渠配套项目", "政府投资", "基础设施", 999.99, None, "大渡河投资有限公司", "县水利局", None, "拟开工"],
]
ITEMS: Rows = [
    ["项目名称", "节点名称", "类型", "责任单位", "计划日期", "实际日期"],
    ["河堤加固项目", "开工", "节点", "县水利局", "2024-06-30", None],
    ["河堤加固项目", "用地", "要素", "发改委", "2024年3月1日", "2024/3/5"],
]
FIGURES: Rows = [
    ["项目名称", "月份", "计划(万元)", "完成(万元)"],
    ["河堤加固项目", "2024-01", 10, 12.5],
    ["河堤加固项目", "2024-02", 20, None],
]
ISSUES: Rows = [
    ["项目名称", "问题", "类别", "轻重缓急", "提出日期", "要求解决日期", "解决日期"],
    ["河堤加固项目", "征地受阻", "用地", "急", "2024-02-01", "2024-03-01", None],
]
RECORDS: Rows = [
    ["职务或单位", "类型", "项目名称", "日期", "说明"],
    ["常务副县长", "现场调研", "河堤加固项目", "2024-02-20", "看了三处堤段"],
    ["水利局", "推进会", None, "2024-02-21", None],
]


def sheets() -> Sheets:
    """A small, correct workbook, as lists that a test may change."""
    named: dict[str, Rows] = {
        "单位": UNITS,
        "人员": PEOPLE,
        "项目": PROJECTS,
        "节点": ITEMS,
        "月度投资": FIGURES,
        "问题": ISSUES,
        "履职": RECORDS,
    }
    return {title: [list(row) for row in rows] for title, rows in named.items()}


def built(parts: Sheets) -> bytes:
    """The file of these sheets."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, rows in parts.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def parts() -> Sheets:
    """The sheets of a small, correct workbook."""
    return sheets()


@pytest.fixture
def file() -> Callable[[Sheets], bytes]:
    """Make the file of sheets."""
    return built


@pytest.fixture
def load(database: Database) -> Loading:
    """Load a workbook, given as sheets or as a file, into a county."""

    async def loading(county: County, what: Sheets | bytes, **options: Any) -> Plan:
        data = what if isinstance(what, bytes) else built(what)
        async with county_scope(database, county.code, "张三") as scope:
            return await load_workbook(scope, installed(), data, "县.xlsx", **options)

    return loading


@pytest.fixture
def plan(database: Database) -> Loading:
    """Only plan a workbook, given as sheets or as a file, for a county."""

    async def planning(county: County, what: Sheets | bytes, **options: Any) -> Plan:
        data = what if isinstance(what, bytes) else built(what)
        async with county_scope(database, county.code, "张三") as scope:
            return await make_plan(scope, installed(), data, "县.xlsx", **options)

    return planning
