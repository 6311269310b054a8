"""Reading the boards of a period."""

from typing import Annotated, Any

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.assessments.periods import DESCRIPTION, period_of
from yipanqi_api.boards.views import Boards
from yipanqi_api.editions import latest_scored
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.problems.assessing import INVALID_PERIOD, NOT_ASSESSED
from yipanqi_core.assessments import queries
from yipanqi_core.assessments.errors import NotAssessedError
from yipanqi_core.assessments.on_demand import stored
from yipanqi_core.assessments.standing_queries import standing_score_rows
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.scope import Scope


@get(
    "",
    operation_id="ReadBoards",
    summary="查看红黑榜",
    guards=[requires(Permission.READ)],
    responses=refuses(INVALID_PERIOD, NOT_ASSESSED),
)
async def read_boards(
    transaction: NamedDependency[Scope],
    condition: NamedDependency[Condition],
    period: Annotated[
        str | None, QueryParameter(max_length=10, description=f"{DESCRIPTION}；缺省为最近存档的一期，按本县计分的周期")
    ] = None,
) -> Answer[Boards]:
    """Red and black boards of each group with the whole ranking, and how it moved since the period before."""
    connection, tenant = transaction.connection, transaction.tenant_id
    row = await _meant(transaction, period)
    scores = await standing_score_rows(connection, tenant, row.id)
    before = await queries.find(connection, tenant, str(Period.parse(row.period).previous()))
    earlier = None if before is None else await standing_score_rows(connection, tenant, before.id)
    edition = installed().edition(row.mechanism, row.edition, row.revision)
    return condition.answer(Boards.of(row, edition, scores, earlier), 1)


async def _meant(scope: Scope, period: str | None) -> Any:
    if period is not None:
        return await stored(scope, period_of(period))
    latest = await latest_scored(scope)
    if latest is None:
        raise NotAssessedError("还没有存档的计分评估；期满后评估，或用 period 指定已存档的期")
    return latest


boards_router = Router("/v1/boards", route_handlers=[read_boards], tags=["boards"])
