"""Who convenes a series beside its seat: the posts that have a convening part in the body whose meeting it is."""

from uuid import UUID

from yipanqi_core.facts.gather import gather
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.meetings import MeetingSeries
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


async def body_conveners(scope: Scope, edition: Edition, series: MeetingSeries) -> frozenset[UUID]:
    """Give the posts of the body that convene the series on the county's own day."""
    if not series.convening_parts:
        return frozenset()
    on = await today(scope.connection)
    gathered = await gather(scope, edition, f"{on:%Y-%m}", on, only=[])
    return frozenset(
        gathered.names.post_ids[one.post]
        for one in gathered.county.bodies
        if one.team == series.body and one.part in series.convening_parts and one.post is not None
    )
