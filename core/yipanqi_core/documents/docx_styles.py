"""The paragraph styles of a letter, so that a clerk can go on working on the file in Word or WPS."""

from dataclasses import dataclass
from typing import cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from . import layout
from .docx_xml import put, qualified, use_font

FANGSONG = "仿宋_GB2312"
KAITI = "楷体_GB2312"
HEITI = "黑体"
SONG = "宋体"
TITLE_SONG = "方正小标宋简体"

_KEPT = frozenset({"Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer"})
_CENTER, _LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


@dataclass(frozen=True, slots=True)
class LetterStyle:
    """One style; `pitch` is the exact distance of its lines in points, `indent` that of its first in characters.

    A `held` one stays on the page of what follows it.
    """

    name: str
    font: str = FANGSONG
    size: float = layout.BODY_PT
    pitch: float = layout.LINE_PITCH_PT
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: int = 0
    bold: bool = False
    red: bool = False
    outline: int | None = None
    held: bool = False


ISSUER = LetterStyle("发文机关标志", TITLE_SONG, 36, 36, _CENTER, red=True)
REFERENCE = LetterStyle("发文字号", align=_LEFT)
TITLE = LetterStyle("公文标题", TITLE_SONG, layout.TITLE_PT, layout.TITLE_PITCH_PT, _CENTER)
ADDRESSEE = LetterStyle("主送机关", align=_LEFT)
BODY = LetterStyle("公文正文", indent=2)
HEADINGS = (
    LetterStyle("公文一级标题", HEITI, indent=2, outline=0, held=True),
    LetterStyle("公文二级标题", KAITI, indent=2, outline=1, held=True),
    LetterStyle("公文三级标题", indent=2, bold=True, outline=2, held=True),
)
ATTACHMENTS = LetterStyle("附件说明")
SIGNATURE = LetterStyle("发文机关署名", align=_RIGHT)
CAPTION = LetterStyle("表题", HEITI, layout.TABLE_PT, align=_CENTER, held=True)
CELL_HEADING = LetterStyle("表头", HEITI, layout.TABLE_PT, layout.TABLE_PITCH_PT, _CENTER)
CELL = LetterStyle("表内文字", FANGSONG, layout.TABLE_PT, layout.TABLE_PITCH_PT, _LEFT)
IMPRINT = LetterStyle("版记", FANGSONG, layout.SMALL_PT, layout.IMPRINT_PITCH_PT, _LEFT)
PAGE_NUMBER = LetterStyle("页码", SONG, layout.SMALL_PT, layout.TABLE_PITCH_PT)
RULE = LetterStyle("红色双线", FANGSONG, 1, 1)

_ADDED = (
    ISSUER, REFERENCE, TITLE, ADDRESSEE, BODY, *HEADINGS, ATTACHMENTS, SIGNATURE, CAPTION, CELL_HEADING, CELL,
    IMPRINT, PAGE_NUMBER, RULE,
)  # fmt: skip


def set_styles(document: Document) -> None:
    """Take the styles a letter does not use out of the document and put its own in."""
    sheet = document.styles.element
    for style in list(document.styles):
        if style.name not in _KEPT:
            sheet.remove(style.element)
    for language in sheet.iter(qualified("lang")):
        language.set(qualified("eastAsia"), "zh-CN")
    _shape(cast(ParagraphStyle, document.styles["Normal"]), LetterStyle("Normal"))
    for position, wanted in enumerate(_ADDED, start=1):
        style = cast(ParagraphStyle, document.styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH))
        style.element.set(qualified("styleId"), f"Letter{position}")
        style.base_style = document.styles["Normal"]
        style.quick_style = True
        _shape(style, wanted)


def _shape(style: ParagraphStyle, wanted: LetterStyle) -> None:
    style.font.size, style.font.bold = Pt(wanted.size), wanted.bold
    if wanted.red:
        style.font.color.rgb = RGBColor.from_string(layout.RED)
    runs = style.element.get_or_add_rPr()
    use_font(runs, wanted.font)
    # 28 characters of 16 pt are a quarter of a point each wider than 156 mm.
    put(runs, "spacing", val="-5" if wanted.size == layout.BODY_PT else "0")
    _shape_lines(style, wanted)


def _shape_lines(style: ParagraphStyle, wanted: LetterStyle) -> None:
    lines = style.paragraph_format
    lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(wanted.pitch)
    lines.space_before = lines.space_after = Pt(0)
    lines.alignment, lines.widow_control = wanted.align, False
    lines.keep_with_next = wanted.held
    properties = style.element.get_or_add_pPr()
    put(properties, "autoSpaceDE", val="0")
    put(properties, "autoSpaceDN", val="0")
    if wanted.pitch != layout.LINE_PITCH_PT:
        put(properties, "snapToGrid", val="0")
    if wanted.indent:
        twips = wanted.indent * wanted.size * 20
        put(properties, "ind", firstLineChars=str(wanted.indent * 100), firstLine=f"{twips:.0f}")
    if wanted.outline is not None:
        put(properties, "outlineLvl", val=str(wanted.outline))
