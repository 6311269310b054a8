"""What a unit in a seat of the project's own may fill in: the fields that the mechanism gives that seat."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from yipanqi_core.auth.identity import Identity
from yipanqi_core.facts.gather import gather
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.people.seats import project_seats
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


def fillable(edition: Edition, seats: Collection[str]) -> frozenset[str]:
    """Give the fields that who sits in these seats may fill in."""
    return frozenset(field for seat in edition.project_seats if seat.code in seats for field in seat.fills)


async def may_fill(scope: Scope, edition: Edition, who: Identity, project_id: UUID, changes: Mapping[str, Any]) -> bool:
    """Tell whether all that changes are fields which a seat of this person's in the project fills in."""
    wanted = set(changes.get("fields") or {})
    if not wanted or set(changes) != {"fields"} or not any(seat.fills for seat in edition.project_seats):
        return False
    on = await today(scope.connection)
    gathered = await gather(scope, edition, f"{on:%Y-%m}", on, only=[project_id])
    return wanted <= fillable(edition, project_seats(gathered.names, gathered.projects[0], who))
