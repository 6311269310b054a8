"""Rendering to PDF in the same letter format as the .docx, with the fonts that come with the program.

Those have one Song (here also for 仿宋, 楷体 and 小标宋) and one Hei; the .docx names the official ones. Text reaches
the template as data and is never read as markup; no system font, package or address is asked for anything.
"""

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

import typst

from . import layout
from .charts import BARS, chart_fields, fonts
from .glyphs import legible
from .model import Block, Chart, Heading, Listing, OfficialDocument, Paragraph, Table, chinese_date
from .text import breakable, line_of, lines_of, width_of

# The typesetter holds a paragraph whole or not at all: more than this would leave a hole on the page before.
_HELD_CHARACTERS = 8 * layout.CHARACTERS_PER_LINE
_UNHELD = "　" * _HELD_CHARACTERS
_TEMPLATE = Path(__file__).with_name("letter.typ")


class DocumentRenderingError(RuntimeError):
    """The typesetter refused a document; the message names it and keeps the typesetter's words."""


def render_pdf(document: OfficialDocument) -> bytes:
    """Return the document as a PDF, byte for byte the same for the same document."""
    data = json.dumps(_geometry() | _fields(document), ensure_ascii=False)
    compiler = typst.Compiler(_template(), root=_TEMPLATE.parent, font_paths=fonts(), sys_inputs={"letter": data})
    made_at = datetime.combine(document.dated, time(), UTC)
    try:
        return _compiled(compiler, made_at, tagged=True)
    except typst.TypstError:
        # Structure for screen readers is the first thing that odd content breaks; the letter has to go out.
        pass
    try:
        return _compiled(compiler, made_at, tagged=False)
    except typst.TypstError as error:
        raise DocumentRenderingError(f"公文“{line_of(document.number)}”无法排版为 PDF：{error.message}") from error


def _compiled(compiler: typst.Compiler, made_at: datetime, *, tagged: bool) -> bytes:
    made = compiler.compile(format="pdf", timestamp=made_at, pdf_tags=tagged)
    if not isinstance(made, bytes):
        raise TypeError("the typesetter returned pages instead of one PDF")
    return made


@cache
def _template() -> bytes:
    return BARS.read_bytes() + _TEMPLATE.read_bytes()


def _geometry() -> dict[str, object]:
    return {
        "page": {
            "width": layout.PAGE_MM[0],
            "height": layout.PAGE_MM[1],
            "top": layout.MARGIN_TOP_MM,
            "left": layout.MARGIN_LEFT_MM,
            "right": layout.MARGIN_RIGHT_MM,
            "bottom": layout.MARGIN_BOTTOM_MM,
            "text_width": layout.TEXT_MM[0],
        },
        "red": f"#{layout.RED}",
        "pitch": layout.LINE_PITCH_PT,
        "size": layout.BODY_PT,
        "small": layout.SMALL_PT,
        "title_size": layout.TITLE_PT,
        "title_pitch": layout.TITLE_PITCH_PT,
        "table_size": layout.TABLE_PT,
        "table_pitch": layout.TABLE_PITCH_PT,
        "imprint_pitch": layout.IMPRINT_PITCH_PT,
        "rule_width": layout.RULE_WIDTH_MM,
        "rule_bottom": layout.RULE_BOTTOM_MM,
        "issuer_top": layout.ISSUER_TOP_MM,
        "issuer_gap": layout.ISSUER_GAP_MM,
        "number_gap": layout.NUMBER_GAP_PT,
    }


def _fields(document: OfficialDocument) -> dict[str, object]:
    dated = document.dated
    parts = [part for block in document.paragraphs for part in _parts(block)]
    printed_on = chinese_date(document.printed_on or dated)
    return {
        "issuer": _line(document.issuer),
        "issuer_size": layout.issuer_points(line_of(document.issuer)),
        "number": _line(document.number),
        "title": [_set(line) for line in lines_of(document.title)],
        "urgency": _line(document.urgency or ""),
        "addressee": _line(document.addressee),
        "parts": parts,
        "end_held": bool(parts) and width_of(str(parts[-1].get("text", _UNHELD))) < _HELD_CHARACTERS,
        "attachments": [_set(name) for name in layout.attachment_names(document)],
        "signature": _line(document.signature),
        "dated": [dated.year, dated.month, dated.day],
        "dated_text": chinese_date(dated),
        "copies": _set(layout.copies_line(document)),
        "printed_by": _line(document.printed_by or ""),
        "printed_on": f"{printed_on}印发",
    }


def _parts(block: Block) -> list[dict[str, object]]:
    match block:
        case Heading(level, text):
            return [{"kind": "heading", "level": level, "text": _line(text)}]
        case Paragraph(text):
            return [{"kind": "text", "text": _set(line)} for line in lines_of(text)]
        case Listing(items):
            marked = (f"（{position}）{_line(item)}" for position, item in enumerate(items, start=1))
            return [{"kind": "text", "text": text} for text in marked]
        case Chart():
            return [chart_fields(block)]
        case _:
            return [_table(block)]


def _table(table: Table) -> dict[str, object]:
    return {
        "kind": "table",
        "caption": _line(table.caption or ""),
        "headings": [_line(name) for name in table.headings],
        "rows": [["\n".join(map(_set, lines_of(cell))) for cell in row] for row in table.rows],
        "shares": layout.column_shares(table),
        "tall": layout.tall_rows(table),
        "centred": layout.centred_columns(table),
    }


def _line(text: str) -> str:
    return _set(line_of(text))


def _set(text: str) -> str:
    return breakable(legible(text))
