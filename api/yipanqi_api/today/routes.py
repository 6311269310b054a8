"""What the one who is signed in sees first."""

from litestar import Router, get
from litestar.di import NamedDependency

from yipanqi_api.guards import requires
from yipanqi_api.mechanism.declared import titles_of
from yipanqi_api.today.views import TodayView
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.projects.frame_queries import read_frame
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.today.service import look, look_at_city


@get("/today", operation_id="ReadToday", summary="今日要事", guards=[requires(Permission.READ)])
async def read_today(transaction: NamedDependency[Scope], identity: NamedDependency[Identity]) -> TodayView:
    """What waits for the user, what is late, what falls due within 14 days, and which projects are red.

    A county whose mechanism gives no colours has no such section. In a city: what its counties have referred to it.
    """
    frame = await read_frame(transaction.connection, transaction.tenant_id, None)
    if not frame.county.mechanism:
        return TodayView.of_city(await look_at_city(transaction, frame.today), frame.today)
    edition = installed().in_force(frame.county.mechanism, frame.today)
    today = await look(transaction, edition, frame, identity)
    return TodayView.of(today, frame, identity.role, titles_of(frame.county.mechanism, edition.name))


today_router = Router("/v1/me", route_handlers=[read_today], tags=["me"])
