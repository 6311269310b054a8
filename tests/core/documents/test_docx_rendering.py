import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yipanqi_core.documents.docx import render_docx
from yipanqi_core.documents.model import Listing, OfficialDocument, Paragraph, Table
from yipanqi_core.documents.text import lines_of

LetterBuilder = Callable[..., OfficialDocument]
HARD_TEXT = "<b>&amp;\"'</b> =1+1 {{x}} 😀 𠮷 PAGE"


def reopened(document: OfficialDocument) -> Document:
    return docx.Document(BytesIO(render_docx(document)))


def texts_of(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def style_xml(document: Document, name: str) -> Any:
    return document.styles[name].element


@pytest.fixture(scope="module")
def made(letter: LetterBuilder) -> Document:
    return reopened(letter())


def test_the_page_is_a4_with_the_margins_of_the_standard(made: Document) -> None:
    section = made.sections[0]
    measures = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    for measure, wanted in zip(measures, (210, 297, 37, 28), strict=True):
        assert measure == pytest.approx(Mm(wanted), abs=Mm(0.05))
    assert section.page_width is not None
    assert section.page_height is not None
    text_width = section.page_width - (section.left_margin or 0) - (section.right_margin or 0)
    text_height = section.page_height - (section.top_margin or 0) - (section.bottom_margin or 0)
    assert text_width == pytest.approx(Mm(156), abs=Mm(0.05))
    assert text_height == pytest.approx(Mm(225), abs=Mm(0.05))


def test_the_grid_and_the_exact_pitch_give_twenty_two_lines(made: Document) -> None:
    grid = made.sections[0]._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    spacing = style_xml(made, "公文正文").find(".//" + qn("w:spacing") + "[@" + qn("w:lineRule") + "]")
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    assert 22 * 28.95 <= Mm(225).pt < 23 * 28.95


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("公文正文", "仿宋_GB2312", 16),
        ("公文标题", "方正小标宋简体", 22),
        ("公文一级标题", "黑体", 16),
        ("公文二级标题", "楷体_GB2312", 16),
        ("公文三级标题", "仿宋_GB2312", 16),
        ("页码", "宋体", 14),
    ],
)
def test_official_fonts_are_named_for_chinese_text(made: Document, style: str, font: str, size: int) -> None:
    fonts = style_xml(made, style).find(".//" + qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == font
    assert fonts.get(qn("w:ascii")) == "Times New Roman"
    assert made.styles[style].font.size == Pt(size)


def test_body_paragraphs_are_indented_by_two_characters_and_hold_28_to_the_line(made: Document) -> None:
    style = style_xml(made, "公文正文")
    assert style.find(".//" + qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    squeeze = int(style.find(qn("w:rPr")).find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 * (16 + squeeze) <= Mm(156).pt


def test_the_issuer_stands_in_red_over_a_double_rule_on_the_first_page_only(made: Document) -> None:
    section = made.sections[0]
    assert section.different_first_page_header_footer
    issuer, rule = section.first_page_header.paragraphs
    assert issuer.text == "石棉县发展和改革局"
    assert str(made.styles["发文机关标志"].font.color.rgb) == "FF0000"
    borders = {side.tag.rpartition("}")[2]: side for side in rule._p.pPr.find(qn("w:pBdr"))}
    assert {side.get(qn("w:color")) for side in borders.values()} == {"FF0000"}
    assert int(borders["top"].get(qn("w:sz"))) > int(borders["bottom"].get(qn("w:sz")))
    assert section.header.is_linked_to_previous


def test_pages_after_the_first_are_numbered_outside(made: Document) -> None:
    section = made.sections[0]
    assert section.first_page_footer.paragraphs[0].text == ""
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    for footer in (odd, even):
        assert "".join(node.text or "" for node in footer._p.iter(qn("w:t"))) == "— 1 —"
        assert [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))] == [" PAGE "]
    assert made.settings.odd_and_even_pages_header_footer


def test_the_parts_of_the_letter_follow_in_their_order(made: Document) -> None:
    texts = [text for text in texts_of(made) if text]
    assert texts[:3] == [
        "特急\t石发改函〔2024〕12号",
        "关于老城区雨污分流改造工程的\n预警通知书",
        "县住房和城乡建设局：",
    ]
    assert texts[-6:] == [
        "（1）请于2024年7月10日前书面回复；",
        "（2）说明滞后原因和整改措施。",
        "附件：1.\t评定明细表",
        "2.\t回复函样式",
        "石棉县发展和改革局",
        "2024年7月3日",
    ]


def test_the_date_stands_four_characters_from_the_right(made: Document) -> None:
    signature, dated = [line for line in made.paragraphs if line.style and line.style.name == "发文机关署名"]
    assert dated.paragraph_format.right_indent == Pt(4 * 16)
    assert signature.paragraph_format.right_indent == Pt(2.5 * 16)
    assert signature.paragraph_format.keep_with_next


def test_the_table_repeats_its_headings_and_keeps_its_rows_whole(made: Document) -> None:
    table = made.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["节点", "计划", "实际", "偏差"],
        ["开工", "2024-05-20", "未完成", "逾期41天"],
        ["投资完成率", "1.0000", "0.5234", "-0.4766"],
    ]
    assert table.rows[0]._tr.get_or_add_trPr().find(qn("w:tblHeader")) is not None
    assert all(row._tr.get_or_add_trPr().find(qn("w:cantSplit")) is not None for row in table.rows)
    assert sum(column.width or 0 for column in table.columns) == pytest.approx(Mm(156), abs=Mm(0.1))


def test_the_imprint_stands_ruled_at_the_foot_of_the_last_page(made: Document) -> None:
    imprint = made.tables[-1]
    assert [row.cells[0].text for row in imprint.rows] == [
        "抄送：县政府分管工业副县长，县经济合作和商务局。",
        "石棉县发展和改革局办公室\t2024年7月3日印发",
    ]
    position = imprint._tbl.tblPr.find(qn("w:tblpPr"))
    assert (position.get(qn("w:vertAnchor")), position.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    assert imprint._tbl.tblPr.find(qn("w:tblBorders")) is not None


def test_without_a_printing_office_copies_stand_without_rules(letter: LetterBuilder) -> None:
    imprint = reopened(letter(printed_by=None)).tables[-1]
    assert len(imprint.rows) == 1
    assert imprint._tbl.tblPr.find(qn("w:tblBorders")) is None


def test_a_single_attachment_has_no_number(letter: LetterBuilder) -> None:
    assert "附件：评定明细表" in texts_of(reopened(letter(attachments=("评定明细表",))))


def test_what_is_left_out_leaves_nothing_behind(letter: LetterBuilder) -> None:
    bare = reopened(letter(paragraphs=(), copies=(), printed_by=None, urgency=None, attachments=(), addressee=""))
    assert bare.tables == []
    assert [text for text in texts_of(bare) if text] == [
        "\t石发改函〔2024〕12号",
        "关于老城区雨污分流改造工程的\n预警通知书",
        "石棉县发展和改革局",
        "2024年7月3日",
    ]


def test_typed_text_stays_text_without_fields_or_links(letter: LetterBuilder) -> None:
    blocks = (Paragraph(HARD_TEXT), Listing((HARD_TEXT,)), Table((HARD_TEXT,), ((HARD_TEXT,),)))
    file = render_docx(letter(paragraphs=blocks, title=HARD_TEXT, issuer=HARD_TEXT, signature=HARD_TEXT))
    made = docx.Document(BytesIO(file))
    assert texts_of(made).count(HARD_TEXT) == 3
    assert f"（1）{HARD_TEXT}" in texts_of(made)
    assert [row.cells[0].text for row in made.tables[0].rows] == [HARD_TEXT, HARD_TEXT]
    with zipfile.ZipFile(BytesIO(file)) as archive:
        body = archive.read("word/document.xml").decode()
        relations = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels")]
    assert not any(tag in body for tag in ("w:hyperlink", "w:fldSimple", "w:instrText"))
    assert not any("External" in relation for relation in relations)


def test_lines_that_were_typed_become_paragraphs(letter: LetterBuilder) -> None:
    texts = texts_of(reopened(letter(paragraphs=(Paragraph("　　甲\n\n乙\r\n"),))))
    assert texts[texts.index("甲") + 1] == "乙"


def test_the_file_tells_its_title_office_and_date(made: Document) -> None:
    properties = made.core_properties
    assert properties.title == "关于老城区雨污分流改造工程的 预警通知书"
    assert (properties.author, properties.last_modified_by) == ("石棉县发展和改革局",) * 2
    assert properties.created == properties.modified == datetime(2024, 7, 3, tzinfo=UTC)
    assert properties.subject == "石发改函〔2024〕12号"


def test_the_same_letter_gives_the_same_bytes(letter: LetterBuilder) -> None:
    assert render_docx(letter()) == render_docx(letter())
    assert render_docx(letter()) != render_docx(letter(dated=date(2024, 7, 4)))
    with zipfile.ZipFile(BytesIO(render_docx(letter()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200), word=st.text(max_size=40))
def test_any_text_is_rendered_and_read_back(letter: LetterBuilder, text: str, word: str) -> None:
    table = Table((word, text), ((text, word),))
    blocks = (Paragraph(text), Listing((text,)), table)
    given_text = letter(paragraphs=blocks, title=text * 3, addressee=word, issuer=word, copies=(text,), number=word)
    made = reopened(given_text)
    texts = texts_of(made)
    assert all(line in texts for line in lines_of(text))
    assert made.tables[0].rows[1].cells[0].text == "\n".join(lines_of(text))
