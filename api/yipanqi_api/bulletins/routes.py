"""Bulletins for whoever is signed in; the inspectors' own written by those who inspect."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.answers import Answer, created
from yipanqi_api.bulletins.views import BulletinRow, BulletinView, WrittenBulletin
from yipanqi_api.editions import edition_today
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.letters.documents import DOCX, MEDIA_TYPES, PDF, Form, attachment
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.services import services_of
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.bulletins import queries as file_queries
from yipanqi_core.bulletins import reading_queries as queries
from yipanqi_core.bulletins.inspection import Written, issue_written
from yipanqi_core.bulletins.tables import bulletins
from yipanqi_core.letters.service import render
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope


@get("", operation_id="ListBulletins", summary="列出通报", guards=[requires(Permission.READ)])
async def list_bulletins(
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    kind: Annotated[list[str] | None, QueryParameter(description="通报种类")] = None,
    period: Annotated[list[str] | None, QueryParameter(description="期，如 2024-Q2")] = None,
    sort: Annotated[str | None, QueryParameter(max_length=100, description="issued_on，前加 - 为降序")] = None,
) -> Answer[Page[BulletinRow]]:
    """Bulletins of the county, the latest first."""
    statement = queries.list_bulletins(transaction.tenant_id, kind or (), period or ())
    sorts = queries.BULLETIN_SORTS
    return await page_of(transaction, paging, statement, sorts, sort or "-issued_on", bulletins.c.id, BulletinRow.of)


@get("/{bulletin_id:uuid}", operation_id="ReadBulletin", summary="查看通报", guards=[requires(Permission.READ)])
async def read_bulletin(
    bulletin_id: FromPath[UUID], transaction: NamedDependency[Scope], condition: NamedDependency[Condition]
) -> Answer[BulletinView]:
    """One bulletin with its document as it was issued."""
    row = await _found(transaction, bulletin_id)
    return condition.answer(BulletinView.of(row), row.problems - row.open_problems + 1)


@get(
    "/{bulletin_id:uuid}/document",
    operation_id="DownloadBulletin",
    summary="下载通报",
    guards=[requires(Permission.READ)],
    media_type=DOCX,
    opt={"files": (DOCX, PDF)},
)
async def download_bulletin(
    request: Request[Any, Any, Any],
    bulletin_id: FromPath[UUID],
    identity: NamedDependency[Identity],
    form: Annotated[Form | None, QueryParameter(name="format", description="不给时按 Accept，默认 docx")] = None,
) -> Answer[bytes]:
    """The bulletin as a file, the same bytes for ever; laid out in a thread, with the connection given back before."""
    async with services_of(request).database.transaction(identity.tenant_id) as connection:
        row = await file_queries.bulletin_file(connection, identity.tenant_id, bulletin_id)
    if row is None:
        raise NotFoundError("没有这份通报")
    chosen: Form = form or ("pdf" if request.accept.best_match([DOCX, PDF], DOCX) == PDF else "docx")
    content = await asyncio.to_thread(render, bytes(row.document), chosen)
    headers = {"Content-Disposition": attachment(row.number, row.kind, chosen), "Vary": "Accept"}
    return Answer(content, media_type=MEDIA_TYPES[chosen], headers=headers)


@post(
    "",
    operation_id="WriteBulletin",
    summary="印发督查通报、工作信息",
    guards=[requires(Permission.READ)],  # the kind's own guard says which seat issues it, with its clause
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def write_bulletin(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[WrittenBulletin]
) -> Answer[BulletinView]:
    """Issue what a seat writes itself: upon a bulletin that it received, once a period, or at will; numbered."""
    new = Written(data.kind, data.period, data.title, tuple(data.paragraphs))
    made = await issue_written(transaction, await edition_today(transaction), new, identity)
    return created(BulletinView.of(await _found(transaction, made)), f"/v1/bulletins/{made}")


async def _found(scope: Scope, bulletin_id: UUID) -> Any:
    row = await queries.bulletin_row(scope.connection, scope.tenant_id, bulletin_id)
    if row is None:
        raise NotFoundError("没有这份通报")
    return row


bulletins_router = Router(
    "/v1/bulletins",
    route_handlers=[list_bulletins, read_bulletin, download_bulletin, write_bulletin],
    tags=["bulletins"],
)
