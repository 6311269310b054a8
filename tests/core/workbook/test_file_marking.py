"""A clerk gets the own file back with every error where it is."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from yipanqi_core.workbook.child import read_workbook
from yipanqi_core.workbook.limits import MARKING
from yipanqi_core.workbook.mark import mark_errors, mark_errors_async
from yipanqi_core.workbook.raw import CellProblem, WorkbookFileError

SAMPLE = (Path(__file__).parents[2] / "data" / "shimian-2024.xlsx").read_bytes()
RED = "FFFFC7CE"
PROBLEMS = [
    CellProblem("项目", 3, "总投资(万元)", "=1+1", "不是金额；请填数字"),
    CellProblem("项目", 3, "总投资（万元）", "=1+1", "又一处"),
    CellProblem("人员", 2, "B", "leader1", "登录名重复"),
    CellProblem("人员", 999_999, "姓名", "", "行在表外"),
    CellProblem("人员", 2, "没有这一列", "", "列不存在"),
    CellProblem("没有这张表", 0, "", "", "缺少工作表"),
]


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def coloured(sheet: Any) -> list[str]:
    return [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.start_color.rgb == RED]


def test_bad_cells_are_coloured_and_commented_and_the_rest_is_as_it_was() -> None:
    book = opened(mark_errors(SAMPLE, PROBLEMS))
    assert coloured(book["项目"]) == ["E3"]
    assert coloured(book["人员"]) == ["B2"]
    assert book["项目"]["E3"].comment.text == "不是金额；请填数字\n又一处"
    assert coloured(book["节点"]) == []
    before = opened(SAMPLE)
    assert book.sheetnames[1:] == before.sheetnames
    for sheet in before.worksheets:
        assert [*book[sheet.title].values] == [*sheet.values]


def test_the_first_sheet_lists_every_error_as_inert_text() -> None:
    book = opened(mark_errors(SAMPLE, PROBLEMS))
    assert book.sheetnames[0] == "错误"
    assert book.active is book["错误"]
    rows = list(book["错误"].values)
    assert rows[0] == ("工作表", "行", "列", "值", "问题与改法")
    assert rows[1] == ("项目", 3, "总投资(万元)", "=1+1", "不是金额；请填数字")
    assert rows[6] == ("没有这张表", None, None, None, "缺少工作表")
    assert len(rows) == len(PROBLEMS) + 1
    assert book["错误"]["D2"].data_type == "s"
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] in ([], ["错误"])


def test_a_file_that_was_marked_before_loses_its_old_marks() -> None:
    book = opened(mark_errors(mark_errors(SAMPLE, PROBLEMS), PROBLEMS[2:3]))
    assert book.sheetnames.count("错误") == 1
    assert coloured(book["项目"]) == []
    assert book["项目"]["E3"].comment is None
    assert coloured(book["人员"]) == ["B2"]


def test_a_marked_file_is_still_a_workbook_that_can_be_loaded() -> None:
    marked = read_workbook(mark_errors(SAMPLE, PROBLEMS))
    plain = read_workbook(SAMPLE)
    assert [sheet for sheet in marked.sheets if sheet.title != "错误"] == list(plain.sheets)


def test_the_covered_part_of_a_merged_cell_is_marked_without_harm() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "项目"
    sheet.append(["项目名称"])
    sheet.append(["甲"])
    sheet.merge_cells("A2:A3")
    file = io.BytesIO()
    book.save(file)
    assert opened(mark_errors(file.getvalue(), [CellProblem("项目", 3, "项目名称", "", "不能为空")])).sheetnames == [
        "错误",
        "项目",
    ]


async def test_marking_what_is_no_workbook_or_takes_too_long_is_refused() -> None:
    with pytest.raises(WorkbookFileError, match="损坏"):
        await mark_errors_async(SAMPLE[:1000], PROBLEMS)
    with pytest.raises(WorkbookFileError, match="对照错误清单"):
        mark_errors(SAMPLE, PROBLEMS, replace(MARKING, wall_seconds=0.01))


def test_a_file_with_thousands_of_errors_is_marked_in_the_time_that_there_is() -> None:
    problems = [CellProblem("履职", row, "类型", "", "不能为空") for row in range(2, 1700)]
    sheet = opened(mark_errors(SAMPLE, problems))["履职"]
    heading = [str(cell.value).startswith("类型") for cell in sheet[1]].index(True) + 1
    assert all(sheet.cell(row, heading).fill.start_color.rgb == "FFFFC7CE" for row in (2, 1001, 1699))
    commented = [row for row in range(2, 1700) if sheet.cell(row, heading).comment is not None]
    assert commented == list(range(2, 1002))  # the list of errors tells the others
