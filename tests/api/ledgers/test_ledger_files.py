"""SM-3.1: a ledger as an official document and as a workbook, the same lines as it was compiled."""

import io
from typing import Any

import docx
import openpyxl
import pytest

from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.ladder.ledgers import compile_ledger
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.scope import Scope


async def compiled(database: Database, year: Any) -> Any:
    """The first ledger of July, as the API shows it."""
    edition = installed().edition("shimian", "2024")
    async with database.transaction(year.county.id) as connection:
        scope = Scope(connection, year.county.id, "test")
        await compile_ledger(scope, edition, "ten_day_ledger", Period.parse("2024-06-T3"))
    (row,) = (await year.office.get("/v1/ledgers?period=2024-06-T3")).json()["data"]
    return (await year.office.get(f"/v1/ledgers/{row['id']}")).json()


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.clause("SM-3.1")
async def test_a_ledger_comes_as_document_and_as_workbook_with_its_very_lines(
    database: Database, fresh_year: Any, neighbour_year: Any
) -> None:
    ledger = await compiled(database, fresh_year)
    assert [one["format"] for one in ledger["files"]] == ["docx", "pdf", "xlsx"]
    files = {one["format"]: await fresh_year.clerk.get(one["href"]) for one in ledger["files"]}
    for one in ledger["files"]:
        assert files[one["format"]].headers["content-type"] == one["media_type"]
        assert (await neighbour_year.office.get(one["href"])).status_code == 404
    assert files["pdf"].content.startswith(b"%PDF")
    document: Any = docx.Document(io.BytesIO(files["docx"].content))
    issues, unreported = document.tables[0], document.tables[-1]
    head, *lines = cells(issues)
    assert head[:3] == ["序号", "项目名称", "问题"]
    assert [(line[1], line[2]) for line in lines] == [(o["project"]["name"], o["description"]) for o in ledger["lines"]]
    assert [line[4] for line in lines] == [one["urgency"]["label"] for one in ledger["lines"]]
    assert [row[0] for row in cells(unreported)[1:]] == [one["unit"]["name"] for one in ledger["unreported"]]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert ledger["number"] in text
    assert "新县发展和改革局" in text
    book: Any = openpyxl.load_workbook(io.BytesIO(files["xlsx"].content))
    assert book.sheetnames == ["未解决问题", "报送情况", "未报送"]
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [(row[1], row[9]) for row in rows] == [(one["project"]["name"], one["days_open"]) for one in ledger["lines"]]
    assert {sheet.freeze_panes for sheet in book.worksheets} == {"A2"}


async def test_other_forms_and_other_ledgers_are_refused(database: Database, fresh_year: Any) -> None:
    ledger = await compiled(database, fresh_year)
    path = ledger["files"][0]["href"].partition("?")[0]
    assert (await fresh_year.office.get(f"{path}?format=odt")).status_code == 400
    unknown = path.replace(ledger["id"], fresh_year.county.id.hex)
    assert (await fresh_year.office.get(unknown)).status_code == 404
