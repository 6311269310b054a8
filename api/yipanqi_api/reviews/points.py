"""What approving units look at, published beforehand per kind of item."""

from typing import Annotated
from uuid import UUID

from litestar import get, put
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.paging import Page, Paging
from yipanqi_api.reviews.views import NewPoints, PointsView
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.reviews import points, queries
from yipanqi_core.tenants.scope import Scope


@get("", operation_id="ListReviewPoints", summary="关键指标与审核要点", guards=[requires(Permission.READ)])
async def list_points(
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    unit: Annotated[UUID | None, QueryParameter(description="审批单位")] = None,
    item: Annotated[list[str] | None, QueryParameter(description="要素或手续的名称")] = None,
) -> Answer[Page[PointsView]]:
    """What every approving unit has published, by kind of item."""
    statement = queries.points_statement(transaction.tenant_id)
    if unit is not None:
        statement = statement.where(queries.POINTS_UNIT.in_([unit]))
    if item is not None:
        statement = statement.where(queries.POINTS_ITEM.in_(item))
    return await page_of(
        transaction, paging, statement, queries.POINTS_SORTS, "item", queries.POINTS_UNIT, PointsView.of
    )


@put(
    "",
    operation_id="PublishReviewPoints",
    summary="公布关键指标与审核要点",
    guards=[requires(Permission.REPORT_PROGRESS)],
)
async def publish_points(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewPoints]
) -> PointsView:
    """Publish for one's own unit, in place of what it published before for this kind of item."""
    _, edition = await county_and_edition(transaction)
    await points.publish_points(transaction, edition, data.item, data.key_figures, data.review_points, identity)
    row = await queries.points_row(transaction.connection, transaction.tenant_id, identity.unit_id, data.item)
    return PointsView.of(row)
