"""What may be done with a project now, asked of the very guards that the routes call."""

from uuid import UUID

from yipanqi_api.actions import Action
from yipanqi_api.records.actions import record_actions
from yipanqi_api.registering.actions import listing_actions
from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.tenants.scope import Scope


async def actions_of(scope: Scope, edition: Edition, identity: Identity, project_id: UUID) -> list[Action]:
    """List what this user may do with the project: upon the lists, and each kind of work that can be recorded."""
    listing = await listing_actions(scope, edition, identity, project_id)
    return listing + await record_actions(scope, identity, edition, project_id)
