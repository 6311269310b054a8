"""Posts for whoever is signed in."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.paging import Page, Paging
from yipanqi_api.posts.views import PostRow, PostView
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.people import unit_queries as queries
from yipanqi_core.people.unit_queries import PostsWanted
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


@get("", operation_id="ListPosts", summary="列出岗位", guards=[requires(Permission.READ)])
async def list_posts(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    unit: Annotated[UUID | None, QueryParameter(description="所在单位")] = None,
    held: Annotated[bool | None, QueryParameter(description="今日有任职者")] = None,
    leads: Annotated[bool | None, QueryParameter(description="有包抓项目")] = None,
    q: Annotated[str | None, QueryParameter(min_length=1, max_length=50, description="职务或姓名")] = None,
    sort: Annotated[str | None, QueryParameter(description="title、unit；前加 - 为降序")] = None,
) -> Answer[Page[PostRow]]:
    """Posts with who holds them today and the portfolio."""
    day = await today(transaction.connection)
    statement = queries.post_statement(transaction.tenant_id, day, PostsWanted(unit, held, leads, q))
    return await page_of(
        transaction, paging, statement, queries.POST_SORTS, sort or "unit,title", queries.POST_LAST, PostRow.of
    )


@get("/{post_id:uuid}", operation_id="ReadPost", summary="查看岗位", guards=[requires(Permission.READ)])
async def read_post(
    post_id: FromPath[UUID], transaction: NamedDependency[Scope], condition: NamedDependency[Condition]
) -> Answer[PostView]:
    """One post with everyone who has held it."""
    connection, tenant = transaction.connection, transaction.tenant_id
    row = await queries.post_row(connection, tenant, post_id, await today(connection))
    if row is None:
        raise NotFoundError("没有这个岗位")
    return condition.answer(PostView.with_tenures(row, await queries.tenure_rows(connection, tenant, post_id)), 1)


posts_router = Router("/v1/posts", route_handlers=[list_posts, read_post], tags=["posts"])
