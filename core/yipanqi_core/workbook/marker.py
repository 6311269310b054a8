"""Marks errors in a clerk's own file with openpyxl; runs inside the child process."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Iterable

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from yipanqi_core.workbook.limits import FileLimits
from yipanqi_core.workbook.package import Package, check_envelope
from yipanqi_core.workbook.raw import CellProblem, WorkbookFileError, normalize_heading
from yipanqi_core.workbook.rebuild import rebuild

TITLE = "错误"
AUTHOR = "一盘棋"
_COLOUR = "FFFFC7CE"
_FILL = PatternFill("solid", start_color=_COLOUR, end_color=_COLOUR)
_MOST_COMMENTS = 1000  # each is a drawing of its own; the list of errors tells every one
_WIDTHS = {"A": 12, "B": 8, "C": 20, "D": 28, "E": 70}


def marked(payload: bytes, limits: FileLimits) -> bytes:
    """Return the marked file for a line of problems followed by the file; raises WorkbookFileError."""
    header, _, data = payload.partition(b"\n")
    problems = [CellProblem(*fields) for fields in json.loads(header)]
    check_envelope(data, limits)
    rebuild(Package(data, limits), limits)  # for its bounds: openpyxl has none
    try:
        book = load_workbook(io.BytesIO(data), keep_links=False)
        _mark(book, problems)
        file = io.BytesIO()
        book.save(file)
    except (MemoryError, WorkbookFileError):
        raise
    except Exception as error:
        raise WorkbookFileError("无法在原文件上标注错误；请对照错误清单修改", repr(error)) from error
    return file.getvalue()


def _mark(book: Workbook, problems: list[CellProblem]) -> None:
    if TITLE in book.sheetnames:
        book.remove(book[TITLE])
    sheets = {normalize_heading(sheet.title): sheet for sheet in reversed(book.worksheets)}
    for sheet in book.worksheets:
        _unmark(sheet)
        sheet.sheet_view.tabSelected = False  # else an edit would go to every selected sheet
    of_sheet: dict[str, list[CellProblem]] = defaultdict(list)
    for problem in problems:
        of_sheet[normalize_heading(problem.sheet)].append(problem)
    left = _MOST_COMMENTS
    for title, sheet in sheets.items():
        left -= _mark_sheet(sheet, of_sheet[title], left)
    _write_list(book.create_sheet(TITLE, 0), problems)
    book.active = 0


def _unmark(sheet: Worksheet) -> None:
    """Take away the marks of an earlier round."""
    for cell in sheet._cells.values():  # iter_rows would make a cell for every blank place
        if isinstance(cell, Cell) and cell.comment and cell.comment.author == AUTHOR:
            cell.comment = None
            cell.fill = PatternFill()


def _mark_sheet(sheet: Worksheet, problems: Iterable[CellProblem], comments: int) -> int:
    """Colour the bad cells, with at most so many comments; gives how many cells were marked."""
    columns, rows, last = _columns(sheet), sheet.max_row, sheet.max_column  # each looks at every cell
    messages: dict[tuple[int, int], list[str]] = {}
    for problem in problems:
        column = columns.get(normalize_heading(problem.column)) or _lettered(problem.column, last)
        if column and 1 <= problem.row <= rows:
            messages.setdefault((problem.row, column), []).append(problem.message)
    for place, ((row, column), texts) in enumerate(messages.items()):
        cell = sheet.cell(row, column)
        cell.fill = _FILL
        if place < comments and isinstance(cell, Cell):  # the covered part of a merged cell takes no comment
            cell.comment = Comment("\n".join(dict.fromkeys(texts)), AUTHOR, height=90, width=300)
    return len(messages)


def _columns(sheet: Worksheet) -> dict[str, int]:
    """Return the number of each heading's column, the first where a heading is repeated."""
    columns: dict[str, int] = {}
    for number, cell in enumerate(next(sheet.iter_rows(max_row=1), ()), 1):
        if cell.value is not None:
            columns.setdefault(normalize_heading(str(cell.value)), number)
    return columns


def _lettered(column: str, last: int) -> int | None:
    if not (column.isascii() and column.isalpha() and len(column) <= 3):
        return None
    index = column_index_from_string(column.upper())
    return index if index <= last else None


def _write_list(sheet: Worksheet, problems: Iterable[CellProblem]) -> None:
    for number, text in enumerate(("工作表", "行", "列", "值", "问题与改法"), 1):
        sheet.cell(1, number, text).font = Font(bold=True)
    for row, problem in enumerate(problems, 2):
        fields = (problem.sheet, problem.row or "", problem.column, problem.value, problem.message)
        for number, value in enumerate(fields, 1):
            _write_inert(sheet.cell(row, number), value)
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:E{sheet.max_row}"


def _write_inert(cell: Cell | MergedCell, value: str | int) -> None:
    """Write a value that nothing will take for a formula."""
    cell.value = value if isinstance(value, int) else "".join(c for c in value if c >= " " or c in "\t\n")[:32_767]
    if isinstance(value, str) and value:
        cell.data_type = "s"
        cell.quotePrefix = True
