"""All the sheets that a county's workbook may have: the fixed ones, and what its mechanism declares."""

from collections import Counter

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.workbook import layout
from yipanqi_core.workbook.layout import Sheet
from yipanqi_core.workbook.own_columns import project_columns
from yipanqi_core.workbook.record_data import record_columns
from yipanqi_core.workbook.supplements import every


def sheets_of(edition: Edition) -> tuple[Sheet, ...]:
    """Give the sheets of an edition. Raises ValueError when it declares two of one title."""
    fixed = layout.sheets(edition, project_columns(edition.project_fields), record_columns(edition))
    found = (*fixed, *every.sheets(edition))
    twice = [title for title, many in Counter(sheet.title for sheet in found).items() if many > 1]
    if twice:
        raise ValueError(f"机制有几项都叫“{twice[0]}”，县域工作簿无法区分；请改其中之一的标题")
    return found
