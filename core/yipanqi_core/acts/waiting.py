"""What waits for a person: the proposals whose next signature, or whose mending, is theirs."""

from uuid import UUID

from yipanqi_core.acts import queries
from yipanqi_core.acts.standing import standings
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, holds
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.seats import PROJECT_DEPUTY
from yipanqi_core.people.seats import seats_of
from yipanqi_core.tenants.scope import Scope


async def waiting_for(scope: Scope, edition: Edition, who: Identity, seats: frozenset[str] | None = None) -> list[UUID]:
    """Give the proposals that wait for the person: in a seat, as a project's deputy, or returned to the lead unit.

    `seats` are the person's, where they are known already.
    """
    if not holds(who.role, Permission.MOVE_PROJECTS):
        return []
    held = await seats_of(scope, edition, who) if seats is None else seats
    rows = await queries.waiting_rows(scope.connection, scope.tenant_id, sorted(held), who.unit_id)
    unsure = {row.project_id for row in rows if not row.sure}
    stand = await standings(scope, edition, who, unsure if who.post_ids else ())
    return [
        row.id
        for row in rows
        if row.sure or (row.project_id in stand and PROJECT_DEPUTY in stand[row.project_id].seats)
    ]
