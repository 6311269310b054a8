"""Looking up a meeting or an item with its series, and showing them."""

from typing import Any
from uuid import UUID

from yipanqi_api.meetings.actions import of_item, of_whole_meeting
from yipanqi_api.meetings.views import AgendaItemView, MeetingView
from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.meetings import queries
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope


async def locked_meeting(scope: Scope, meeting_id: UUID) -> Any:
    """Hold a meeting and give it with its convener. Raises NotFoundError."""
    await queries.lock_meeting(scope.connection, scope.tenant_id, meeting_id)
    return await found_meeting(scope, meeting_id)


async def found_meeting(scope: Scope, meeting_id: UUID) -> Any:
    """Give a meeting. Raises NotFoundError."""
    row = await queries.meeting_row(scope.connection, scope.tenant_id, meeting_id)
    if row is None:
        raise NotFoundError("没有这次会议")
    return row


async def found_item(scope: Scope, item_id: UUID, *, lock: bool = False) -> Any:
    """Give an agenda item. Raises NotFoundError."""
    row = await queries.item_row(scope.connection, scope.tenant_id, item_id, lock=lock)
    if row is None:
        raise NotFoundError("没有这项议题")
    return row


async def meeting_view(scope: Scope, identity: Identity, edition: Edition, meeting_id: UUID) -> MeetingView:
    """Show one meeting; three statements."""
    row = await found_meeting(scope, meeting_id)
    items = await queries.item_rows(scope.connection, scope.tenant_id, meeting_id)
    kept = await queries.minutes_of(scope.connection, scope.tenant_id, meeting_id)
    agenda = [AgendaItemView.of(one, of_item(identity, edition, row, one)) for one in items]
    return MeetingView.whole(row, edition, agenda, kept.minutes, of_whole_meeting(identity, edition, row, items))


async def item_view(scope: Scope, identity: Identity, edition: Edition, item_id: UUID) -> AgendaItemView:
    """Show one agenda item."""
    item = await found_item(scope, item_id)
    meeting = await found_meeting(scope, item.meeting_id)
    return AgendaItemView.of(item, of_item(identity, edition, meeting, item))
