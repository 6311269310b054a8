"""A workbook is read by its headings, each value exact, each unreadable cell named with its place."""

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from yipanqi_core.workbook.cells import parse_money
from yipanqi_core.workbook.child import read_workbook
from yipanqi_core.workbook.raw import CellProblem, RawSheet

SAMPLE = Path(__file__).parents[2] / "data" / "shimian-2024.xlsx"


def written(fill: Callable[[Any, Any], None], title: str = "项目", **options: object) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, options) as book:
        fill(book, book.add_worksheet(title))
    return file.getvalue()


def only_sheet(data: bytes) -> RawSheet:
    (sheet,) = read_workbook(data).sheets
    return sheet


def test_the_sample_county_is_read_whole() -> None:
    workbook = read_workbook(SAMPLE.read_bytes())
    assert {sheet.title: len(sheet.rows) for sheet in workbook.sheets} == {
        "单位": 66,
        "人员": 14,
        "项目": 60,
        "节点": 390,
        "月度投资": 468,
        "问题": 35,
        "履职": 1745,
    }
    assert workbook.problems == ()
    people = workbook.sheet("人员")
    assert people is not None
    assert people.rows[1].number == 3
    assert people.rows[1].cells == {
        "姓名": "李志强",
        "登录名": "leader2",
        "单位": "县人民政府",
        "职务": "常务副县长",
        "角色": "县领导",
        "分管领域": "发展改革；财政；统计",
        "到任日期": date(2023, 1, 1),
    }
    assert workbook.sheet("没有") is None


def test_headings_are_found_in_any_order_and_width_and_blank_rows_are_passed_over() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 2, ["总投资（万元）", " 项目名称* "])
        sheet.write_row(3, 2, [1000, "甲"])
        sheet.write_row(5, 2, ["", "  "])
        sheet.write_row(6, 2, [16.67, "乙"])

    sheet = only_sheet(written(fill))
    assert sheet.headings == ("总投资(万元)", "项目名称")
    assert [row.number for row in sheet.rows] == [4, 7]
    assert sheet.rows[0].cells == {"总投资(万元)": 1000, "项目名称": "甲"}
    assert str(parse_money(sheet.rows[1].cells["总投资(万元)"]).amount) == "16.67"


def test_values_keep_their_kind() -> None:
    def fill(book: Any, sheet: Any) -> None:
        day, moment = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}), book.add_format({"num_format": 22})
        chinese, clock = book.add_format({"num_format": 31}), book.add_format({"num_format": "h:mm"})
        sheet.write_row(0, 0, list("甲乙丙丁戊己庚辛"))
        sheet.write_row(1, 0, [1.5, 3, True, "2024-06-30"])
        for column, (number, style) in enumerate([(45473, day), (45473.5, moment), (45473, chinese), (0.5, clock)], 4):
            sheet.write_number(1, column, number, style)

    values = list(only_sheet(written(fill)).rows[0].cells.values())
    noon = datetime(2024, 6, 30, 12)  # noqa: DTZ001 - Excel knows no zones
    assert values == [1.5, 3, True, "2024-06-30", date(2024, 6, 30), noon, date(2024, 6, 30), "12:00:00"]
    assert [type(value) for value in values[:4]] == [float, int, bool, str]


def test_dates_counted_from_1904_are_the_same_days() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_string(0, 0, "日期")
        sheet.write_datetime(1, 0, date(2024, 6, 30), book.add_format({"num_format": 14}))

    assert only_sheet(written(fill, date_1904=True)).rows[0].cells == {"日期": date(2024, 6, 30)}


def test_a_formula_is_a_problem_at_its_place_even_without_a_stored_value() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["项目名称", "总投资(万元)"])
        sheet.write_string(1, 0, "甲")
        sheet.write_formula(1, 1, "=1+1", None, 2)
        sheet.write_formula(4, 1, "=A1", None, "")

    workbook = read_workbook(written(fill))
    assert [(p.sheet, p.row, p.column, p.value) for p in workbook.problems] == [
        ("项目", 2, "总投资(万元)", "2"),
        ("项目", 5, "总投资(万元)", ""),
    ]
    assert all("选择性粘贴" in problem.message for problem in workbook.problems)
    assert [row.spoiled for row in workbook.sheets[0].rows] == [{"总投资(万元)"}, {"总投资(万元)"}]


def test_an_error_value_is_a_problem_at_its_place() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["项目名称", "总投资(万元)"])
        sheet.write_string(1, 0, "甲")
        sheet.write_formula(1, 1, "=A1/0", None, "#DIV/0!")

    (problem,) = read_workbook(written(fill)).problems
    assert problem == CellProblem(
        "项目", 2, "总投资(万元)", "#DIV/0!", "单元格是 Excel 错误值 #DIV/0!；请改成正确的内容或清空"
    )


def test_a_repeated_heading_is_a_problem_and_its_first_column_is_read() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["总投资(万元)", "项目名称", "总投资（ 万元 ）"])
        sheet.write_row(1, 0, [1, "甲", 2])

    workbook = read_workbook(written(fill))
    (problem,) = workbook.problems
    assert (problem.sheet, problem.row, problem.column, problem.value) == ("项目", 1, "C", "总投资(万元)")
    assert workbook.sheets[0].rows[0].cells == {"总投资(万元)": 1, "项目名称": "甲"}


def test_a_filled_column_without_a_heading_is_named_and_its_formulas_are_nobodys_concern() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["项目名称"])
        sheet.write_row(1, 0, ["甲", "", "旁注"])
        sheet.write_formula(2, 27, "=1", None, 1)

    workbook = read_workbook(written(fill))
    assert workbook.problems == ()
    assert workbook.sheets[0].untitled == ("C", "AB")
    assert len(workbook.sheets[0].rows) == 1


def test_a_sheet_without_headings_in_its_first_row_is_a_problem_and_an_empty_one_is_not() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(2, 0, ["项目名称"])
        book.add_worksheet("空表")

    workbook = read_workbook(written(fill))
    assert [(p.sheet, p.row) for p in workbook.problems] == [("项目", 1)]
    assert [(sheet.title, sheet.rows) for sheet in workbook.sheets] == [("项目", ()), ("空表", ())]


def test_two_sheets_of_one_name_are_a_problem() -> None:
    workbook = read_workbook(written(lambda book, _: book.add_worksheet("项 目"), title="项目"))
    assert [(p.sheet, p.row, p.value) for p in workbook.problems] == [("项目", 0, "项 目")]


def test_merged_cells_and_comments_and_links_are_read_as_their_text() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["项目名称", "建设地点"])
        sheet.merge_range(1, 0, 2, 0, "甲")
        sheet.write_url(1, 1, "https://example.org", string="乙")
        sheet.write_comment(1, 1, "旁注")

    sheet = only_sheet(written(fill))
    assert [row.cells for row in sheet.rows] == [{"项目名称": "甲", "建设地点": "乙"}]
