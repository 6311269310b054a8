"""What may be done with a project now."""

from datetime import date
from uuid import UUID

from yipanqi_api.actions import Action
from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.tenants.scope import Scope


async def actions_of(scope: Scope, edition: Edition, identity: Identity, project_id: UUID, today: date) -> list[Action]:
    """List what this user may do with the project."""
    return []
