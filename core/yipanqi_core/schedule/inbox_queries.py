"""Reading inboxes: what has come to a unit or to the posts that someone holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.keyset import Key, keyed_through
from yipanqi_core.letters.tables import letters
from yipanqi_core.people.tables import posts, units
from yipanqi_core.schedule.tables import inbox

_i = inbox.c
NEWEST_FIRST = (Key(_i.received_on, descending=True), Key(_i.id, descending=True))


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whose inbox it is: a unit's and that of the posts held."""

    tenant_id: UUID
    unit_id: UUID
    post_ids: tuple[UUID, ...]


async def entry_rows(
    connection: AsyncConnection, receiver: Receiver, unread: bool | None, after: Sequence[Any] | None, limit: int
) -> Sequence[Row[Any]]:
    """List a receiver's entries, the newest first, each with the letter it brings and to whom it came."""
    narrow = select(_i.id).where(*_of(receiver), *_reading(unread))
    shown = _shown().where(_i.tenant_id == receiver.tenant_id)
    return list(await connection.execute(keyed_through(shown, narrow, _i.id, NEWEST_FIRST, after, limit)))


async def count_entries(connection: AsyncConnection, receiver: Receiver, unread: bool | None) -> int:
    """Count a receiver's entries."""
    statement = select(func.count()).select_from(inbox).where(*_of(receiver), *_reading(unread))
    return int((await connection.execute(statement)).scalar_one())


async def entry_row(connection: AsyncConnection, receiver: Receiver, entry_id: UUID) -> Row[Any] | None:
    """Find one of a receiver's entries."""
    statement = _shown().where(*_of(receiver), _i.id == entry_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


def _of(receiver: Receiver) -> tuple[ColumnElement[bool], ...]:
    mine = or_(_i.unit_id == receiver.unit_id, _i.post_id.in_(receiver.post_ids))
    return (_i.tenant_id == receiver.tenant_id, mine)


def _reading(unread: bool | None) -> tuple[ColumnElement[bool], ...]:
    if unread is None:
        return ()
    return (_i.read_at.is_(None) if unread else _i.read_at.is_not(None),)


def _shown() -> Select[Any]:
    def of(table: Any, column: ColumnElement[Any]) -> ColumnElement[bool]:
        return and_(table.c.tenant_id == _i.tenant_id, table.c.id == column)

    source = (
        inbox.outerjoin(letters, of(letters, _i.letter_id))
        .outerjoin(units, of(units, _i.unit_id))
        .outerjoin(posts, of(posts, _i.post_id))
    )
    return select(
        _i.id, _i.subject, _i.received_on, _i.read_at,
        _i.unit_id, units.c.name.label("unit"), _i.post_id, posts.c.title.label("post"),
        _i.letter_id, letters.c.number, letters.c.reply_due_on,
    ).select_from(source)  # fmt: skip
