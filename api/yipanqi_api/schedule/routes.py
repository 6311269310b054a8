"""Reading the schedule."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.guards import requires
from yipanqi_api.paging import Paging
from yipanqi_api.query import parse_sort
from yipanqi_api.schedule.views import ScheduleView, SlotView, UpcomingView
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.schedule import reading_queries
from yipanqi_core.schedule.reading_queries import Slots
from yipanqi_core.schedule.upcoming import upcoming
from yipanqi_core.tenants.queries import parameter_rows
from yipanqi_core.tenants.scope import Scope

State = Literal["done", "open", "failed"]


@get("", operation_id="ReadSchedule", summary="查看日程", guards=[requires(Permission.READ)])
async def read_schedule(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    schedule: Annotated[list[str] | None, QueryParameter(description="日程的代码，见 GET /v1/mechanism")] = None,
    states: Annotated[list[State] | None, QueryParameter(name="state", description="已办、待办、出错待重试")] = None,
    late: Annotated[bool | None, QueryParameter(description="是否迟办")] = None,
    sort: Annotated[str | None, QueryParameter(max_length=100, description="due_at，前加 - 为降序")] = None,
) -> Answer[ScheduleView]:
    """What fell due and what came of it, the latest first, and the next moment of every schedule."""
    connection, tenant = transaction.connection, transaction.tenant_id
    descending = parse_sort(sort, ("due_at",), "-due_at")[0].descending
    wanted = Slots(schedule or (), states or (), late)
    after = paging.after(tuple[date, int, int, UUID])
    county, edition = await county_and_edition(transaction)
    rows = await reading_queries.list_slots(connection, tenant, wanted, after, paging.limit + 1, descending=descending)
    page = paging.answer(
        rows,
        key=lambda row: (row.due_on, row.due_minute, row.position, row.id),
        view=lambda row: SlotView.of(row, edition),
        total=await reading_queries.count_slots(connection, tenant, wanted) if paging.count else None,
    )
    coming = await upcoming(transaction, edition, county, await parameter_rows(connection, tenant))
    shown = page.content
    whole = ScheduleView(shown.data, shown.next_cursor, shown.has_more, [UpcomingView.of(one) for one in coming])
    whole.total = shown.total
    return Answer(whole, headers=page.headers)


schedule_router = Router("/v1/schedule", route_handlers=[read_schedule], tags=["schedule"])
