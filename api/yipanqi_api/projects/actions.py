"""What may be done with a project now, asked of the very guards that the routes call."""

from yipanqi_api.actions import Action
from yipanqi_api.letters.actions import letter_actions
from yipanqi_api.projects.work_actions import work_actions
from yipanqi_api.records.actions import record_actions
from yipanqi_api.registering.actions import listing_actions
from yipanqi_core.acts.standing import Standing
from yipanqi_core.tenants.scope import Scope


async def actions_of(scope: Scope, at: Standing) -> list[Action]:
    """List what this user may do with the project: upon the lists, its work, each kind of record, letters."""
    recorded = await record_actions(scope, at)
    letters = letter_actions(at.edition, at.seats, project_id=at.project_id)
    return await listing_actions(scope, at) + await work_actions(scope, at) + recorded + letters
