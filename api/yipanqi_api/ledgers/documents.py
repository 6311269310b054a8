"""A ledger as a file: the official document as .docx or .pdf, its lines as a workbook."""

import asyncio
from datetime import datetime, time
from typing import Annotated, Any, Literal, Self
from uuid import UUID

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.guards import requires
from yipanqi_api.letters.documents import DOCX, PDF, attachment
from yipanqi_api.services import services_of
from yipanqi_api.workbooks.uploads import MEDIA_TYPE as XLSX
from yipanqi_api.workbooks.uploads import workbook_file
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.ladder import ledger_queries as queries
from yipanqi_core.ladder.ledger_body import Body
from yipanqi_core.ladder.ledger_document import ledger_document, ledger_sheets
from yipanqi_core.ladder.standing import ladder_of
from yipanqi_core.letters.frozen import freeze
from yipanqi_core.letters.service import render
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.workbook.writer import write_workbook

LedgerForm = Literal["docx", "pdf", "xlsx"]
_MEDIA_TYPES: dict[LedgerForm, str] = {"docx": DOCX, "pdf": PDF, "xlsx": XLSX}


class LedgerFile(msgspec.Struct):
    """Where a ledger can be had as a file."""

    format: LedgerForm
    media_type: str
    href: str

    @classmethod
    def all_of(cls, ledger_id: UUID) -> list[Self]:
        """Give the links to every form of a ledger."""
        path = f"/v1/ledgers/{ledger_id}/document"
        return [cls(form, media_type, f"{path}?format={form}") for form, media_type in _MEDIA_TYPES.items()]


@get(
    "/{ledger_id:uuid}/document",
    operation_id="DownloadLedger",
    summary="下载台账",
    guards=[requires(Permission.READ)],
    media_type=DOCX,
    opt={"files": tuple(_MEDIA_TYPES.values())},
)
async def download_ledger(
    request: Request[Any, Any, Any],
    ledger_id: FromPath[UUID],
    identity: NamedDependency[Identity],
    form: Annotated[LedgerForm, QueryParameter(name="format", description="默认 docx")] = "docx",
) -> Answer[bytes]:
    """The ledger as it was compiled; laid out in a thread, with the connection given back before."""
    async with services_of(request).database.transaction(identity.tenant_id) as connection:
        county = await read_county(connection, identity.tenant_id)
        row = await queries.ledger_row(connection, identity.tenant_id, ledger_id)
    if row is None:
        raise NotFoundError("没有这份台账")
    body, edition = decode(row.body, Body), installed().in_force(county.mechanism, row.dated)
    if form == "xlsx":
        sheets = ledger_sheets(body, ladder_of(edition))
        content = await asyncio.to_thread(write_workbook, sheets, datetime.combine(row.dated, time(0)))
        return workbook_file(content, f"{body.number} {body.title}.xlsx")
    document = freeze(ledger_document(body, county.name, edition, row.dated))
    content = await asyncio.to_thread(render, document, form)
    headers = {"Content-Disposition": attachment(body.number, body.title, form)}
    return Answer(content, media_type=_MEDIA_TYPES[form], headers=headers)
