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


class ByHandView(msgspec.Struct):
    """What a letter issued by a person holds besides."""

    matter: str
    deadline: Annotated[date, Meta(description="事项的办理时限")]
    issued_by: str
    received_on: Annotated[date | None, Meta(description="收文单位签收之日；未签收的自送达之日（发文日）起算")]
    escalated_on: Annotated[date | None, Meta(description="逾期未回复，提请研究之日")]

    @classmethod
    def maybe(cls, row: Any) -> Self | None:
        """Show it if the letter was issued by hand."""
        if row.matter is None:
            return None
        return cls(row.matter, row.deadline, row.issued_by, row.received_on, row.escalated_on)


class NewLetter(msgspec.Struct, forbid_unknown_fields=True):
    """A letter that a person issues to a unit upon a matter."""

    kind: Annotated[str, Meta(min_length=1, max_length=50, examples=["挂牌督办通知书"])]
    unit_id: UUID
    matter: Annotated[str, Meta(min_length=1, max_length=2000)]
    deadline: date
    project_id: UUID | None = None


class NewReceipt(msgspec.Struct, forbid_unknown_fields=True):
    """The day on which the unit received the letter."""

    received_on: Annotated[date | None, Meta(description="缺省为今天")] = None


class LetterRow(msgspec.Struct):
    """A letter as lists show it."""

    id: UUID
    kind: str
    number: Annotated[str, Meta(description="文号", examples=["某发改函〔2024〕1号"])]
    period: Annotated[str, Meta(examples=["2024-06"])]
    project: Annotated[Reference | None, Meta(description="涉及项目；由人签发的文书可以没有")]
    unit: Annotated[Reference, Meta(description="收文单位")]
    colour: Annotated[Word | None, Meta(description="项目当期颜色")]
    copies: Annotated[list[PostReference], Meta(description="抄送岗位及发文当日任职者")]
    clause: str
    issued_on: date
    reply_due_on: date | None
    provisional: Annotated[bool, Meta(description="回复期限跨入节假日安排尚未公布的年份，可能变动")]
    by_hand: Annotated[ByHandView | None, Meta(description="由人签发的文书：事项、时限、签收；由裁定引起的为 null")]
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
    project: Reference | None
    unit: Reference
    colour: Word | None
    copies: list[PostReference]
    clause: str
    issued_on: date
    reply_due_on: date | None
    provisional: bool
    by_hand: ByHandView | None
    reply_state: ReplyState
    ruling: Annotated[RulingView | None, Meta(description="所依据的裁定；由人签发的文书为 null")]
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
            ruling=None
            if ruling is None
            else RulingView(ruling.value, ruling.clause, ruling.because, msgspec.Raw(ruling.facts)),
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
        "project": Reference.maybe(row.project_id, row.project),
        "unit": Reference(row.unit_id, row.unit),
        "colour": None if row.colour is None else Word.of(Colour.of(row.colour)),
        "copies": copies,
        "clause": row.clause,
        "issued_on": row.issued_on,
        "reply_due_on": row.reply_due_on,
        "provisional": row.provisional,
        "by_hand": ByHandView.maybe(row),
    }
