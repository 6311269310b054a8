"""Tasks: listing what is owed, and reading one."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.paging import Page, Paging
from yipanqi_api.query import parse_sort
from yipanqi_api.tasks.views import TaskView
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.database.keyset import key_of, key_type
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work import task_queries as queries


@get("", operation_id="ListTasks", summary="列出任务", guards=[requires(Permission.READ)])
async def list_tasks(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    kind: Annotated[list[str] | None, QueryParameter(description="类别代码")] = None,
    post: Annotated[UUID | None, QueryParameter(description="责任岗位")] = None,
    unit: Annotated[UUID | None, QueryParameter(description="责任单位")] = None,
    project: Annotated[UUID | None, QueryParameter(description="项目")] = None,
    is_open: Annotated[bool | None, QueryParameter(name="open", description="true 未办结，false 已办结")] = None,
    mine: Annotated[bool, QueryParameter(description="只看本单位或本人岗位的")] = False,
    sort: Annotated[str | None, QueryParameter(description="opened_on、due_on；前加 - 为降序")] = None,
) -> Answer[Page[TaskView]]:
    """What posts and units owe, the latest first; each says which record closes it and whether this user may."""
    orders = parse_sort(sort, tuple(queries.SORTS), "-opened_on")
    keys = queries.order((each.field, each.descending) for each in orders)
    mine_only = (identity.unit_id, identity.post_ids) if mine else None
    wanted = queries.TaskFilter(kind, post, unit, project, is_open, mine_only)
    connection, tenant = transaction.connection, transaction.tenant_id
    after = paging.after(key_type(keys))
    _, edition = await county_and_edition(transaction)
    rows = await queries.task_rows(connection, tenant, wanted, keys, after, paging.limit + 1)
    total = await queries.count_tasks(connection, tenant, wanted) if paging.count else None
    return paging.answer(rows, key=key_of, view=lambda row: TaskView.of(row, identity, edition), total=total)


@get("/{task_id:uuid}", operation_id="ReadTask", summary="查看任务", guards=[requires(Permission.READ)])
async def read_task(
    task_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[TaskView]:
    """One task."""
    row = await queries.task_row(transaction.connection, transaction.tenant_id, task_id)
    if row is None:
        raise NotFoundError("没有这项任务")
    _, edition = await county_and_edition(transaction)
    return condition.answer(TaskView.of(row, identity, edition), 1 if row.done_on is None else 2)


tasks_router = Router("/v1/tasks", route_handlers=[list_tasks, read_task], tags=["tasks"])
