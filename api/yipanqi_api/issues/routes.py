"""Issues for whoever is signed in."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.issues.acting import ACTING, read_detail
from yipanqi_api.issues.life import IssueDetail
from yipanqi_api.issues.listed import ListedIssue, with_actions
from yipanqi_api.issues.looking import provide_issues_wanted
from yipanqi_api.paging import Page, Paging
from yipanqi_api.query import parse_sort
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.database.keyset import key_of, key_type, keys_for
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work import issue_queries as queries
from yipanqi_core.work.issue_queries import IssuesWanted


@get(
    "",
    operation_id="ListIssues",
    summary="列出问题",
    guards=[requires(Permission.READ)],
    dependencies={"wanted": Provide(provide_issues_wanted, sync_to_thread=False)},
)
async def list_issues(
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    wanted: NamedDependency[IssuesWanted],
    sort: Annotated[
        str | None, QueryParameter(description="urgency（急者在前）、raised_on、required_on、category；前加 - 为降序")
    ] = None,
) -> Answer[Page[ListedIssue]]:
    """Issues raised by the county's own day with what may be done: the urgent first, then the oldest, unless asked."""
    connection, tenant, day = transaction.connection, transaction.tenant_id, await today(transaction.connection)
    orders = parse_sort(sort, tuple(queries.SORTS), "urgency,raised_on")
    keys = keys_for(queries.SORTS, ((each.field, each.descending) for each in orders), queries.LAST)
    after = paging.after(key_type(keys))
    rows = await queries.issue_page(connection, tenant, day, wanted, keys, after, paging.limit + 1)
    total = await queries.count_issues(connection, tenant, day, wanted) if paging.count else None
    shown = await with_actions(transaction, identity, () if paging.whole else rows)
    return paging.answer(rows, key=key_of, view=shown, total=total)


@get("/{issue_id:uuid}", operation_id="ReadIssue", summary="查看问题", guards=[requires(Permission.READ)])
async def read_issue(
    issue_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[IssueDetail]:
    """One issue with its stays on the ladder, the ledgers it stood in, its referrals and what may be done with it."""
    shown, version = await read_detail(transaction, identity, issue_id)
    return condition.answer(shown, version)


issues_router = Router("/v1/issues", route_handlers=[list_issues, read_issue, *ACTING], tags=["issues"])
