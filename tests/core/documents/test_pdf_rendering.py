import re
import socket
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import NoReturn

import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader

import yipanqi_core.documents.pdf as pdf_module
from yipanqi_core.documents.model import Heading, Listing, OfficialDocument, Paragraph, Table
from yipanqi_core.documents.pdf import DocumentRenderingError, render_pdf

LetterBuilder = Callable[..., OfficialDocument]
MM = 72 / 25.4


def reopened(document: OfficialDocument) -> PdfReader:
    return PdfReader(BytesIO(render_pdf(document)))


def compact(reader: PdfReader) -> str:
    text = "".join(page.extract_text() for page in reader.pages)
    return re.sub(r"[\s\u200b]", "", text)


def placed_texts(reader: PdfReader, page: int) -> list[tuple[str, float, float]]:
    found: list[tuple[str, float, float]] = []

    def note(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            found.append((text.strip(), tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]))

    reader.pages[page].extract_text(visitor_text=note)
    return found


def test_the_pdf_is_a4_and_holds_every_part_of_the_letter(letter: LetterBuilder) -> None:
    reader = reopened(letter())
    box = reader.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((210 * MM, 297 * MM), abs=0.1)
    text = compact(reader)
    for part in (
        "石棉县发展和改革局特急石发改函〔2024〕12号",
        "关于老城区雨污分流改造工程的预警通知书县住房和城乡建设局：",
        "一、评定依据（一）投资进度1.完成比例表12024年6月评定情况节点计划实际偏差",
        "开工2024-05-20未完成逾期41天投资完成率1.00000.5234-0.4766",
        "（1）请于2024年7月10日前书面回复；（2）说明滞后原因和整改措施。",
        "附件：1.评定明细表2.回复函样式石棉县发展和改革局2024年7月3日",
        "抄送：县政府分管工业副县长，县经济合作和商务局。石棉县发展和改革局办公室2024年7月3日印发",
    ):
        assert part in text


def test_only_the_fonts_that_come_with_the_program_are_used_and_embedded(letter: LetterBuilder) -> None:
    names = {name for page in reopened(letter()).pages for name in page._get_fonts()[0]}
    assert {re.sub(r"^/[A-Z]{6}\+|-Identity-H$", "", name) for name in names} == {
        "NotoSerifSC-Regular",
        "NotoSansSC-Regular",
    }
    assert all(not page._get_fonts()[1] for page in reopened(letter()).pages)


def test_long_text_flows_over_pages_numbered_from_the_second(letter: LetterBuilder) -> None:
    reader = reopened(letter(paragraphs=(Paragraph("确保完成年度目标任务。" * 300),)))
    assert len(reader.pages) > 4
    assert "—1—" not in compact(reader)
    for number in range(2, len(reader.pages) + 1):
        assert f"— {number} —" in reader.pages[number - 1].extract_text()
    marks = [next(mark for mark in placed_texts(reader, page) if mark[0].startswith("—")) for page in (1, 2)]
    assert marks[0][1] < 105 * MM < marks[1][1]


def test_a_full_page_has_22_lines_of_28_characters(letter: LetterBuilder) -> None:
    reader = reopened(letter(paragraphs=(Paragraph("国" * 28 * 80),)))
    lines = [line for line in reader.pages[1].extract_text().splitlines() if "国" in line]
    assert [len(line) for line in lines] == [28] * 22


def test_a_short_end_of_the_text_stays_with_the_signature(letter: LetterBuilder) -> None:
    for lines in range(6, 26):
        blocks = (Paragraph("国" * 28 * lines), Paragraph("特此通知。"))
        reader = reopened(letter(paragraphs=blocks, attachments=(), signature="署名单位"))
        signed = next(page for page in map(PageObject.extract_text, reader.pages) if "署名单位" in page)
        assert "特此通知。" in signed


def test_a_long_end_of_the_text_leaves_no_hole_on_the_page_before(letter: LetterBuilder) -> None:
    reader = reopened(letter(paragraphs=(Paragraph("国" * 1000),)))
    assert reader.pages[0].extract_text().count("国") > 200


def test_a_table_longer_than_a_page_repeats_its_headings(letter: LetterBuilder) -> None:
    rows = tuple((str(number), f"第{number}个项目") for number in range(1, 90))
    reader = reopened(letter(paragraphs=(Table(("序号", "项目名称"), rows),)))
    text = compact(reader)
    assert text.count("序号项目名称") == 4
    assert all(f"第{number}个项目" in text for number in range(1, 90))


@pytest.mark.parametrize("block", [Table(("甲", "乙"), (("短", "国" * 3000),)), Paragraph("A" * 3000)])
def test_nothing_is_too_long_to_be_set(letter: LetterBuilder, block: Table | Paragraph) -> None:
    text = compact(reopened(letter(paragraphs=(block,))))
    assert max(text.count("国"), text.count("A")) == 3000


def test_a_long_word_stays_within_the_text(letter: LetterBuilder) -> None:
    lines = reopened(letter(paragraphs=(Paragraph("A" * 300),))).pages[0].extract_text().splitlines()
    assert max(line.count("A") for line in lines) < 60


def test_typed_text_is_never_read_as_markup(letter: LetterBuilder) -> None:
    text = "#panic() $x^2$ *b* _i_ `r` @ref <label> \\u{41} = 1+1 https://example.cn // & \"'"
    blocks = (Paragraph(text), Heading(1, text), Listing((text,)), Table((text,), ((text,),)))
    reader = reopened(letter(paragraphs=blocks, title=text, issuer=text, signature=text))
    assert compact(reader).count(text.replace(" ", "")) >= 7
    assert all("/Annots" not in page for page in reader.pages)


def test_a_rare_character_is_named_by_its_code(letter: LetterBuilder) -> None:
    assert "[U+20BB7]先生" in compact(reopened(letter(paragraphs=(Paragraph("𠮷先生"),))))


def test_the_file_tells_its_title_office_and_date(letter: LetterBuilder) -> None:
    described = reopened(letter()).metadata
    assert described is not None
    assert (described.title, described.author) == ("关于老城区雨污分流改造工程的 预警通知书", "石棉县发展和改革局")
    assert described.creation_date == datetime(2024, 7, 3, tzinfo=UTC)


def test_the_same_letter_gives_the_same_bytes(letter: LetterBuilder) -> None:
    assert render_pdf(letter()) == render_pdf(letter())
    assert render_pdf(letter()) != render_pdf(letter(dated=date(2024, 7, 4)))


def test_no_address_and_no_package_is_asked_for(letter: LetterBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a rendering opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    assert render_pdf(letter()).startswith(b"%PDF-")
    template = Path(pdf_module.__file__).with_name("letter.typ").read_text(encoding="utf-8")
    assert not re.search(r"#(import|include)|@preview|read\(|eval\(|link\(", template)


def test_a_refusal_of_the_typesetter_names_the_letter(letter: LetterBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "_template", lambda: b'#panic("x")')
    with pytest.raises(DocumentRenderingError, match="石发改函〔2024〕12号") as refused:
        render_pdf(letter())
    assert isinstance(refused.value.__cause__, typst.TypstError)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200), word=st.text(max_size=40), times=st.integers(1, 30))
def test_any_text_is_rendered(letter: LetterBuilder, text: str, word: str, times: int) -> None:
    blocks = (Table((word, text), ((text * times, word),)), Listing((text,)), Paragraph(text * times))
    reader = reopened(
        letter(
            paragraphs=blocks,
            title=text,
            addressee=word,
            issuer=text,
            copies=(text,) * times,
            number=word,
            signature=text,
            attachments=(text, word),
            urgency=word,
            printed_by=text,
        )
    )
    assert "2024年7月3日" in compact(reader)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="石棉县项目资金，。（）〔〕“”0123456789.%ABCxyz", min_size=1, max_size=300))
def test_chinese_text_and_figures_are_read_back(letter: LetterBuilder, text: str) -> None:
    assert text in compact(reopened(letter(paragraphs=(Paragraph(text),), copies=())))
