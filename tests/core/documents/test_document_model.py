from collections.abc import Callable
from datetime import date

import pytest

from yipanqi_core.documents.layout import column_shares, copies_line, issuer_points, signature_indents
from yipanqi_core.documents.model import (
    DocumentContentError,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
    chinese_date,
    chinese_number,
    number_text,
    numbered,
)


def test_a_number_has_hexagonal_brackets_and_an_unpadded_serial() -> None:
    assert number_text("石发改函", 2024, 12) == "石发改函\u30142024\u301512号"
    assert number_text("石发改函", 2024, 7).endswith("7号")


@pytest.mark.parametrize(("prefix", "year", "serial"), [(" ", 2024, 1), ("石发改函", 24, 1), ("石发改函", 2024, 0)])
def test_a_number_without_prefix_full_year_or_serial_is_refused(prefix: str, year: int, serial: int) -> None:
    with pytest.raises(DocumentContentError):
        number_text(prefix, year, serial)


def test_a_date_is_written_without_leading_zeros() -> None:
    assert chinese_date(date(2024, 7, 3)) == "2024年7月3日"


def test_headings_count_anew_under_each_parent() -> None:
    first = (Heading(1, "甲"), Heading(2, "乙"), Heading(3, "丙"), Heading(3, "丁"), Paragraph("文"))
    then = (Heading(2, "戊"), Heading(3, "己"), Heading(1, "庚"), Heading(2, "辛"))
    blocks = numbered((*first, *then))
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "1. 己", "二、庚", "（一）辛",
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")])
def test_chinese_numerals_count_to_ninety_nine(value: int, text: str) -> None:
    assert chinese_number(value) == text


def test_chinese_numerals_end_at_ninety_nine() -> None:
    with pytest.raises(DocumentContentError, match="下一级标题"):
        chinese_number(100)


def test_a_table_row_of_the_wrong_length_is_refused_by_its_place() -> None:
    with pytest.raises(DocumentContentError, match="表格“表1”第 2 行有 1 格"):
        Table(("甲", "乙"), (("1", "2"), ("3",)), caption="表1")


def test_a_table_needs_headings_and_one_positive_width_for_each() -> None:
    with pytest.raises(DocumentContentError, match="没有表头"):
        Table((), ())
    with pytest.raises(DocumentContentError, match="列宽"):
        Table(("甲", "乙"), (), widths=(1,))
    with pytest.raises(DocumentContentError, match="列宽"):
        Table(("甲", "乙"), (), widths=(1, 0))


def test_a_long_column_leaves_the_short_ones_their_width() -> None:
    shares = column_shares(Table(("序号", "问题", "金额"), (("1", "长" * 200, "12,840.00"),)))
    assert sum(shares) == pytest.approx(1)
    assert shares[0] < shares[2] < shares[1]
    assert shares[2] * 36 > 5


def test_a_signature_stands_centred_above_a_date_four_characters_from_the_edge(
    letter: Callable[..., OfficialDocument],
) -> None:
    indents = signature_indents(letter())
    assert (indents.signature, indents.dated) == (2.5, 4)
    assert signature_indents(letter(signature="局" * 20)).signature == 0
    assert signature_indents(letter(signature="局" * 20)).dated == 7


def test_a_longer_issuer_is_set_smaller() -> None:
    assert issuer_points("石棉县发展和改革局") == 42
    assert issuer_points("石棉县推进重点项目要素保障工作领导小组") < 24
    assert issuer_points("局" * 60) == 18


def test_copies_are_closed_by_a_full_stop(letter: Callable[..., OfficialDocument]) -> None:
    assert copies_line(letter()) == "县政府分管工业副县长，县经济合作和商务局。"
    assert copies_line(letter(copies=(" ",))) == ""
