"""Tables of a .docx: those of the body, and the imprint at the foot of the last page."""

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from . import layout
from .docx_styles import CAPTION, CELL, CELL_HEADING, IMPRINT, RULE
from .docx_template import use_style
from .docx_xml import element, put, qualified, rule
from .model import OfficialDocument, Table, chinese_date
from .text import line_of, lines_of

_LINE_TWIPS = round(layout.mm_to_pt(layout.TEXT_MM[0]) * 20)
_PADDING_TWIPS = 70
_WHOLE_ROWS = 8
"""Rows up to which a table stays whole on one page."""


def add_table(document: Document, table: Table) -> None:
    """Add a table of the body with its caption and half a line of air around it."""
    if table.caption:
        document.add_paragraph(line_of(table.caption), style=CAPTION.name)
    made = _fixed_table(document, 1 + len(table.rows), layout.column_shares(table))
    _set_borders(made, ("top", "left", "bottom", "right", "insideH", "insideV"), 4)
    centred = layout.centred_columns(table)
    for position, (row, texts) in enumerate(zip(made.rows, (table.headings, *table.rows), strict=True)):
        put(row._tr.get_or_add_trPr(), "cantSplit")
        if position == 0:
            put(row._tr.get_or_add_trPr(), "tblHeader")
        for cell, text, middle in zip(row.cells, texts, centred, strict=True):
            _fill(cell, text, heading=position == 0, centred=middle)
    if len(table.rows) <= _WHOLE_ROWS and not any(layout.tall_rows(table)):
        _keep_whole(made)
    after = document.add_paragraph(style=CELL.name)
    after.paragraph_format.line_spacing = Pt(layout.LINE_PITCH_PT / 2)


def _keep_whole(table: DocxTable) -> None:
    """Keep each row on the page of the next, so that no page ends with half of a short table."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def add_imprint(document: Document, letter: OfficialDocument) -> None:
    """Add copies and printing office at the very foot of the last page, ruled only if an office is named."""
    copies = layout.copies_line(letter)
    lines = [f"抄送：{copies}"] if copies else []
    if letter.printed_by:
        lines.append(f"{line_of(letter.printed_by)}\t{chinese_date(letter.printed_on or letter.dated)}印发")
    if not lines:
        return
    made = _fixed_table(document, len(lines), (1.0,))
    if letter.printed_by:
        _set_borders(made, ("top", "bottom"), 8)
        _set_borders(made, ("insideH",), 6)
    for row, line in zip(made.rows, lines, strict=True):
        put(row._tr.get_or_add_trPr(), "cantSplit")
        _write_imprint(row.cells[0].paragraphs[0], line)
    _sink(made)
    # The table goes to the page of its anchor, this paragraph, which takes no room itself.
    anchor = document.add_paragraph(style=RULE.name)
    anchor.paragraph_format.line_spacing = Pt(1)


def _sink(table: DocxTable) -> None:
    """Let the table stand at the foot of the text area, whatever is above it.

    Some programs float a table as wide as the text only when its place is counted from the paper's edge.
    """
    left = f"{layout.mm_to_pt(layout.MARGIN_LEFT_MM) * 20:.0f}"
    put(
        table._tbl.tblPr, "tblpPr", leftFromText="0", rightFromText="0",
        vertAnchor="margin", horzAnchor="page", tblpX=left, tblpYSpec="bottom",
    )  # fmt: skip


def _write_imprint(paragraph: Paragraph, text: str) -> None:
    use_style(paragraph, IMPRINT.name)
    lines = paragraph.paragraph_format
    lines.left_indent = lines.right_indent = Pt(layout.SMALL_PT)
    if "\t" in text:
        lines.tab_stops.add_tab_stop(Mm(layout.TEXT_MM[0]) - Pt(layout.SMALL_PT), WD_TAB_ALIGNMENT.RIGHT)
    else:
        lines.left_indent, lines.first_line_indent = Pt(layout.SMALL_PT * 4), Pt(-layout.SMALL_PT * 3)
    paragraph.add_run(text)


def _fixed_table(document: Document, rows: int, shares: tuple[float, ...]) -> DocxTable:
    made: DocxTable = document.add_table(rows, len(shares))
    made.autofit = False
    properties = made._tbl.tblPr
    put(properties, "tblW", w=str(_LINE_TWIPS), type="dxa")
    margins = put(properties, "tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=str(_PADDING_TWIPS if len(shares) > 1 else 0), type="dxa"))
    widths = [Pt(_LINE_TWIPS * share / 20) for share in shares]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    return made


def _set_borders(table: DocxTable, sides: tuple[str, ...], eighths: int) -> None:
    properties = table._tbl.tblPr
    present = properties.find(qualified("tblBorders"))
    borders = put(properties, "tblBorders") if present is None else present
    for side in sides:
        borders.append(element(side, **rule(eighths)))


def _fill(cell: _Cell, text: str, *, heading: bool, centred: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    for position, line in enumerate(lines_of(text)):
        if position:
            paragraph = cell.add_paragraph()
        paragraph.add_run(line)
    for paragraph in cell.paragraphs:
        use_style(paragraph, CELL_HEADING.name if heading else CELL.name)
        if centred and not heading:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
