"""Measures of GB/T 9704—2012 that every renderer keeps, and what is worked out from them."""

from dataclasses import dataclass

from .model import OfficialDocument, Table, chinese_date
from .text import line_of, lines_of, width_of

PAGE_MM = (210.0, 297.0)
MARGIN_TOP_MM = 37.0
MARGIN_LEFT_MM = 28.0
TEXT_MM = (156.0, 225.0)
MARGIN_RIGHT_MM = PAGE_MM[0] - MARGIN_LEFT_MM - TEXT_MM[0]
MARGIN_BOTTOM_MM = PAGE_MM[1] - MARGIN_TOP_MM - TEXT_MM[1]

LINE_PITCH_PT = 28.95  # 22 lines on a page
CHARACTERS_PER_LINE = 28
BODY_PT = 16.0  # 3号
TITLE_PT = 22.0  # 2号
TITLE_PITCH_PT = 35.0
SMALL_PT = 14.0  # 4号
TABLE_PT = 12.0  # 小四
TABLE_PITCH_PT = 20.0
IMPRINT_PITCH_PT = 24.0

ISSUER_TOP_MM = 30.0  # from the upper edge of the paper to the issuer's name
ISSUER_GAP_MM = 4.0  # from the issuer's name to the double rule
RULE_WIDTH_MM = 170.0
RULE_BOTTOM_MM = 20.0  # from the lower edge of the paper to the second double rule
# Seven eighths of a 3号 character below the double rule, less the air that a line has above its characters.
NUMBER_GAP_PT = BODY_PT * 7 / 8 - (LINE_PITCH_PT - BODY_PT) / 2
RED = "FF0000"

_ISSUER_LARGEST_PT = 42.0
_ISSUER_SMALLEST_PT = 18.0
_DATE_INDENT = 4.0
_NARROWEST_COLUMN = 2.0
_CELL_PADDING = 1.0
_TALLEST_ROW_LINES = 15


@dataclass(frozen=True, slots=True)
class SignatureIndents:
    """How far signature and date stand from the right edge, in characters."""

    signature: float
    dated: float


def mm_to_pt(length: float) -> float:
    """Return a length in points."""
    return length * 72 / 25.4


def issuer_points(issuer: str) -> float:
    """Return the size at which the issuer's name fills one line, within what the eye finds decent."""
    fitting = mm_to_pt(TEXT_MM[0]) / max(width_of(issuer), 1)
    return round(max(_ISSUER_SMALLEST_PT, min(_ISSUER_LARGEST_PT, fitting - 0.5)) * 2) / 2


def signature_indents(document: OfficialDocument) -> SignatureIndents:
    """Set the date four characters from the right and centre the signature above it.

    A signature so long that it would leave the page pushes the date to the left instead.
    """
    overhang = (width_of(line_of(document.signature)) - width_of(chinese_date(document.dated))) / 2
    if overhang > CHARACTERS_PER_LINE / 2:
        return SignatureIndents(0, _DATE_INDENT)
    dated = max(_DATE_INDENT, overhang)
    return SignatureIndents(dated - overhang, dated)


def column_shares(table: Table) -> tuple[float, ...]:
    """Return the share of the line that each column takes; together they are 1."""
    widths = table.widths or _fitted([_content_width(column) for column in _columns(table)])
    return tuple(width / sum(widths) for width in widths)


def centred_columns(table: Table) -> tuple[bool, ...]:
    """Tell for each column whether all its cells fit on one line, and so stand in its middle."""
    room = _table_room()
    pairs = zip(_columns(table), column_shares(table), strict=True)
    return tuple(
        max(width_of(cell) for cell in column[1:] or ("",)) <= share * room - _CELL_PADDING for column, share in pairs
    )


def tall_rows(table: Table) -> tuple[bool, ...]:
    """Tell for each row whether it is so tall that it has to be allowed to break over two pages."""
    room, shares = _table_room(), column_shares(table)

    def lines(cell: str, share: float) -> float:
        per_line = max(share * room - _CELL_PADDING, 1)
        return sum(width_of(line) // per_line + 1 for line in lines_of(cell))

    return tuple(max(map(lines, row, shares)) > _TALLEST_ROW_LINES for row in table.rows)


def copies_line(document: OfficialDocument) -> str:
    """Return the offices that receive a copy as one line closed by a full stop, or nothing."""
    names = [name for name in map(line_of, document.copies) if name]
    return f"{'，'.join(names)}。" if names else ""


def attachment_names(document: OfficialDocument) -> tuple[str, ...]:
    """Return the names of the attachments that have one."""
    return tuple(name for name in map(line_of, document.attachments) if name)


def _columns(table: Table) -> list[tuple[str, ...]]:
    rows = (table.headings, *table.rows)
    return [tuple(line_of(row[index]) for row in rows) for index in range(len(table.headings))]


def _table_room() -> float:
    """Return how many characters of a table fit on a line."""
    return mm_to_pt(TEXT_MM[0]) / TABLE_PT


def _content_width(column: tuple[str, ...]) -> float:
    return max(*map(width_of, column), _NARROWEST_COLUMN) + _CELL_PADDING


def _fitted(widths: list[float]) -> tuple[float, ...]:
    """Let narrow columns keep their width and the widest ones share what is left of the line."""
    room, narrower = _table_room(), sorted(widths)
    for position, width in enumerate(narrower):
        share = room / (len(widths) - position)
        if width > share:
            return tuple(min(width, share) for width in widths)
        room -= width
    return tuple(widths)
