"""Records of work: listing, reading, and writing one."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.answers import Answer, created
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import NOT_FOUND, RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.query import parse_sort
from yipanqi_api.records.actions import PATH
from yipanqi_api.records.views import NewRecord, RecordRow, RecordView
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.database.keyset import key_of, key_type
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.refusals import InvalidInputError, NotFoundError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Level
from yipanqi_core.work import reading_queries as queries
from yipanqi_core.work import records
from yipanqi_core.work.guards import require_recorder
from yipanqi_core.work.kinds import kind_of, require_doer


@get("", operation_id="ListRecords", summary="列出工作记录", guards=[requires(Permission.READ)])
async def list_records(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    kind: Annotated[list[str] | None, QueryParameter(description="类别")] = None,
    project: Annotated[UUID | None, QueryParameter(description="项目")] = None,
    level: Annotated[list[Level] | None, QueryParameter(description="项目层级（现在的）")] = None,
    post_id: Annotated[UUID | None, QueryParameter(name="post", description="岗位")] = None,
    unit: Annotated[UUID | None, QueryParameter(description="单位")] = None,
    on_gte: Annotated[date | None, QueryParameter(description="不早于")] = None,
    on_lte: Annotated[date | None, QueryParameter(description="不晚于")] = None,
    field: Annotated[
        list[str] | None,
        QueryParameter(description="专门内容等于，写作 字段:值，如 result:已同意；可给多个，须同时符合"),
    ] = None,
    sort: Annotated[str | None, QueryParameter(description="on、kind；前加 - 为降序")] = None,
) -> Answer[Page[RecordRow]]:
    """Work that was recorded, the latest first."""
    orders = parse_sort(sort, tuple(queries.SORTS), "-on")
    keys = queries.order((each.field, each.descending) for each in orders)
    wanted = queries.RecordFilter(kind, project, post_id, unit, on_gte, on_lte, _fields(field), level)
    connection, tenant = transaction.connection, transaction.tenant_id
    after = paging.after(key_type(keys))
    rows = await queries.record_rows(connection, tenant, wanted, keys, after, paging.limit + 1)
    total = await queries.count_records(connection, tenant, wanted) if paging.count else None
    return paging.answer(rows, key=key_of, view=RecordRow.of, total=total)


@get("/{record_id:uuid}", operation_id="ReadRecord", summary="查看工作记录", guards=[requires(Permission.READ)])
async def read_record(
    record_id: FromPath[UUID], transaction: NamedDependency[Scope], condition: NamedDependency[Condition]
) -> Answer[RecordView]:
    """One record with the tasks that it closed."""
    return condition.answer(await _view(transaction, record_id), 1)


@post(
    "",
    operation_id="CreateRecord",
    summary="记录工作",
    guards=[requires(Permission.READ)],  # the record's own guard says who may, with its clause
    responses=refuses(WRONG_ACTOR, RULE_REFUSES, NOT_FOUND),
)
async def create_record(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewRecord]
) -> Answer[RecordView]:
    """Record work done; it closes the tasks that it fulfils.

    A post's work is recorded by who holds it or by the people of its unit on its behalf, a unit's by its people;
    the daily office may record for anyone. Whoever records attests (`recorded_by`).
    """
    _, edition = await county_and_edition(transaction)
    await _require_recorder(transaction, identity, edition, data)
    new = records.NewRecord(
        data.kind, data.project_id, data.post_id, data.unit_id, data.on, data.note, data.data, data.task_id
    )
    record_id = await records.add_record(transaction, edition, new)
    return created(await _view(transaction, record_id), f"{PATH}/{record_id}")


def _fields(given: list[str] | None) -> list[tuple[str, str]]:
    pairs = [one.partition(":") for one in given or ()]
    if any(not colon or not name for name, colon, _ in pairs):
        raise InvalidInputError(
            "field 写作 字段:值，如 field=result:已同意；各类记录的字段见 GET /v1/mechanism", "/field"
        )
    return [(name, value) for name, _, value in pairs]


async def _require_recorder(transaction: Scope, identity: Identity, edition: Edition, data: NewRecord) -> None:
    if (data.post_id is None) == (data.unit_id is None):
        raise InvalidInputError("post_id 与 unit_id 应填且只填一个：由岗位或由单位所做", "/post_id")
    doer = await queries.find_doer(
        transaction.connection, transaction.tenant_id, post_id=data.post_id, unit_id=data.unit_id
    )
    if doer is None:
        raise NotFoundError("没有这个岗位或单位")
    kind = kind_of(edition, data.kind)
    require_recorder(identity, doer, kind.clause, inspects=kind.inspects, edition=edition)
    await require_doer(transaction, edition, kind, data.project_id, doer)


async def _view(transaction: Scope, record_id: UUID) -> RecordView:
    connection, tenant = transaction.connection, transaction.tenant_id
    row = await queries.record_row(connection, tenant, record_id)
    if row is None:
        raise NotFoundError("没有这条工作记录")
    closed = await queries.closed_by(connection, tenant, record_id)
    return RecordView.whole(row, closed, await queries.found_by(connection, tenant, record_id))


records_router = Router(PATH, route_handlers=[list_records, read_record, create_record], tags=["records"])
