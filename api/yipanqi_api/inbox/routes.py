"""The inbox: what has come to one's unit and one's posts, and marking it as read."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.guards import requires
from yipanqi_api.inbox.views import InboxEntry
from yipanqi_api.paging import Page, Paging
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.database.keyset import key_of, key_type
from yipanqi_core.schedule import inbox_queries as queries
from yipanqi_core.schedule.inbox import mark_read
from yipanqi_core.tenants.scope import Scope


@get("", operation_id="ListInbox", summary="列出收件箱", guards=[requires(Permission.READ)])
async def list_inbox(
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    unread: Annotated[bool | None, QueryParameter(description="true 只看未读，false 只看已读")] = None,
) -> Answer[Page[InboxEntry]]:
    """What has come to the user's unit and to the posts held today, the newest first."""
    receiver = _receiver(identity)
    after = paging.after(key_type(queries.NEWEST_FIRST))
    rows = await queries.entry_rows(transaction.connection, receiver, unread, after, paging.limit + 1)
    total = await queries.count_entries(transaction.connection, receiver, unread) if paging.count else None
    return paging.answer(rows, key=key_of, view=InboxEntry.of, total=total)


@post(
    "/{entry_id:uuid}/read",
    status_code=200,
    operation_id="MarkInboxEntryRead",
    summary="标为已读",
    guards=[requires(Permission.READ)],
)
async def read_entry(
    entry_id: FromPath[UUID], transaction: NamedDependency[Scope], identity: NamedDependency[Identity]
) -> InboxEntry:
    """Mark an entry of one's own inbox as read; reading it again changes nothing. Another's entry is not found."""
    return InboxEntry.of(await mark_read(transaction, _receiver(identity), entry_id))


def _receiver(identity: Identity) -> queries.Receiver:
    return queries.Receiver(identity.tenant_id, identity.unit_id, identity.post_ids)


inbox_router = Router("/v1/inbox", route_handlers=[list_inbox, read_entry], tags=["inbox"])
