"""Making the export of a list out of the list's own route, so that filters and order can never differ."""

import asyncio
import inspect
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, get_type_hints

from litestar import Request, get
from litestar.handlers import HTTPRouteHandler

from yipanqi_api.answers import Answer
from yipanqi_api.exports.column import ExportColumn
from yipanqi_api.exports.whole import MAX_ROWS, Rows, whole_list
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.problems.general import RULE_REFUSES
from yipanqi_api.services import services_of
from yipanqi_api.workbooks.uploads import MEDIA_TYPE, workbook_file
from yipanqi_core.auth.identity import Identity
from yipanqi_core.refusals import RefusedError
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.workbook.writer import OutColumn, OutSheet, heading_width, write_workbook

_AT_ONCE = asyncio.Semaphore(2)
"""Files that a process lays out at a time: each takes memory and a processor of its own."""

_REQUEST = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request[Any, Any, Any])


def export_of(listing: HTTPRouteHandler, path: str, title: str, columns: Sequence[ExportColumn]) -> HTTPRouteHandler:
    """Give the route that exports a list: `listing` answers it, with all rows instead of a page."""
    found = inspect.unwrap(listing.fn)

    async def export(request: Request[Any, Any, Any], **asked: Any) -> Answer[bytes]:
        identity: Identity = request.scope["user"]
        if "identity" in inspect.signature(found).parameters:
            asked["identity"] = identity
        async with services_of(request).database.transaction(identity.tenant_id) as connection:
            scope = Scope(connection, identity.tenant_id, identity.login)
            county = await read_county(connection, identity.tenant_id)
            paging = whole_list()
            await found(transaction=scope, paging=paging, **asked)
        (rows,) = paging.kept
        if rows.more:
            raise RefusedError(f"超过 {len(rows.rows)} 行，一个文件装不下；请加上筛选条件，分几次导出")
        async with _AT_ONCE:
            content = await asyncio.to_thread(render, title, columns, rows, county)
        return workbook_file(content, f"{county.name}{title}{county.today:%Y%m%d}.xlsx")

    _ask_as(export, found)
    export.__doc__ = f"{title}，与列表同样的筛选和排序，全部行；一次至多 {MAX_ROWS} 行。"
    return get(
        path,
        operation_id=f"Export{str(listing.operation_id).removeprefix('List').removeprefix('Read')}",
        summary=f"导出{title}",
        guards=list(listing.guards or ()),
        dependencies=dict(listing.dependencies or {}),
        tags=["exports"],
        responses={**refuses(RULE_REFUSES), **(listing.responses or {})},
        media_type=MEDIA_TYPE,
    )(export)


def render(title: str, columns: Sequence[ExportColumn], rows: Rows, county: County) -> bytes:
    """Lay the file out; the connection has been given back before."""
    heads = [OutColumn(one.heading, one.kind, max(one.width, heading_width(one.heading))) for one in columns]
    shown = map(rows.view, rows.rows)
    cells = [[column.value(item) for column in columns] for item in shown]
    return write_workbook([OutSheet(title, heads, cells)], datetime.combine(county.today, time(0)))


def _ask_as(export: Any, found: Any) -> None:
    """Give the export the list's filters and order; its transaction it opens itself, to end it before laying out."""
    own = {"transaction", "identity", "paging"}
    hints = get_type_hints(found, include_extras=True)
    asked = [
        one.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[name])
        for name, one in inspect.signature(found).parameters.items()
        if name not in own
    ]
    export.__signature__ = inspect.Signature([_REQUEST, *asked], return_annotation=Answer[bytes])
    export.__annotations__ = {one.name: one.annotation for one in (_REQUEST, *asked)} | {"return": Answer[bytes]}
    export.__name__ = f"export_{found.__name__}"
