"""The further sheets of every mechanism: what it declares goes in, comes out, and goes into an empty county alike."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl import load_workbook as open_workbook
from sqlalchemy import select
from tests.conftest import make_county

from yipanqi_core.cases.tables import case_passages, cases
from yipanqi_core.database.connection import Database
from yipanqi_core.facts.gather import gather
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.registers.tables import register_entries
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import county_scope
from yipanqi_core.work.tables import records
from yipanqi_core.workbook import layout
from yipanqi_core.workbook.export import export_county
from yipanqi_core.workbook.layout import Column, Kind, Sheet
from yipanqi_core.workbook.own_columns import own_columns
from yipanqi_core.workbook.service import load_file
from yipanqi_core.workbook.sheets import sheets_of

MECHANISMS = ("qingshui", "shimian", "yangcheng", "zhangzi")
ON = date(2024, 6, 30)
UNITS: list[list[Any]] = [
    ["单位名称", "类别"],
    ["县发展和改革局", "县直部门"], ["城关镇人民政府", "乡镇"], ["县水利局", "县直部门"], ["业主公司", "项目业主"],
]  # fmt: skip
PEOPLE: list[list[Any]] = [
    ["姓名", "登录名", "单位", "职务", "角色", "到任日期"],
    ["王建国", "wang", "县发展和改革局", "局长", "发改部门", date(2023, 1, 1)],
    ["孙丽华", "sun", "县水利局", "副局长", "部门", date(2023, 1, 1)],
]
PROJECTS: list[list[Any]] = [
    ["项目名称", "项目性质", "行业分类", "总投资(万元)", "业主单位", "责任单位"],
    ["河堤加固项目", "政府投资", "基础设施", 10000, "业主公司", "县水利局"],
    ["灌渠配套项目", "政府投资", "基础设施", 20000, "业主公司", "县水利局"],
]
ITEMS: list[list[Any]] = [
    ["项目名称", "节点名称", "类型", "计划日期"], ["河堤加固项目", "开工", "节点", date(2024, 8, 1)],
]  # fmt: skip
FIGURES: list[list[Any]] = [["项目名称", "月份", "计划(万元)", "完成(万元)"], ["河堤加固项目", "2024-01", 10, 12.5]]


SHAPED = {"数量(吨)": "3.5", "用工月份": "2024-05", "入库月份": "2024-05"}
"""Words whose form a mechanism asks for."""


Pair = tuple[Any, Any]
PAST: dict[str, dict[str, Pair]] = {
    "计划调整": {
        "项目名称": ("河堤加固项目", "河堤加固项目"), "类型": ("节点", "节点"), "节点名称": ("开工", "开工"),
        "次序": (1, 2),
        "原计划日期": (date(2024, 2, 1), date(2024, 5, 1)), "调整后计划日期": (date(2024, 5, 1), date(2024, 8, 1)),
    },
    "清单流转": {"离开日期": (date(2024, 4, 1), date(2024, 4, 1)), "入单日期": (date(2024, 3, 1), date(2024, 3, 2))},
    "责任变更": {
        "责任": ("责任单位", "责任单位"), "单位": ("城关镇人民政府", "城关镇人民政府"), "职务": (None, None),
        "产业链": (None, None), "起始日期": (None, None), "截止日期": (date(2024, 2, 1), date(2024, 3, 1)),
    },
    "任职经历": {
        "登录名": ("sun", "wang"), "职务": ("科长", "科长"), "起始日期": (None, None), "单位": ("县水利局", "县水利局"),
        "到任日期": (date(2020, 1, 1), date(2022, 1, 1)), "离任日期": (date(2021, 1, 1), date(2022, 6, 1)),
    },
}  # fmt: skip
"""What was: an item planned anew twice, stays and parts that ended, posts held before."""


def edition_of(mechanism: str) -> Edition:
    return installed().in_force(mechanism, ON)


def book(parts: dict[str, list[list[Any]]]) -> bytes:
    made = Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    for title, rows in parts.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def base() -> dict[str, list[list[Any]]]:
    named = {"单位": UNITS, "人员": PEOPLE, "项目": PROJECTS, "月度投资": FIGURES, "节点": ITEMS}
    return {title: [list(row) for row in rows] for title, rows in named.items()}


def cells(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in open_workbook(io.BytesIO(data))}


async def load(database: Database, county: County, data: bytes, **options: Any) -> dict[str, Any]:
    async with county_scope(database, county.code, "张三") as scope:
        result, _ = await load_file(scope, installed(), data, "县.xlsx", **options)
    return result


async def exported(database: Database, county: County) -> bytes:
    async with county_scope(database, county.code, "张三") as scope:
        return await export_county(scope, installed())


def filled(column: Column, sheet: Sheet, place: int) -> object:
    """A value that the column may hold, another for each place."""
    days = {"entered_on": date(2024, 3, 1), "closed_on": None, "left_on": None, "to_on": None, "until_on": None}
    if column.attribute in days:
        return days[column.attribute]
    if column.attribute == "position":
        return 1
    if column.attribute == "same" or (column.attribute == "year" and sheet.title == "流程"):
        return None
    if column.heading in SHAPED:
        return SHAPED[column.heading]
    if column.words:
        return next(iter(column.words))
    return {
        Kind.PROJECT: PROJECTS[1 + place % 2][0],
        Kind.UNIT: "县水利局",
        Kind.POST: "副局长",
        Kind.LOGIN: "sun",
        Kind.DATE: date(2024, 2, 5),
        Kind.NUMBER: 2023 if column.attribute == "year" else 3,
        Kind.DECIMAL: Decimal("12.5"),
        Kind.MONEY: Decimal("7.25"),
        Kind.LIST: "一；二",
        Kind.YES_NO: "否",
    }.get(column.kind, f"{column.heading}{place}")


def rows_of(sheet: Sheet) -> list[list[Any]]:
    return [
        [one.heading for one in sheet.columns],
        *([filled(one, sheet, at) for one in sheet.columns] for at in (0, 1)),
    ]


def whole_book(edition: Edition) -> dict[str, list[list[Any]]]:
    """A workbook with two rows on every sheet that the mechanism declares, and on 履职 one of each kind of work."""
    parts = base()
    for sheet in sheets_of(edition):
        if sheet.title == layout.RECORDS:
            parts[sheet.title] = records_of(edition, sheet)
        elif sheet.title not in layout.FIXED:
            parts[sheet.title] = _mended(edition, sheet)
    return parts


def _mended(edition: Edition, sheet: Sheet) -> list[list[Any]]:
    """Two rows that the sheet's own checks accept."""
    rows = rows_of(sheet)
    heads = rows[0]
    for heading, values in _fitting(edition, sheet).items():
        if heading in heads:
            for row, value in zip(rows[1:], values, strict=True):
                row[heads.index(heading)] = value
    return rows


def _fitting(edition: Edition, sheet: Sheet) -> dict[str, Pair]:
    """What chance values would get wrong: parts of the right team, steps of the right path."""
    found: dict[str, Pair] = {"单位": ("城关镇人民政府", "城关镇人民政府")} if _of_townships(edition, sheet) else {}
    if sheet.title in PAST:
        found = PAST[sheet.title] | {"清单": (edition.track.steps[0].title,) * 2}
    elif sheet.title == "流程":
        kind = edition.cases[0]
        title, year = kind.steps[0].title, 2023 if kind.collection else None
        names = ("事项名称0", "事项名称1")
        found = {"事项名称": names, "年度": (year, year), "阶段": (title, title), "办理结果": (None, None)}
    elif sheet.title == "年度标记":
        found = {one.heading: (None, None) for one in sheet.columns if one.inner}
        found |= {part.title: ("甲", "乙") for part in edition.marks[0].parts}
    elif sheet.title == "专班":
        part = (edition.teams or edition.bodies)[0].parts[0]
        rank = (part.ranks or (None,))[0]
        of_projects = (PROJECTS[1][0], PROJECTS[2][0]) if edition.teams else (None, None)
        found = {"项目名称": of_projects, "职责": (part.title, part.title), "职级": (rank, rank), "姓名": ("甲", "乙")}
    elif sheet.title == "专班工作方案":
        found = {one.heading: ("不适用", "2024-05-01") for one in sheet.columns if one.inner}
    elif sheet.title == "指标分配":
        found = {"已用数量": (1, 3)}
    elif sheet.title == "统筹指标":
        found = {"年度": (2023, 2024)}
    return found


def _of_townships(edition: Edition, sheet: Sheet) -> bool:
    return any(one.title == sheet.title and one.kinds for one in edition.registers)


def records_of(edition: Edition, sheet: Sheet) -> list[list[Any]]:
    heads = [one.heading for one in sheet.columns]
    rows: list[list[Any]] = [heads]
    for kind in edition.records:
        row: dict[str, Any] = {"职务或单位": "县水利局", "类型": kind.title, "项目名称": PROJECTS[1][0]}
        row |= {"日期": date(2024, 2, 6), "说明": "如实"}
        for column in () if kind.fields is None else own_columns(kind.fields):
            heading = column.heading if column.heading in heads[5:] else f"{column.heading}(填报)"
            row[heading] = FOUND.get(column.model.__name__) if column.model else filled(column, sheet, 0)
        rows.append([row.get(head) for head in heads])
    return rows


FOUND = {
    "DispatchedProblem": "问题：缺电｜类别：电｜轻重缓急：急"
    "｜交办·责任单位：县水利局｜交办·办理要求：接电｜交办·完成时限：2024-05-01\n"
    "问题：一\\｜二\\n三｜类别：路｜轻重缓急：重"
    "｜交办·责任单位：县水利局｜交办·办理要求：修｜交办·完成时限：2024-05-02",
    "FoundProblem": "问题：缺水｜类别：水｜轻重缓急：缓｜处理方式：现场解决",
    "Problem": "问题：缺路｜类别：路｜轻重缓急：重｜要求解决日期：2024-05-03",
}
"""Several problems in one cell, one a line, each value under its title."""


async def facts(database: Database, county: County) -> list[Any]:
    """All that rules are told of the projects, without the ids of rows."""
    async with county_scope(database, county.code, "张三") as scope:
        found = await gather(scope, edition_of(county.mechanism), "2024-06", ON)
    return [
        replace(
            one,
            entries=tuple(sorted((replace(e, entry="") for e in one.entries), key=repr)),
            records=tuple(sorted((replace(r, id="") for r in one.records), key=repr)),
        )
        for one in found.projects
    ]


@pytest.mark.parametrize("mechanism", MECHANISMS)
async def test_all_that_a_mechanism_declares_goes_in_comes_out_and_tells_rules_the_same(
    database: Database, mechanism: str
) -> None:
    first, second = await make_county(database, mechanism, "甲县"), await make_county(database, mechanism, "甲县")
    parts = whole_book(edition_of(mechanism))
    done = await load(database, first, book(parts), year=2024)
    assert done["errors"] == []
    assert [line for line in done["warnings"] if not line.startswith("席位")] == []
    further = {title for title in parts if title not in layout.FIXED}
    assert further
    out = await exported(database, first)
    shown = cells(out)
    assert {title for title in further if len(shown[title]) < 3} == set()
    again = await load(database, second, out, year=2024)
    told = dict.fromkeys(("case_steps", "parts"), 0)  # an export tells every case's path, and who followed whom when
    assert (again["errors"], again["created"] | told) == ([], done["created"] | told)
    assert await exported(database, second) == out
    assert await facts(database, second) == await facts(database, first)
    same = await load(database, first, out, year=2024)
    assert (any(same["created"].values()), any(same["changed"].values()), same["changes"]) == (False, False, [])


REGISTER = ["项目名称", "资金来源", "申请(万元)", "起算日期", "同名序号"]


def funds(*rows: list[Any]) -> bytes:
    return book(base() | {"项目资金来源台账": [REGISTER, *([PROJECTS[1][0], *row] for row in rows)]})


async def rounds(database: Database, county: County) -> list[tuple[Any, ...]]:
    async with database.transaction(county.id) as connection:
        e = register_entries.c
        found = await connection.execute(select(register_entries).order_by(e.entry_id, e.round))
        return [(row.round, row.since_on, row.fields["applied"], row.reason) for row in found]


@pytest.fixture
async def qingshui(database: Database) -> County:
    return await make_county(database, "qingshui", "清水县")


async def test_a_later_day_begins_a_new_state_of_an_entry_and_a_corrected_one_is_a_round_of_its_own(
    database: Database, qingshui: County
) -> None:
    await load(database, qingshui, funds(["银行融资", 100, date(2024, 1, 5), None]))
    done = await load(database, qingshui, funds(["银行融资", 150, date(2024, 3, 1), None]))
    assert (done["created"]["entries"], done["changed"]["entries"]) == (1, 0)
    told = "县域工作簿 县.xlsx"
    assert await rounds(database, qingshui) == [
        (1, date(2024, 1, 5), "100.00", None), (2, date(2024, 3, 1), "150.00", told),
    ]  # fmt: skip
    done = await load(database, qingshui, funds(["银行融资", 120, date(2024, 1, 5), None]))
    assert done["changed"]["entries"] == 1
    assert "100.00 → 120.00" in done["changes"][0]
    assert await rounds(database, qingshui) == [
        (1, date(2024, 1, 5), "100.00", None), (2, date(2024, 3, 1), "150.00", told),
        (3, date(2024, 1, 5), "120.00", told), (4, date(2024, 3, 1), "150.00", told),
    ]  # fmt: skip
    shown = cells(await exported(database, qingshui))["项目资金来源台账"]
    assert [(row[1].date(), row[4]) for row in shown[1:]] == [(date(2024, 1, 5), 120), (date(2024, 3, 1), 150)]


async def test_a_row_without_a_day_corrects_the_latest_state_and_a_first_one_counts_from_the_year_on(
    database: Database, qingshui: County
) -> None:
    await load(database, qingshui, funds(["银行融资", 100, None, None]))
    assert await rounds(database, qingshui) == [(1, date(2024, 1, 1), "100.00", None)]
    again = await load(database, qingshui, funds(["银行融资", 100, None, None]))
    assert not any(again["changed"].values())
    await load(database, qingshui, funds(["银行融资", 130, None, None]))
    assert [row[:3] for row in await rounds(database, qingshui)] == [
        (1, date(2024, 1, 1), "100.00"), (2, date(2024, 1, 1), "130.00"),
    ]  # fmt: skip


async def test_entries_of_one_name_are_told_apart_by_a_number_and_refused_without_it(
    database: Database, qingshui: County
) -> None:
    alike = (["银行融资", 100, date(2024, 1, 5), 1], ["银行融资", 200, date(2024, 1, 5), 2])
    refused = await load(database, qingshui, funds(*([*row[:3], None] for row in alike)))
    assert [(one["row"], "与第 2 行重复" in one["message"]) for one in refused["errors"]] == [(3, True)]
    await load(database, qingshui, funds(*alike))
    out = await exported(database, qingshui)
    other = await make_county(database, "qingshui", "清水县")
    assert (await load(database, other, out))["errors"] == []
    assert await exported(database, other) == out
    assert len(await rounds(database, other)) == 2


CASE = ["项目名称", "事项名称", "开始日期", "当前阶段", "进入日期", "办结日期", "用地面积", "跟踪人登录名"]


def dossier(*rows: list[Any], path: list[list[Any]] | None = None) -> bytes:
    parts = base() | {"用地报批": [CASE, *([PROJECTS[1][0], "堤段用地", date(2024, 1, 9), *row] for row in rows)]}
    if path is not None:
        head = ["项目名称", "事项类别", "事项名称", "开始日期", "次序", "阶段", "进入日期", "离开日期", "办理结果"]
        told = [[PROJECTS[1][0], "用地报批", "堤段用地", date(2024, 1, 9), *row] for row in path]
        parts["流程"] = [head, *told]
    return book(parts)


async def stays(database: Database, county: County) -> list[tuple[Any, ...]]:
    async with database.transaction(county.id) as connection:
        found = await connection.execute(select(case_passages).order_by(case_passages.c.position))
        return [(row.position, row.step, row.entered_on, row.left_on, row.outcome) for row in found]


async def test_a_case_stands_where_its_row_says_and_moves_on_with_the_next_workbook(
    database: Database, county: County
) -> None:
    await load(database, county, dossier(["组件准备", date(2024, 1, 9), None, 12.5, "sun"]))
    assert await stays(database, county) == [(1, "preparing", date(2024, 1, 9), None, None)]
    await load(database, county, dossier(["已报件", date(2024, 3, 1), None, 12.5, "sun"]))
    assert await stays(database, county) == [
        (1, "preparing", date(2024, 1, 9), date(2024, 3, 1), "passed"), (2, "submitted", date(2024, 3, 1), None, None),
    ]  # fmt: skip
    back = await load(database, county, dossier(["预审", date(2024, 2, 1), None, 12.5, "sun"]))
    assert [(one["sheet"], one["row"], one["column"]) for one in back["errors"]] == [("用地报批", 2, "进入日期")]
    assert "早于县里现在所在阶段“已报件”的进入日期 2024-03-01" in back["errors"][0]["message"]
    await load(database, county, dossier(["批复", date(2024, 4, 1), None, 12.5, "sun"]))
    async with database.transaction(county.id) as connection:
        (case,) = (await connection.execute(select(cases))).all()
    assert (case.closed_on, case.fields) == (date(2024, 4, 1), {"area_mu": "12.50"})


async def test_a_path_that_leads_elsewhere_or_belongs_to_no_case_is_refused_at_its_row(
    database: Database, county: County
) -> None:
    case = ["已报件", date(2024, 3, 1), date(2024, 3, 2), 12.5, "zhou"]
    first = [1, "组件准备", date(2024, 1, 9), None, "通过"]
    told = await load(database, county, dossier(case, path=[first, [2, "已报件", date(2024, 2, 1), None, None]]))
    assert [(one["sheet"], one["row"], one["column"]) for one in told["errors"]] == [
        ("用地报批", 2, "跟踪人登录名"), ("用地报批", 2, "办结日期"),
    ]  # fmt: skip
    case = ["已报件", date(2024, 3, 1), None, 12.5, None]
    told = await load(database, county, dossier(case, path=[first, [2, "已报件", date(2024, 2, 1), None, None]]))
    assert [(one["row"], one["column"]) for one in told["errors"]] == [(2, "离开日期"), (3, "阶段")]
    assert "“已报件”（2024-03-01）" in told["errors"][1]["message"]
    other = dossier(path=[first])
    told = await load(database, county, other)
    assert "“用地报批”表没有项目、名称、年度和开始日期都相同的事项" in told["errors"][0]["message"]


async def test_work_told_without_its_contents_is_the_county_s_own_and_with_others_another(
    database: Database, qingshui: County
) -> None:
    head = ["职务或单位", "类型", "日期", "服务事项", "办理结果"]
    work = ["县水利局", "帮包办", date(2024, 2, 6)]
    await load(database, qingshui, book(base() | {"履职": [head, [*work, "用电", "已接通"]]}))
    again = await load(database, qingshui, book(base() | {"履职": [head[:3], work]}))
    assert again["created"]["records"] == 0
    more = await load(database, qingshui, book(base() | {"履职": [head, [*work, "用水", "已接通"]]}))
    assert more["created"]["records"] == 1
    async with database.transaction(qingshui.id) as connection:
        kept = [row.data for row in await connection.execute(select(records).order_by(records.c.id))]
    assert [one["matter"] for one in kept] == ["用电", "用水"]


async def test_contents_that_a_kind_of_work_lacks_or_asks_for_are_told_at_their_cell(
    database: Database, qingshui: County
) -> None:
    head = ["职务或单位", "类型", "日期", "服务事项", "汇报对象"]
    rows = [
        ["县水利局", "帮包办", date(2024, 2, 6), "用电", "省厅"],
        ["县水利局", "推进会", date(2024, 2, 6), "用电", None],
    ]
    told = await load(database, qingshui, book(base() | {"履职": [head, *rows]}))
    assert [(one["row"], one["column"]) for one in told["errors"]] == [(2, "汇报对象"), (3, "服务事项")]
    rows = [["县水利局", "帮包办", date(2024, 2, 6), "用电", None]]
    told = await load(database, qingshui, book(base() | {"履职": [head, *rows]}))
    assert [(one["row"], one["column"], one["message"]) for one in told["errors"]] == [
        (2, "办理结果", "“帮包办”须填写“办理结果”")
    ]


async def test_what_does_not_fit_on_the_declared_sheets_is_told_with_row_and_column(
    database: Database, qingshui: County
) -> None:
    name = PROJECTS[1][0]
    parts = base() | {
        "年度标记": [["项目名称", "标记", "年度", "起算日期"], [name, "年度领导包抓安排", 24, date(2024, 1, 1)]],
        "专班": [
            ["专班", "职责", "项目名称", "姓名"],
            ["项目工作专班", "厨师", name, "甲"],
            ["项目工作专班", "组长", None, None],
        ],
        "专班工作方案": [
            ["项目名称", "专班", "制定日期", "工作方案", "征地拆迁"],
            [name, "项目工作专班", date(2024, 1, 1), "按月调度", "待定"],
        ],
        "指标分配": [
            ["指标", "年度", "项目名称", "分配日期", "分配数量", "已用数量", "依据"],
            ["新增建设用地计划指标(亩)", 2024, name, date(2024, 1, 1), 5, 6, "会议"],
        ],
        "其他年度计划": [["项目名称", "年度", "计划投资(万元)"], [name, 2024, 10]],
    }
    told = await load(database, qingshui, book(parts))
    assert [(one["sheet"], one["row"], one["column"]) for one in told["errors"]] == [
        ("年度标记", 2, "年度"),
        ("专班", 2, "职责"), ("专班", 3, "项目名称"), ("专班", 3, "职务"),
        ("专班工作方案", 2, "征地拆迁"), ("指标分配", 2, "已用数量"), ("其他年度计划", 2, "年度"),
    ]  # fmt: skip


async def test_what_was_is_kept_as_it_was(database: Database, county: County) -> None:
    edition = edition_of("shimian")
    parts = base() | {sheet.title: _mended(edition, sheet) for sheet in sheets_of(edition) if sheet.title in PAST}
    assert (await load(database, county, book(parts)))["errors"] == []
    (river, canal) = await facts(database, county)
    assert [(one.planned_on) for one in river.items] == [date(2024, 8, 1)]
    assert [(one.from_on, one.to_on) for one in river.replans] == [
        (date(2024, 2, 1), date(2024, 5, 1)), (date(2024, 5, 1), date(2024, 8, 1)),
    ]  # fmt: skip
    first = edition.track.steps[0].code
    assert (first, date(2024, 3, 1), date(2024, 4, 1)) in {(s.step, s.entered_on, s.left_on) for s in river.passages}
    assert (first, date(2024, 3, 2), date(2024, 4, 1)) in {(s.step, s.entered_on, s.left_on) for s in canal.passages}
    async with county_scope(database, county.code, "张三") as scope:
        january = await gather(scope, edition, "2024-01", date(2024, 1, 31))
    assert [one.lead_unit for one in january.projects] == ["城关镇人民政府"] * 2
    assert [one.lead_unit for one in (river, canal)] == ["县水利局"] * 2
    shown = cells(await exported(database, county))["任职经历"]
    assert [(row[0], row[2], row[4].date()) for row in shown[1:]] == [
        ("sun", "科长", date(2021, 1, 1)), ("wang", "科长", date(2022, 6, 1)),
    ]  # fmt: skip


async def test_a_replan_that_does_not_follow_upon_the_last_is_refused(database: Database, county: County) -> None:
    head = ["项目名称", "类型", "节点名称", "次序", "原计划日期", "调整后计划日期", "批准日期", "理由", "批准人"]
    said = [date(2024, 1, 9), "汛期", "县长"]
    rows = [
        ["河堤加固项目", "节点", "开工", 1, date(2024, 2, 1), date(2024, 5, 1), *said],
        ["河堤加固项目", "节点", "开工", 2, date(2024, 3, 1), date(2024, 8, 1), *said],
        ["河堤加固项目", "节点", "开工", 4, None, date(2024, 9, 1), *said],
        ["河堤加固项目", "节点", "完工", 1, None, date(2024, 9, 1), *said],
    ]
    told = await load(database, county, book(base() | {"计划调整": [head, *rows]}))
    assert [(one["row"], one["column"]) for one in told["errors"]] == [(3, "原计划日期"), (4, "次序"), (5, "节点名称")]
