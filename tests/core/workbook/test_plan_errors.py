"""What a plan says of a workbook in error: every error of every row at once, each with what would be right."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from yipanqi_core.audit.tables import audit
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import NotInForceError
from yipanqi_core.people.tables import units
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.workbook.errors import WorkbookRefusedError

Sheets = dict[str, list[list[Any]]]
Spoil = Callable[[Sheets], object]


def put(title: str, row: int, column: int, value: object) -> Spoil:
    return lambda parts: parts[title][row - 1].__setitem__(column, value)


def add(title: str, *values: object) -> Spoil:
    return lambda parts: parts[title].append(list(values))


def drop(title: str) -> Spoil:
    return lambda parts: parts.pop(title)


def widen(title: str, heading: str, *values: object) -> Spoil:
    def spoil(parts: Sheets) -> None:
        for row, value in zip(parts[title], (heading, *values), strict=False):
            row.append(value)

    return spoil


PROJECT = ("河堤二期", "政府投资", "基础设施", 3000, None, "大渡河投资有限公司", "县水利局", None, None)
CASES: list[tuple[Spoil, tuple[str, int, str], str]] = [
    (drop("单位"), ("单位", 0, ""), "缺少“单位”工作表"),
    (drop("项目"), ("项目", 0, ""), "缺少“项目”工作表"),
    (put("项目", 1, 2, "行业"), ("项目", 1, "行业分类"), "缺少“行业分类”列"),
    (put("单位", 3, 1, None), ("单位", 3, "类别"), "不能为空；请填写：县直部门、乡镇"),
    (put("单位", 3, 1, "县直机关"), ("单位", 3, "类别"), "只能填：县直部门、乡镇"),
    (add("单位", "县水利局", "县直部门"), ("单位", 6, "单位名称"), "与第 4 行重复"),
    (add("人员", "李四", "sun", "县水利局", None, "经办"), ("人员", 5, "登录名"), "与第 4 行重复"),
    (put("人员", 4, 6, "去年"), ("人员", 4, "到任日期"), "不是日期"),
    (put("人员", 4, 2, "水利所"), ("人员", 4, "单位"), "没有名称或简称为“水利所”的单位，是否为“水利局”"),
    (put("项目", 3, 0, "堤" * 201), ("项目", 3, "项目名称"), "最多 200 个字"),
    (put("项目", 2, 3, "一千万"), ("项目", 2, "总投资(万元)"), "不是金额"),
    (put("项目", 2, 3, -5), ("项目", 2, "总投资(万元)"), "金额不能为负"),
    (put("项目", 2, 7, "分管林业副县长"), ("项目", 2, "包抓领导"), "没有“分管林业副县长”这个职务"),
    (put("项目", 2, 7, "局长"), ("项目", 2, "包抓领导"), "“局长”不止一个：县发展和改革局局长、县水利局局长"),
    (put("项目", 2, 8, "拟投产"), ("项目", 2, "清单"), "只能填：拟签约/拟立项、拟开工、已开工、未列入"),
    (add("项目", *PROJECT), ("项目", 5, "项目名称"), "与第 4 行重复"),
    (put("节点", 2, 0, "河提加固项目"), ("节点", 2, "项目名称"), "没有名为“河提加固项目”的项目，是否为“河堤加固项目”"),
    (put("节点", 2, 4, None), ("节点", 2, "计划日期"), "不能为空；请填写日期，如 2024-06-30"),
    (put("节点", 2, 5, "2999-01-01"), ("节点", 2, "实际日期"), "不合理"),
    (put("节点", 2, 5, "2090-01-01"), ("节点", 2, "实际日期"), "还没有到"),
    (add("节点", "河堤加固项目", "开工", "节点", None, "2024-07-01"), ("节点", 4, "节点名称"), "与第 2 行重复"),
    (add("月度投资", "河堤加固项目", "2024年1月", 1, 1), ("月度投资", 4, "月份"), "与第 2 行重复"),
    (put("月度投资", 2, 1, "一月"), ("月度投资", 2, "月份"), "不是月份"),
    (put("问题", 2, 6, "2024-01-31"), ("问题", 2, "解决日期"), "早于提出日期 2024-02-01"),
    (put("履职", 2, 0, "水务局"), ("履职", 2, "职务或单位"), "没有“水务局”这个职务或单位，是否为“水利局”"),
    (widen("项目", "议定日期", "二月"), ("项目", 2, "议定日期"), "不是日期"),
    (widen("项目", "年度政府投资清单内", "对"), ("项目", 2, "年度政府投资清单内"), "只能填：是、否"),
    (widen("节点", "办理层级", "镇级"), ("节点", 2, "办理层级"), "只能填：县级、市级、省级、国家级"),
    (drop("月度投资"), ("月度投资", 0, "月份"), "--year"),
    (add("月度投资", "河堤加固项目", "2023-12", 1, 1), ("月度投资", 0, "月份"), "2023、2024 几个年度；请指明"),
]


@pytest.mark.parametrize(("spoil", "place", "says"), CASES, ids=[f"{c[1][0]}-{c[2]}" for c in CASES])
async def test_each_error_names_its_place_and_what_would_be_right(
    county: County, plan: Any, parts: Sheets, spoil: Spoil, place: tuple[str, int, str], says: str
) -> None:
    if "重复" in says and place[0] == "项目":
        parts["项目"].append(list(PROJECT))
    spoil(parts)
    problems = (await plan(county, parts)).problems
    at_place = [one for one in problems if (one.sheet, one.row, one.column) == place]
    assert len(at_place) == 1, problems
    assert says in at_place[0].message
    if place[2] != "行业分类":
        assert len(problems) == 1, problems


async def test_rows_that_name_a_project_whose_own_name_is_in_error_are_not_reported_again(
    county: County, plan: Any, parts: Sheets
) -> None:
    first, second = parts["项目"][1][0], parts["项目"][2][0]
    parts["项目"][2][0] = first
    for day in ("2024-05-01", "2024-06-01"):
        parts["节点"].append([second, f"{day}前完成", "节点", None, day])
    parts["节点"].append(["没有的项目", "开工", "节点", None, "2024-06-01"])
    problems = (await plan(county, parts)).problems
    assert [(one.sheet, one.row, one.column) for one in problems] == [
        ("项目", 3, "项目名称"),
        ("节点", len(parts["节点"]), "项目名称"),
    ], problems


async def test_every_error_of_every_row_is_told_at_once_and_nothing_is_changed(
    database: Database, county: County, load: Any, parts: Sheets
) -> None:
    for title, row, column, value in (
        ("单位", 3, 1, "县直机关"),
        ("单位", 4, 1, None),
        ("人员", 4, 6, "去年"),
        ("项目", 2, 1, "财政投资"),
        ("项目", 2, 3, "一千万"),
        ("项目", 2, 7, "分管林业副县长"),
        ("项目", 3, 5, "某公司"),
        ("节点", 2, 4, "6月底"),
        ("节点", 3, 2, "事项"),
        ("月度投资", 3, 2, "多"),
        ("问题", 2, 3, "特急"),
        ("履职", 2, 3, None),
    ):
        parts[title][row - 1][column] = value
    with pytest.raises(WorkbookRefusedError, match="12 处错误") as refused:
        await load(county, parts)
    places = [(one.sheet, one.row, one.column) for one in refused.value.plan.problems]
    assert places == [
        ("单位", 3, "类别"),
        ("单位", 4, "类别"),
        ("项目", 2, "项目性质"),
        ("项目", 2, "总投资(万元)"),
        ("项目", 2, "包抓领导"),
        ("项目", 3, "业主单位"),
        ("人员", 4, "到任日期"),
        ("节点", 2, "计划日期"),
        ("节点", 3, "类型"),
        ("月度投资", 3, "计划(万元)"),
        ("问题", 2, "轻重缓急"),
        ("履职", 2, "日期"),
    ]
    async with database.transaction(county.id) as connection:
        assert (await connection.execute(select(func.count()).select_from(units))).scalar_one() == 0
        assert (await connection.execute(select(func.count()).select_from(audit))).scalar_one() == 1


async def test_a_short_name_that_two_units_share_is_refused_where_it_is_used(
    county: County, plan: Any, parts: Sheets
) -> None:
    parts["单位"].append(["县水利水电局", "县直部门", None, "水利局"])
    problems = (await plan(county, parts)).problems
    assert {(one.sheet, one.row, one.column) for one in problems} == {
        ("项目", 2, "责任单位"),
        ("履职", 3, "职务或单位"),
    }
    assert "几个单位的简称：县水利局、县水利水电局；请写单位全称" in problems[0].message


async def test_two_people_on_one_post_need_different_first_days(county: County, plan: Any, parts: Sheets) -> None:
    parts["人员"].append(["钱进", "qian", "县水利局", "局长", "部门", None, date(2023, 1, 1)])
    parts["人员"].append(["周全", "zhou", "发改局", "局长", "发改部门", None, None])
    problems = (await plan(county, parts)).problems
    assert [(one.row, one.column) for one in problems] == [(4, "到任日期"), (5, "到任日期")]
    assert "第 5 行" in problems[0].message


async def test_what_has_not_happened_by_the_countys_own_date_is_refused(
    database: Database, county: County, plan: Any, parts: Sheets
) -> None:
    async with database.transaction(county.id) as connection:
        await set_dates(Scope(connection, county.id, "test"), clock_date=date(2024, 2, 20))
    problems = (await plan(county, parts)).problems
    assert [(one.sheet, one.row, one.column) for one in problems] == [("节点", 3, "实际日期"), ("履职", 3, "日期")]
    assert "今天是 2024-02-20" in problems[0].message


async def test_what_is_only_doubtful_is_taken_with_a_warning(county: County, plan: Any, parts: Sheets) -> None:
    parts["单位"][2][2] = "乡镇组"
    parts["履职"].append(["水利局", "喝茶", None, "2024-02-22", None])
    parts["履职"].append(["水利局", "喝茶", None, "2024-02-22", None])
    parts["项目"][1][3] = "1.2亿元"
    widen("项目", "备注", "甲")(parts)
    parts["说明"] = [["随便写写"], ["这是说明"]]
    done = await plan(county, parts)
    said = "\n".join(done.warnings)
    for wanted in (
        "考核组“乡镇组”（1 个单位）不是机制中的考核组",
        "类型“喝茶”（2 行）不是机制中的工作记录",
        "“履职”表第 4、5 行各列完全相同，按一条计",
        "按 1.2亿元 读作 12000.00 万元",
        "“项目”表有不认识的列“备注”",
        "不认识的工作表“说明”",
        "席位“分管招商引资副县长”未绑定：没有分管领域含“招商引资”的职务",
    ):
        assert wanted in said
    assert done.problems == ()
    assert done.created["records"] == 3


async def test_a_year_before_the_mechanism_is_refused_as_a_whole(county: County, plan: Any, parts: Sheets) -> None:
    with pytest.raises(NotInForceError, match="2024-01-01"):
        await plan(county, parts, year=2023)


async def test_a_named_year_lets_months_of_several_years_load(county: County, load: Any, parts: Sheets) -> None:
    parts["月度投资"].append(["河堤加固项目", "2025-01", 5, None])
    done = await load(county, parts, year=2025)
    assert (done.year, done.created["figures"]) == (2025, 3)


async def test_a_table_s_name_above_the_headings_is_one_error_that_says_where_they_stand(
    county: County, plan: Any, parts: Any
) -> None:
    parts["项目"].insert(0, ["2024 年重点项目表"])
    told = [(one.sheet, one.row, one.message) for one in (await plan(county, parts)).problems]
    assert told == [("项目", 1, "列标题在第 2 行，应在第一行；请删去上面的表名等各行（合并的单元格一并删去）")]


async def test_a_heading_or_a_sheet_that_is_nearly_right_is_named(county: County, plan: Any, parts: Any) -> None:
    parts["项目"][0][3] = "总投资"
    (one,) = (await plan(county, parts)).problems
    assert one.message == "缺少“总投资(万元)”列；“总投资”列如果就是它，请改名为“总投资(万元)”"
    parts["项目汇总"] = parts.pop("项目")
    (one,) = (await plan(county, parts)).problems
    assert one.message == "缺少“项目”工作表；“项目汇总”表如果就是它，请改名为“项目”"


async def test_totals_and_remarks_at_the_foot_are_one_error_each(county: County, plan: Any, parts: Any) -> None:
    parts["项目"] += [["合 计", None, None, 1999.99], ["注：以上含征地费"]]
    told = [(one.row, one.column) for one in (await plan(county, parts)).problems]
    assert told == [(4, "项目名称"), (5, "项目名称")]


async def test_names_that_differ_by_width_or_spaces_alone_are_not_two(
    county: County, plan: Any, load: Any, parts: Any
) -> None:
    first = list(parts["项目"][1])
    parts["项目"] += [["一期工程（东段）", *first[1:]], ["一期工程(东 段)", *first[1:]]]
    parts["单位"].append(["县水利局 ", "县直部门"])
    parts["单位"].append(["县 水利局", "县直部门"])
    told = [(one.sheet, one.row, one.column) for one in (await plan(county, parts)).problems]
    assert told == [("单位", 6, "单位名称"), ("单位", 7, "单位名称"), ("项目", 5, "项目名称")]
    parts["单位"], parts["项目"] = parts["单位"][:-2], parts["项目"][:-1]
    await load(county, parts)
    parts["项目"][3][0] = "一期工程(东段)"
    (one,) = (await plan(county, parts)).problems
    assert "县里已有“一期工程（东段）”" in one.message


async def test_several_in_one_cell_without_semicolons_are_warned_of(county: County, plan: Any, parts: Any) -> None:
    parts["人员"][1][5] = "发展改革、财政"
    found = (await plan(county, parts)).warnings
    assert any("“发展改革、财政”按“；”分开读" in line for line in found)


async def test_a_month_that_cannot_be_read_is_told_once_at_its_cell(county: County, plan: Any, parts: Any) -> None:
    for row in parts["月度投资"][1:]:
        row[1] = "2024-13"
    told = [(one.sheet, one.row, one.column) for one in (await plan(county, parts)).problems]
    assert told == [("月度投资", 2, "月份"), ("月度投资", 3, "月份")]
