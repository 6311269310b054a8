"""Who stands where in a queue that the mechanism orders."""

from datetime import date
from typing import Annotated

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from yipanqi_api.answers import Answer
from yipanqi_api.days import asked_day
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.references import Reference
from yipanqi_api.values import Money
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.facts.gather import Gathered
from yipanqi_core.facts.narrow import ask
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.rules.orders import queue
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope


class QueuedView(msgspec.Struct):
    """A project in the queue, counted from 1."""

    number: int
    project: Reference
    lead_unit: str
    total_investment: Money
    since: Annotated[date | None, Meta(description="同一档内按此日先后")]
    because: str


class QueueView(msgspec.Struct):
    """A queue in the order of the clause."""

    code: str
    title: str
    clause: str
    on: date
    data: list[QueuedView]


@get("/{code:str}", operation_id="ReadQueue", summary="查看排序", guards=[requires(Permission.READ)])
async def read_queue(
    code: FromPath[str],
    transaction: NamedDependency[Scope],
    condition: NamedDependency[Condition],
    on: Annotated[date | None, QueryParameter(description="按哪一天的事实；缺省为今天")] = None,
) -> Answer[QueueView]:
    """One queue of projects, first to last, computed from the facts of a day."""
    county = await read_county(transaction.connection, transaction.tenant_id)
    day = asked_day(county, on)
    edition = installed().in_force(county.mechanism, day)
    order = next((one for one in edition.orders if one.code == code), None)
    if order is None:
        known = "、".join(f"{one.code}（{one.title}）" for one in edition.orders) or "无"
        raise NotFoundError(f"本县机制没有排序“{code[:30]}”；可用：{known}")
    parameters = await read_in_force(transaction, edition, day)

    def view(gathered: Gathered) -> list[QueuedView]:
        return [
            QueuedView(
                one.number,
                Reference(gathered.project_ids[one.facts.project], one.facts.project),
                one.facts.lead_unit,
                one.facts.total_investment,
                one.place.since,
                one.place.because,
            )
            for one in queue(order, parameters, gathered.projects)
        ]

    month = str(Period.containing(day, PeriodKind.MONTH))
    rows = await ask(transaction, edition, month, day, ("order", code), view)
    return condition.answer(QueueView(order.code, order.title, order.clause, day, rows), 1)


orders_router = Router("/v1/orders", route_handlers=[read_queue], tags=["orders"])
