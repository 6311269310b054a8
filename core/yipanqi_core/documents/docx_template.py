"""The empty .docx that every document starts from: its page, its styles, its footers."""

from functools import cache
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from . import layout
from .docx_styles import PAGE_NUMBER, RULE, set_styles
from .docx_xml import element, put, qualified, rule

_DROPPED_PARTS = frozenset({"thumbnail", "stylesWithEffects", "customXml", "numbering"})


def empty_letter() -> Document:
    """Return a fresh document of the right page and styles, with nothing in it."""
    return docx.Document(BytesIO(_template()))


def double_rule(paragraph: Paragraph, *, thick_first: bool) -> None:
    """Make the paragraph a red double rule of 170 mm in the middle of the page."""
    use_style(paragraph, RULE.name)
    beyond = (layout.PAGE_MM[0] - layout.RULE_WIDTH_MM) / 2
    paragraph.paragraph_format.left_indent = Mm(beyond - layout.MARGIN_LEFT_MM)
    paragraph.paragraph_format.right_indent = Mm(beyond - layout.MARGIN_RIGHT_MM)
    thick, thin = rule(18, layout.RED), rule(6, layout.RED)
    borders = put(paragraph._p.get_or_add_pPr(), "pBdr")
    borders.append(element("top", **(thick if thick_first else thin)))
    borders.append(element("bottom", **(thin if thick_first else thick)))


def use_style(paragraph: Paragraph, name: str) -> None:
    """Give the paragraph one of the letter's styles, by its name."""
    paragraph.style = name


@cache
def _template() -> bytes:
    document = docx.Document()
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, part in relations.items() if part.reltype.rpartition("/")[2] in _DROPPED_PARTS]:
            relations.pop(key)
    set_styles(document)
    _set_page(document)
    _set_reading(document)
    _set_footers(document)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(layout.PAGE_MM[0]), Mm(layout.PAGE_MM[1])
    section.top_margin, section.bottom_margin = Mm(layout.MARGIN_TOP_MM), Mm(layout.MARGIN_BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(layout.MARGIN_LEFT_MM), Mm(layout.MARGIN_RIGHT_MM)
    section.header_distance, section.footer_distance = Mm(layout.ISSUER_TOP_MM), Mm(layout.RULE_BOTTOM_MM)
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    grid = section._sectPr.find(qualified("docGrid"))
    grid.set(qualified("type"), "lines")
    grid.set(qualified("linePitch"), f"{layout.LINE_PITCH_PT * 20:.0f}")


def _set_reading(document: Document) -> None:
    """Tell Word that the text is Chinese and that the file is of its current kind."""
    settings = document.settings.element
    for tag, name, value in (
        ("characterSpacingControl", "val", "compressPunctuation"),
        ("themeFontLang", "eastAsia", "zh-CN"),
        ("compatSetting", "val", "15"),
    ):
        settings.find(f".//{qualified(tag)}").set(qualified(name), value)


def _set_footers(document: Document) -> None:
    section = document.sections[0]
    double_rule(section.first_page_footer.paragraphs[0], thick_first=False)
    _number_page(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number_page(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _number_page(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH) -> None:
    """Write “— 1 —” one character in from the outer edge, its dash 7 mm below the text."""
    use_style(paragraph, PAGE_NUMBER.name)
    paragraph.alignment = align
    lines = paragraph.paragraph_format
    lines.left_indent = lines.right_indent = Pt(layout.SMALL_PT)
    lines.space_before, lines.space_after = Pt(10), Pt(12)
    paragraph.add_run("— ")
    field = element("fldSimple", instr=" PAGE ")
    paragraph._p.append(field)
    shown = paragraph.add_run("1")
    field.append(shown._r)
    paragraph.add_run(" —")
