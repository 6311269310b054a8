"""Cells are read exactly or refused with what would be right."""

import contextlib
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yipanqi_core.workbook.cells import (
    CellError,
    Money,
    is_blank,
    parse_choice,
    parse_date,
    parse_money,
    parse_month,
    parse_text,
    split_list,
)
from yipanqi_core.workbook.raw import CellValue, normalize_heading, shown

THE_DAY = date(2024, 6, 30)
DAYS = st.dates(date(1949, 1, 1), date(2100, 12, 31))
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
ANY_CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.from_regex(r"[0-9.,元万亿年月日\-/ ]*"),
)


@pytest.mark.parametrize(
    "value",
    [
        THE_DAY,
        datetime(2024, 6, 30),  # noqa: DTZ001 - Excel knows no zones
        "2024-06-30",
        "2024/6/30",
        "2024.6.30",
        "2024年6月30日",
        " ２０２４－０６－３０ ",
        "2024-06-30 00:00:00",
    ],
)
def test_a_day_is_read_in_every_usual_way_of_writing_it(value: CellValue) -> None:
    assert parse_date(value) == THE_DAY


@pytest.mark.parametrize(
    ("value", "because"),
    [
        (datetime(2024, 6, 30, 8, 30), "时刻"),  # noqa: DTZ001
        ("2024-06-30 08:30", "2024-06-30"),
        ("2024-02-30", "不存在"),
        ("2024-6/30", "不是日期"),
        ("6月30日", "不是日期"),
        ("20240630", "不是日期"),
        ("١٢٣٤-06-30", "不是日期"),
        (45473, "设为日期"),
        (True, "日期"),
        (None, "空白"),
        ("1948-12-31", "1949"),
        (date(2101, 1, 1), "2100"),
    ],
)
def test_what_is_not_a_day_is_refused_with_the_reason(value: CellValue, because: str) -> None:
    with pytest.raises(CellError, match=because):
        parse_date(value)


@given(DAYS)
def test_every_day_survives_each_way_of_writing_it(on: date) -> None:
    plain = f"{on.year}-{on.month:02}-{on.day:02}"
    written = [plain, plain.translate(FULL_WIDTH), plain.replace("-", "/"), plain.replace("-", ".")]
    assert {parse_date(text) for text in [*written, f"{on.year}年{on.month}月{on.day}日"]} == {on}


@pytest.mark.parametrize("value", ["2024-06", "2024/6", "2024.6", "2024年6月", "２０２４年６月", date(2024, 6, 1)])
def test_a_month_is_read_in_every_usual_way_of_writing_it(value: CellValue) -> None:
    assert parse_month(value) == "2024-06"


@pytest.mark.parametrize("value", [date(2024, 6, 2), "2024-13", "2024", 2024.06, 202406, None, "六月", "2024-06-30"])
def test_what_is_not_a_month_is_refused(value: CellValue) -> None:
    with pytest.raises(CellError, match=r"2024-06|不存在"):
        parse_month(value)


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        (16.67, "16.67"),
        (1000, "1000.00"),
        (0, "0.00"),
        (-0.0, "0.00"),
        ("1,200.5", "1200.50"),
        ("１２００", "1200.00"),
        ("１，２００．５", "1200.50"),
        (" 999.99 ", "999.99"),
        ("1.500", "1.50"),
        ("9,999,999,999,999,999.99", "9999999999999999.99"),
    ],
)
def test_an_amount_without_a_unit_is_in_ten_thousands_and_exact(value: CellValue, amount: str) -> None:
    assert parse_money(value) == Money(Decimal(amount))


@pytest.mark.parametrize(
    ("value", "amount"),
    [("3.2亿元", "32000.00"), ("3.2 亿", "32000.00"), ("5000元", "0.50"), ("20千元", "2.00"), ("800万元", "800.00")],
)
def test_an_amount_with_a_unit_is_converted_and_says_so(value: str, amount: str) -> None:
    assert parse_money(value) == Money(Decimal(amount), f"按 {value} 读作 {amount} 万元")


@pytest.mark.parametrize(
    ("value", "because"),
    [
        (-5, "负数"),
        ("-5", "负数"),
        (0.1 + 0.2, "两位小数"),
        ("50元", "两位小数"),
        ("1.00000000000000000000000000000000001", "不是金额"),
        (1e16, "过大"),
        (10**40, "过大"),
        ("1,000,000,000,000亿元", "过大"),
        (float("nan"), "不是金额"),
        (float("inf"), "不是金额"),
        (1e-300, "两位小数"),
        (True, "不是金额"),
        (THE_DAY, "不是金额"),
        ("", "空白"),
        (None, "空白"),
        ("￥100", "不是金额"),
        ("1,20", "不是金额"),
        ("1e5", "不是金额"),
        ("约100", "不是金额"),
        ("10-20", "不是金额"),
        ("٣", "不是金额"),
    ],
)
def test_what_is_not_an_amount_is_refused_with_the_reason(value: CellValue, because: str) -> None:
    with pytest.raises(CellError, match=because):
        parse_money(value)


@given(st.decimals(0, Decimal("99999999999.99"), places=2))
def test_an_amount_is_the_same_as_number_as_text_and_in_full_width(amount: Decimal) -> None:
    grouped = f"{amount:,}"
    for value in (float(amount), str(amount), grouped, grouped.translate(FULL_WIDTH)):
        assert parse_money(value).amount == amount


@given(st.floats(0, 1e9, allow_subnormal=False))
def test_a_float_is_taken_at_its_shortest_decimal_text_or_refused(number: float) -> None:
    try:
        assert parse_money(number).amount == Decimal(repr(number))
    except CellError:
        assert Decimal(repr(number)).as_tuple().exponent < -2  # type: ignore[operator]


@pytest.mark.parametrize(
    ("value", "text"), [("　县发改局 ", "县发改局"), (8, "8"), (8.0, "8"), (8.5, "8.5"), ("=cmd()", "=cmd()")]
)
def test_text_is_trimmed_and_a_number_becomes_its_digits(value: CellValue, text: str) -> None:
    assert parse_text(value, 20) == text


@pytest.mark.parametrize(
    ("value", "because"),
    [
        ("一二三四五六", "最多 5 个字"),
        ("a\x00b", r"U\+0000"),
        ("a\u200bb", r"U\+200B"),
        ("a\u202eb", r"U\+202E"),
        ("a\uffffb", r"U\+FFFF"),
        ("甲\n乙", "换行"),
        ("  ", "不能为空"),
        (None, "不能为空"),
        (True, "设为文本"),
        (THE_DAY, "设为文本"),
        (1234567890123456789, "末几位"),
        (float("nan"), "末几位"),
    ],
)
def test_text_that_would_harm_or_mislead_is_refused(value: CellValue, because: str) -> None:
    with pytest.raises(CellError, match=because):
        parse_text(value, 5)


def test_text_of_several_lines_is_kept_where_the_column_allows_it() -> None:
    assert parse_text("甲\r\n乙", 5, multiline=True) == "甲\n乙"


def test_a_choice_is_one_of_its_words_and_the_refusal_lists_them() -> None:
    urgencies = {"急": 1, "重": 2, "缓": 3}
    assert parse_choice(" 重 ", urgencies) == 2
    with pytest.raises(CellError, match=r"“特急”.*急、重、缓"):
        parse_choice("特急", urgencies)
    with pytest.raises(CellError, match="空白"):
        parse_choice(None, urgencies)


def test_a_list_is_split_at_semicolons_only_and_holds_each_name_once() -> None:
    assert split_list("财政；统计; 财政；；发改、工信") == ("财政", "统计", "发改、工信")
    assert split_list(None) == ()


@given(ANY_CELL)
def test_no_cell_whatever_does_more_than_be_refused(value: CellValue) -> None:
    for parse in (parse_date, parse_month, parse_money, lambda cell: parse_text(cell, 50), split_list, shown, is_blank):
        with contextlib.suppress(CellError):
            parse(value)


def test_headings_are_compared_without_spaces_width_of_parentheses_and_required_mark() -> None:
    assert normalize_heading(" 总投资 （万元）* ") == normalize_heading("总投资(万元)") == "总投资(万元)"
