"""Handing in a workbook, applying its plan, and taking the county out as one."""

from typing import Annotated, Literal
from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, QueryParameter

from yipanqi_api.answers import Answer, created
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.assessing import NOT_IN_FORCE
from yipanqi_api.problems.general import INVALID_REQUEST, RULE_REFUSES
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_api.problems.loading import STALE_PLAN, UNREADABLE_WORKBOOK, WORKBOOK_REFUSED
from yipanqi_api.workbooks.uploads import MAX_BODY, MEDIA_TYPE, read_upload, workbook_file
from yipanqi_api.workbooks.views import WorkbookForm, WorkbookPlanView, WorkbookView
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.workbook import queries, stored_queries
from yipanqi_core.workbook.export import export_county
from yipanqi_core.workbook.stored import apply_stored, marked
from yipanqi_core.workbook.stored_queries import HandedIn
from yipanqi_core.workbook.uploads import hand_in
from yipanqi_core.workbook.years import FIRST, LAST

State = Literal["planned", "applied", "refused"]
Year = Annotated[int | None, QueryParameter(ge=FIRST, le=LAST, description="年度")]


@post(
    "",
    operation_id="HandInWorkbook",
    summary="上传县域工作簿，得到载入计划",
    guards=[requires(Permission.MANAGE_WORKBOOK)],
    responses=refuses(UNREADABLE_WORKBOOK, NOT_IN_FORCE),
    request_max_body_size=MAX_BODY,
)
async def hand_in_workbook(
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: Annotated[WorkbookForm, Body(media_type=RequestEncodingType.MULTI_PART)],
) -> Answer[WorkbookPlanView]:
    """Read, check and compare a workbook; the plan, or every error at once, is kept and nothing else changes."""
    if data.year is not None and not FIRST <= data.year <= LAST:
        raise ProblemError(INVALID_REQUEST, f"年度应在 {FIRST} 到 {LAST} 之间。", errors=(("/year", "年度超出范围"),))
    filename, content = await read_upload(data.file)
    upload_id, _ = await hand_in(transaction, installed(), content, filename, role=identity.role, year=data.year)
    return created(await _plan(transaction, identity, upload_id), f"/v1/workbooks/{upload_id}")


@get("", operation_id="ListWorkbooks", summary="列出上传过的工作簿", guards=[requires(Permission.READ)])
async def list_workbooks(
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    states: Annotated[list[State] | None, QueryParameter(name="state", description="待载入、已载入、有错误")] = None,
    year: Year = None,
) -> Answer[Page[WorkbookView]]:
    """Every workbook handed in, the latest first."""
    connection, tenant = transaction.connection, transaction.tenant_id
    wanted = HandedIn(states or (), year)
    after = paging.after(tuple[UUID])
    rows = await stored_queries.list_workbooks(
        connection, tenant, wanted, None if after is None else after[0], paging.limit + 1
    )
    total = await stored_queries.count_workbooks(connection, tenant, wanted) if paging.count else None
    return paging.answer(rows, key=lambda row: (row.id,), view=WorkbookView.of, total=total)


@get(
    "/{workbook_id:uuid}",
    operation_id="ReadWorkbook",
    summary="查看工作簿的载入计划",
    guards=[requires(Permission.READ)],
)
async def read_workbook(
    workbook_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[WorkbookPlanView]:
    """A workbook with its whole plan."""
    return condition.answer(await _plan(transaction, identity, workbook_id), 1)


@post(
    "/{workbook_id:uuid}/apply",
    status_code=200,
    operation_id="ApplyWorkbook",
    summary="载入工作簿",
    guards=[requires(Permission.MANAGE_WORKBOOK)],
    responses=refuses(RULE_REFUSES, WORKBOOK_REFUSED, STALE_PLAN, NOT_IN_FORCE),
)
async def apply_workbook(
    workbook_id: FromPath[UUID], transaction: NamedDependency[Scope], identity: NamedDependency[Identity]
) -> Answer[WorkbookPlanView]:
    """Carry out exactly the plan that was shown: whole, once, and only while the county still is as it was then."""
    await apply_stored(transaction, installed(), workbook_id, role=identity.role)
    return Answer(await _plan(transaction, identity, workbook_id))


@get(
    "/{workbook_id:uuid}/errors.xlsx",
    operation_id="ReadMarkedWorkbook",
    summary="下载标出错误的工作簿",
    guards=[requires(Permission.MANAGE_WORKBOOK)],
    responses=refuses(RULE_REFUSES, UNREADABLE_WORKBOOK),
    media_type=MEDIA_TYPE,
)
async def read_marked_workbook(workbook_id: FromPath[UUID], transaction: NamedDependency[Scope]) -> Answer[bytes]:
    """The clerk's own file: bad cells coloured and commented, with a sheet of all errors first."""
    filename, content = await marked(transaction, workbook_id)
    return workbook_file(content, f"{filename.removesuffix('.xlsx')}（标错）.xlsx")


@get(
    "/export",
    operation_id="ExportWorkbook",
    summary="导出县域工作簿",
    guards=[requires(Permission.MANAGE_WORKBOOK)],
    responses=refuses(NOT_IN_FORCE),
    media_type=MEDIA_TYPE,
)
async def export_workbook(transaction: NamedDependency[Scope], year: Year = None) -> Answer[bytes]:
    """The county as a workbook of the same layout; annual plans are the year's, by default the last with months."""
    county = await read_county(transaction.connection, transaction.tenant_id)
    content = await export_county(transaction, installed(), year=year)
    return workbook_file(content, f"{county.name}{county.today:%Y%m%d}.xlsx")


async def _plan(scope: Scope, identity: Identity, workbook_id: UUID) -> WorkbookPlanView:
    row = await queries.find_upload(scope.connection, scope.tenant_id, workbook_id)
    if row is None:
        raise NotFoundError("没有这份工作簿；上传过的见 GET /v1/workbooks")
    return WorkbookPlanView.of(row, identity)


workbooks_router = Router(
    "/v1/workbooks",
    route_handlers=[
        hand_in_workbook,
        list_workbooks,
        read_workbook,
        apply_workbook,
        read_marked_workbook,
        export_workbook,
    ],
    tags=["workbooks"],
)
