"""What is written is inert, and reads back as it was."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yipanqi_core.workbook import wire
from yipanqi_core.workbook.cells import parse_money, parse_month
from yipanqi_core.workbook.child import read_workbook
from yipanqi_core.workbook.limits import FILE
from yipanqi_core.workbook.raw import RawWorkbook
from yipanqi_core.workbook.reader import read_lines
from yipanqi_core.workbook.writer import ColumnKind, OutColumn, OutSheet, heading_width, write_workbook

CREATED = datetime(2024, 7, 1, tzinfo=UTC)
COLUMNS = (
    OutColumn("项目名称", ColumnKind.TEXT, 30),
    OutColumn("总投资(万元)", ColumnKind.MONEY),
    OutColumn("计划日期", ColumnKind.DATE),
    OutColumn("月份", ColumnKind.MONTH),
    OutColumn("次数", ColumnKind.NUMBER),
)
ROW = ("石棉县锂电项目", Decimal("16.67"), date(2024, 6, 30), "2024-06", 3)
DANGEROUS = [
    "=cmd()",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "http://example.org",
    "{=1}",
    "1e5",
    "_x0041_",
    "'=1",
    "=" * 300,
]
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    lambda text: text.strip() != ""
)
MONEY = st.decimals(0, Decimal("9999999999999999.99"), places=2)
DAYS = st.dates(date(1949, 1, 1), date(2100, 12, 31))


def file_of(*rows: tuple[object, ...], title: str = "项目") -> bytes:
    return write_workbook([OutSheet(title, COLUMNS, rows)], CREATED)


def read_here(data: bytes) -> RawWorkbook:
    return wire.assemble(wire.encode(line) for line in read_lines(data, FILE))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(TEXTS, MONEY, DAYS, st.just("2024-06"), st.integers(-(10**15), 10**15)), min_size=1, max_size=8)
)
def test_what_was_written_reads_back_the_same(rows: list[tuple[object, ...]]) -> None:
    workbook = read_here(file_of(*rows))
    assert workbook.problems == ()
    for row, read in zip(rows, workbook.sheets[0].rows, strict=True):
        text, money, day, month, count = read.cells.values()
        assert (text, parse_money(money).amount, day, parse_month(month)) == row[:4]
        assert int(str(count)) == row[4]


def test_what_was_written_reads_back_the_same_through_the_child() -> None:
    sheet = read_workbook(file_of(ROW, ("乙", None, None, None, None))).sheets[0]
    assert sheet.headings == tuple(column.heading for column in COLUMNS)
    assert list(sheet.rows[0].cells.values()) == ["石棉县锂电项目", 16.67, date(2024, 6, 30), "2024-06", 3]
    assert list(sheet.rows[1].cells.values()) == ["乙", None, None, None, None]


def test_text_that_looks_like_a_formula_or_a_link_stays_text() -> None:
    data = file_of(*((text, None, None, None, None) for text in DANGEROUS))
    assert [row.cells["项目名称"] for row in read_here(data).sheets[0].rows] == DANGEROUS
    cells = [row[0] for row in openpyxl.load_workbook(io.BytesIO(data))["项目"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells[:5])
    assert not any(cell.hyperlink for cell in cells)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b"<f" not in parts.read("xl/worksheets/sheet1.xml").replace(b"<formatCode", b"")


def test_an_amount_that_a_float_cannot_hold_is_written_as_its_digits() -> None:
    amount = Decimal("1234567890123456.78")
    (row,) = read_here(file_of(("甲", amount, None, None, None))).sheets[0].rows
    assert row.cells["总投资(万元)"] == "1234567890123456.78"
    assert parse_money(row.cells["总投资(万元)"]).amount == amount


def test_the_same_sheets_give_the_same_bytes() -> None:
    assert file_of(ROW) == file_of(ROW)
    assert file_of(ROW) != file_of((*ROW[:4], 4))


def test_the_first_row_is_frozen_and_filtered_and_dates_are_dates() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(file_of(ROW)))["项目"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E2"
    assert sheet["C2"].is_date
    assert sheet["C2"].number_format == "yyyy-mm-dd"
    assert sheet["D2"].number_format == "@"


def test_a_sheet_without_rows_is_written_with_its_headings() -> None:
    assert read_here(file_of()).sheets[0].headings[0] == "项目名称"


@pytest.mark.parametrize(
    "row",
    [
        ("字" * 32_768, None, None, None, None),
        ("甲", "十万", None, None, None),
        ("甲", Decimal("NaN"), None, None, None),
        ("甲", True, None, None, None),
        ("甲", None, "2024-06-30", None, None),
        ("甲",),
    ],
)
def test_a_value_that_its_column_cannot_hold_is_refused_and_never_dropped(row: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match=r"第 2 行|zip"):
        file_of(row)


def test_a_sheet_title_that_excel_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="31"):
        file_of(ROW, title="表" * 32)


def test_a_heading_s_width_leaves_room_for_the_button_of_its_filter() -> None:
    assert heading_width("总投资(万元)") == len("总投资万元") * 2 + len("()") + 4
