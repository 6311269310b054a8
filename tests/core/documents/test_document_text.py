import pytest
from hypothesis import given
from hypothesis import strategies as st

from yipanqi_core.documents.glyphs import legible, shown_characters
from yipanqi_core.documents.text import breakable, line_of, lines_of, official, width_of


def test_control_characters_and_direction_overrides_are_taken_out() -> None:
    assert line_of("金\x00额\x1b[1m \u202e001\u2069\ufffe\ud800") == "金额[1m 001"


def test_every_kind_of_line_break_parts_lines_and_blank_ones_vanish() -> None:
    assert lines_of("　　甲\r\n\n乙\u2028丙\x0b \t丁 ") == ("甲", "乙", "丙", "丁")


def test_a_latin_letter_is_half_as_wide_as_a_chinese_one() -> None:
    assert width_of("石A1") == 2


def test_long_words_may_break_and_short_ones_may_not() -> None:
    assert breakable("SM-4.1 2024-05-20") == "SM-4.1 2024-05-20"
    assert breakable("x" * 30, "|") == "x" * 12 + "|" + "x" * 12 + "|" + "x" * 6


def test_the_fonts_show_chinese_figures_and_punctuation_of_documents() -> None:
    assert set("石棉县镕堃䶮〔〕“”—％㎡①0.5234") <= shown_characters()


def test_a_character_without_a_glyph_is_written_as_its_code() -> None:
    assert legible("𠮷先生 👨\u200d👩 ❤\ufe0f".replace("❤", "红")) == "[U+20BB7]先生 [U+1F468][U+1F469] 红"


@given(st.text())
def test_clean_lines_hold_nothing_that_a_file_would_refuse(text: str) -> None:
    for line in lines_of(text):
        assert line == line.strip() != ""
        assert not set(line) & set("\n\r\t\x00\x0b\x0c\u2028\ufffe\uffff\ud800\u202e")
        assert lines_of(line) == (line,)


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("“开工”计划 2025-10-20，逾期 11 天", "“开工”计划2025年10月20日，逾期 11 天"),
        ("至 2024-09 累计完成", "至2024年9月累计完成"),
        ("2024-12-01", "2024年12月1日"),
        ("2024-01-31至2024-02-29", "2024年1月31日至2024年2月29日"),
        ("SM-4.1 2024-05-20 GB", "SM-4.1 2024年5月20日 GB"),
        ("项目代码2407-140522-04-01-123456", "项目代码2407-140522-04-01-123456"),
        ("合同2024-13、2024-06-32、X2024-06", "合同2024-13、2024-06-32、X2024-06"),
        ("阳政办函〔2024〕5号", "阳政办函〔2024〕5号"),
    ],
)
def test_days_and_months_are_written_as_documents_write_them(told: str, written: str) -> None:
    assert official(told) == written
    assert official(written) == written
