"""How an entry of the inbox looks."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.references import Reference
from yipanqi_api.values import Instant, local


class InboxLetter(msgspec.Struct):
    """The letter that an entry brings."""

    id: UUID
    number: str
    href: str
    reply_due_on: date | None


class InboxEntry(msgspec.Struct):
    """Something that has come to the unit, or to a post that the user holds; read by one is read for all of them."""

    id: UUID
    subject: str
    received_on: date
    read_at: Instant | None
    unit: Annotated[Reference | None, Meta(description="收件单位；寄给岗位的为 null")]
    post: Annotated[Reference | None, Meta(description="收件岗位；寄给单位的为 null")]
    letter: InboxLetter | None
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row of the inbox queries."""
        letter = None
        if row.letter_id is not None:
            letter = InboxLetter(row.letter_id, row.number, f"/v1/letters/{row.letter_id}", row.reply_due_on)
        return cls(
            id=row.id,
            subject=row.subject,
            received_on=row.received_on,
            read_at=None if row.read_at is None else local(row.read_at),
            unit=Reference.maybe(row.unit_id, row.unit),
            post=Reference.maybe(row.post_id, row.post),
            letter=letter,
            actions=[]
            if row.read_at
            else [Action("read", "标为已读", "POST", f"/v1/inbox/{row.id}/read", allowed=True)],
        )
