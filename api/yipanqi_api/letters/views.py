"""How letters look in a list and one by one."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.actions import Action
from yipanqi_api.letters.documents import DocumentView, FileLink
from yipanqi_api.letters.replies import ReplyState, ReplyView
from yipanqi_api.references import PostReference, Reference, Word
from yipanqi_api.rulings import RulingView
from yipanqi_core.mechanism.letters import LetterKind
from yipanqi_core.vocabulary import Colour


class LetterRow(msgspec.Struct):
    """A letter as lists show it."""

    id: UUID
    kind: str
    number: Annotated[str, Meta(description="文号", examples=["石发改函〔2024〕1号"])]
    period: Annotated[str, Meta(examples=["2024-06"])]
    project: Reference
    unit: Annotated[Reference, Meta(description="收文单位")]
    colour: Annotated[Word | None, Meta(description="项目当期颜色")]
    copies: Annotated[list[PostReference], Meta(description="抄送岗位及发文当日任职者")]
    clause: str
    issued_on: date
    reply_due_on: date | None
    provisional: Annotated[bool, Meta(description="回复期限跨入节假日安排尚未公布的年份，可能变动")]
    reply_state: ReplyState
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, actions: list[Action]) -> Self:
        """Show a row of the letters' reading queries."""
        return cls(**_shown(row), reply_state=ReplyState.of(row), actions=actions)


class LetterView(msgspec.Struct):
    """A letter with the ruling it rests on, its document as issued, its files and its reply."""

    id: UUID
    kind: str
    number: str
    period: str
    project: Reference
    unit: Reference
    colour: Word | None
    copies: list[PostReference]
    clause: str
    issued_on: date
    reply_due_on: date | None
    provisional: bool
    reply_state: ReplyState
    ruling: RulingView
    document: DocumentView
    files: list[FileLink]
    reply: ReplyView | None
    actions: list[Action] = msgspec.field(name="_actions")

    @classmethod
    def of(cls, row: Any, ruling: Any, kind: LetterKind, actions: list[Action]) -> Self:
        """Show one letter with everything that belongs to it."""
        return cls(
            **_shown(row),
            reply_state=ReplyState.of(row),
            ruling=RulingView(ruling.value, ruling.clause, ruling.because, msgspec.Raw(ruling.facts)),
            document=DocumentView.of(row.document),
            files=FileLink.all_of(row.id),
            reply=ReplyView.maybe(row, kind),
            actions=actions,
        )


def _shown(row: Any) -> dict[str, Any]:
    holder = Reference.maybe(row.holder_id, row.holder)
    copies = [] if row.copy_post_id is None else [PostReference(row.copy_post_id, row.copy_title, holder)]
    return {
        "id": row.id,
        "kind": row.kind,
        "number": row.number,
        "period": row.period,
        "project": Reference(row.project_id, row.project),
        "unit": Reference(row.unit_id, row.unit),
        "colour": None if row.colour is None else Word.of(Colour.of(row.colour)),
        "copies": copies,
        "clause": row.clause,
        "issued_on": row.issued_on,
        "reply_due_on": row.reply_due_on,
        "provisional": row.provisional,
    }
