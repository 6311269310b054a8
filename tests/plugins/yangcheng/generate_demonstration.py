"""Writes the demonstration county's workbook anew: a developer's tool, run after changing the plugin's sketches.

.venv/bin/python tests/plugins/yangcheng/generate_demonstration.py
"""

from dataclasses import asdict
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import msgspec

from yipanqi_core.workbook import layout
from yipanqi_core.workbook.layout import Column, Kind, Sheet
from yipanqi_core.workbook.own_columns import own_columns
from yipanqi_core.workbook.writer import ColumnKind, OutColumn, OutSheet, write_workbook
from yipanqi_plugins.yangcheng import MECHANISM
from yipanqi_plugins.yangcheng.demonstration import DEMONSTRATION
from yipanqi_plugins.yangcheng.demonstration.diary import diary
from yipanqi_plugins.yangcheng.demonstration.rows import rows
from yipanqi_plugins.yangcheng.demonstration.units import Row

EDITION = MECHANISM.editions[-1]
KINDS = {
    Kind.MONEY: ColumnKind.MONEY, Kind.DATE: ColumnKind.DATE, Kind.MONTH: ColumnKind.MONTH,
    Kind.NUMBER: ColumnKind.NUMBER,
}  # fmt: skip


def workbook() -> bytes:
    """Give the workbook's bytes, the same every time."""
    sheets = layout.sheets(EDITION, own_columns(EDITION.project_fields))
    given = rows()
    created = datetime(DEMONSTRATION.until.year, DEMONSTRATION.until.month, DEMONSTRATION.until.day, tzinfo=UTC)
    return write_workbook([_sheet(sheet, given[sheet.title]) for sheet in sheets], created)


def _sheet(sheet: Sheet, given: list[Row]) -> OutSheet:
    unknown = {heading for row in given for heading in row} - {column.heading for column in sheet.columns}
    if unknown:
        raise ValueError(f"“{sheet.title}”表没有这些列：{'、'.join(sorted(unknown))}")
    columns = [OutColumn(_heading(one), KINDS.get(one.kind, ColumnKind.TEXT), 18) for one in sheet.columns]
    return OutSheet(sheet.title, columns, [[row.get(one.heading) for one in sheet.columns] for row in given])


def _heading(column: Column) -> str:
    return f"{column.heading}*" if column.required else column.heading


def diary_file() -> bytes:
    """Give the diary's bytes: one page a line, what is empty left out."""
    pages = ({key: value for key, value in asdict(page).items() if value} for page in diary())
    return b"[\n" + b",\n".join(msgspec.json.encode(page) for page in pages) + b"\n]\n"


if __name__ == "__main__":
    made = {DEMONSTRATION.workbook: workbook(), "diary.json": diary_file()}
    for name, content in made.items():
        with resources.as_file(resources.files(DEMONSTRATION.package).joinpath(name)) as place:
            Path(place).write_bytes(content)
