"""Rendering to .docx in the letter format (信函格式) of GB/T 9704—2012, section 10.1.

The issuer's name stands in red at the head of the first page between 30 mm of paper and a red double rule; the
number follows at the right under the rule, a second double rule closes the first page, which has no page number.
The standard leaves the imprint's rules and printing office out of letters: so does a document without `printed_by`.
"""

import zipfile
from datetime import UTC, datetime, time
from io import BytesIO

from docx.document import Document
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from . import layout
from .charts import chart_picture, chart_words
from .docx_styles import ADDRESSEE, ATTACHMENTS, BODY, CAPTION, HEADINGS, ISSUER, REFERENCE, SIGNATURE, TITLE
from .docx_tables import add_imprint, add_table
from .docx_template import double_rule, empty_letter, use_style
from .docx_xml import use_font
from .model import Block, Chart, Heading, Listing, OfficialDocument, Paragraph, chinese_date
from .text import line_of, lines_of

_EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255


def render_docx(document: OfficialDocument) -> bytes:
    """Return the document as a .docx file, byte for byte the same for the same document."""
    made = empty_letter()
    _describe(made, document)
    _add_letterhead(made, document)
    _add_opening(made, document)
    for block in document.paragraphs:
        _add_block(made, block)
    _add_attachments(made, document)
    _add_signature(made, document)
    add_imprint(made, document)
    target = BytesIO()
    made.save(target)
    return _timeless(target.getvalue())


def _describe(made: Document, document: OfficialDocument) -> None:
    properties = made.core_properties
    issuer = line_of(document.issuer)[:_LONGEST_PROPERTY]
    properties.title = line_of(document.title)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = issuer
    properties.subject = line_of(document.number)[:_LONGEST_PROPERTY]
    properties.created = properties.modified = datetime.combine(document.dated, time(), UTC)
    properties.comments, properties.language, properties.revision = "", "zh-CN", 1


def _add_letterhead(made: Document, document: OfficialDocument) -> None:
    header = made.sections[0].first_page_header
    issuer = header.paragraphs[0]
    use_style(issuer, ISSUER.name)
    size = layout.issuer_points(line_of(document.issuer))
    issuer.add_run(line_of(document.issuer)).font.size = Pt(size)
    issuer.paragraph_format.line_spacing = Pt(size)
    issuer.paragraph_format.space_after = Mm(layout.ISSUER_GAP_MM)
    double_rule(header.add_paragraph(), thick_first=True)


def _add_opening(made: Document, document: OfficialDocument) -> None:
    reference = made.add_paragraph(style=REFERENCE.name)
    reference.paragraph_format.space_before = Pt(layout.NUMBER_GAP_PT)
    reference.paragraph_format.tab_stops.add_tab_stop(Mm(layout.TEXT_MM[0]), WD_TAB_ALIGNMENT.RIGHT)
    if document.urgency:
        urgency = reference.add_run(line_of(document.urgency))
        use_font(urgency._r.get_or_add_rPr(), HEADINGS[0].font)
    reference.add_run(f"\t{line_of(document.number)}")
    _add_blank_lines(made, 2)
    made.add_paragraph("\n".join(lines_of(document.title)), style=TITLE.name)
    _add_blank_lines(made, 1)
    if addressee := line_of(document.addressee):
        made.add_paragraph(f"{addressee}：", style=ADDRESSEE.name)


def _add_block(made: Document, block: Block) -> None:
    match block:
        case Heading(level, text):
            made.add_paragraph(line_of(text), style=HEADINGS[level - 1].name)
        case Paragraph(text):
            for line in lines_of(text):
                made.add_paragraph(line, style=BODY.name)
        case Listing(items):
            for position, item in enumerate(items, start=1):
                made.add_paragraph(f"（{position}）{line_of(item)}", style=BODY.name)
        case Chart():
            _add_chart(made, block)
        case _:
            add_table(made, block)


def _add_chart(made: Document, chart: Chart) -> None:
    """Show the chart as a picture as wide as the text, with its figures in words for who cannot see it."""
    line = made.add_paragraph(style=CAPTION.name)
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    line.paragraph_format.keep_with_next = False
    shown = line.add_run().add_picture(BytesIO(chart_picture(chart)), width=Mm(layout.TEXT_MM[0]))
    described = shown._inline.docPr
    described.set("name", line_of(chart.caption))
    described.set("descr", chart_words(chart))


def _add_attachments(made: Document, document: OfficialDocument) -> None:
    names = layout.attachment_names(document)
    if names:
        _hold(made.paragraphs[-1], *_add_blank_lines(made, 1))
    name_starts = 5 if len(names) == 1 else 6.5
    for position, name in enumerate(names):
        label = "" if position else "附件："
        mark = f"{position + 1}.\t" if len(names) > 1 else ""
        line = made.add_paragraph(f"{label}{mark}{name}", style=ATTACHMENTS.name)
        shown = line.paragraph_format
        shown.left_indent = Pt(name_starts * layout.BODY_PT)
        shown.first_line_indent = Pt(((5 if position else 2) - name_starts) * layout.BODY_PT)
        shown.tab_stops.add_tab_stop(Pt(name_starts * layout.BODY_PT))
        _hold(line)


def _add_signature(made: Document, document: OfficialDocument) -> None:
    """Sign so that the seal fits, on the page that holds the end of the text."""
    _hold(made.paragraphs[-1], *_add_blank_lines(made, 2))
    indents = layout.signature_indents(document)
    signature = made.add_paragraph(line_of(document.signature), style=SIGNATURE.name)
    signature.paragraph_format.right_indent = Pt(indents.signature * layout.BODY_PT)
    _hold(signature)
    dated = made.add_paragraph(chinese_date(document.dated), style=SIGNATURE.name)
    dated.paragraph_format.right_indent = Pt(indents.dated * layout.BODY_PT)


def _hold(*paragraphs: DocxParagraph) -> None:
    """Keep each paragraph on the page of what follows it."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _add_blank_lines(made: Document, count: int) -> list[DocxParagraph]:
    return [made.add_paragraph(style=ADDRESSEE.name) for _ in range(count)]


def _timeless(file: bytes) -> bytes:
    """Write the archive anew without the hour of its making."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST_ZIP_TIME)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            made.writestr(entry, source.read(name))
    return target.getvalue()
