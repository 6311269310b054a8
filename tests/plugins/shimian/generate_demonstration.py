"""Writes the demonstration county's workbook and diary anew: a developer's tool, run after changing the sketches.

.venv/bin/python tests/plugins/shimian/generate_demonstration.py
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from yipanqi_core.workbook import layout
from yipanqi_core.workbook.layout import Column, Kind, Sheet
from yipanqi_core.workbook.own_columns import own_columns
from yipanqi_core.workbook.writer import ColumnKind, OutColumn, OutSheet, write_workbook
from yipanqi_plugins.shimian import MECHANISM
from yipanqi_plugins.shimian.demonstration import DEMONSTRATION
from yipanqi_plugins.shimian.demonstration.diary import diary
from yipanqi_plugins.shimian.demonstration.sheets import Row, rows

EDITION = MECHANISM.editions[-1]
KINDS = {Kind.MONEY: ColumnKind.MONEY, Kind.DATE: ColumnKind.DATE, Kind.MONTH: ColumnKind.MONTH}


def workbook() -> bytes:
    """Give the workbook's bytes, the same every time."""
    sheets = layout.sheets(EDITION, own_columns(EDITION.project_fields))
    given = rows()
    created = datetime(DEMONSTRATION.until.year, DEMONSTRATION.until.month, DEMONSTRATION.until.day, tzinfo=UTC)
    return write_workbook([_sheet(sheet, given[sheet.title]) for sheet in sheets if sheet.title in given], created)


def _sheet(sheet: Sheet, given: list[Row]) -> OutSheet:
    unknown = {heading for row in given for heading in row} - {column.heading for column in sheet.columns}
    if unknown:
        raise ValueError(f"“{sheet.title}”表没有这些列：{'、'.join(sorted(unknown))}")
    columns = [OutColumn(_heading(one), KINDS.get(one.kind, ColumnKind.TEXT), _width(one)) for one in sheet.columns]
    return OutSheet(sheet.title, columns, [[row.get(one.heading) for one in sheet.columns] for row in given])


def _heading(column: Column) -> str:
    return f"{column.heading}*" if column.required else column.heading


def _width(column: Column) -> int:
    return 40 if column.kind in (Kind.PROJECT, Kind.LONG_TEXT) or column.heading == "项目名称" else 18


def diary_file() -> bytes:
    """Give the diary's bytes: one page a line, what is empty left out."""
    pages = ({key: value for key, value in asdict(page).items() if value} for page in diary())
    lines = (json.dumps(page, ensure_ascii=False, default=str) for page in pages)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


if __name__ == "__main__":
    made = {DEMONSTRATION.workbook: workbook(), str(DEMONSTRATION.diary): diary_file()}
    with resources.as_file(resources.files(DEMONSTRATION.package).joinpath(DEMONSTRATION.workbook)) as place:
        for file, data in made.items():
            (Path(place).parent / file).write_bytes(data)
