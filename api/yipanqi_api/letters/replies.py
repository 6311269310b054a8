"""How a reply is sent, and how it and its being on time are shown."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

import msgspec
from msgspec import Meta

from yipanqi_api.references import Reference, Word
from yipanqi_api.values import Instant, local
from yipanqi_core.letters.service import MAX_PART
from yipanqi_core.mechanism.letters import LetterKind


class NewReply(msgspec.Struct, forbid_unknown_fields=True):
    """A reply: each part that the letter asks for, by its code."""

    parts: Annotated[
        dict[str, str],
        Meta(
            description="各部分的代码与内容，见文书 _actions 中 reply 的 input",
            examples=[{"causes": "", "measures": ""}],
        ),
    ]


class Stage(StrEnum):
    """Where a letter stands."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    UNASKED = "unasked"


_LABELS = {
    Stage.WAITING: "待回复",
    Stage.OVERDUE: "逾期未回复",
    Stage.ANSWERED: "已回复",
    Stage.UNASKED: "无须回复",
}


class ReplyState(msgspec.Struct):
    """Whether a letter is answered and how many days late."""

    stage: Annotated[Word, Meta(description="waiting、overdue、answered、unasked")]
    replied_on: date | None
    late_days: Annotated[int, Meta(description="迟到的自然日数；未回复的算到本县当日")]

    @classmethod
    def of(cls, row: Any) -> Self:
        """Work it out by the county's own date."""
        due, replied = row.reply_due_on, row.replied_on
        late = 0 if due is None else max(0, ((replied or row.today) - due).days)
        if replied is not None:
            stage = Stage.ANSWERED
        elif due is None:
            stage = Stage.UNASKED
        else:
            stage = Stage.OVERDUE if late else Stage.WAITING
        return cls(Word(stage.value, _LABELS[stage]), replied, late)


class ReplyPartView(msgspec.Struct):
    """One part of a reply."""

    code: str
    title: str
    text: str


class ReplyView(msgspec.Struct):
    """A reply as it was given; it does not change."""

    replied_on: date
    replied_at: Instant
    replied_by: Reference
    late_days: int
    parts: list[ReplyPartView]

    @classmethod
    def of(cls, row: Any, kind: LetterKind) -> Self:
        """Show the reply of an answered letter."""
        titles = {part.code: part.title for part in kind.reply_parts}
        return cls(
            replied_on=row.replied_on,
            replied_at=local(row.replied_at),
            replied_by=Reference(row.replier_id, row.replier),
            late_days=ReplyState.of(row).late_days,
            parts=[
                ReplyPartView(code, titles.get(code, code), row.parts[code]) for code in _in_order(row.parts, titles)
            ],
        )

    @classmethod
    def maybe(cls, row: Any, kind: LetterKind) -> Self | None:
        """Show the reply if there is one."""
        return None if row.replied_on is None else cls.of(row, kind)


def _in_order(parts: dict[str, str], titles: dict[str, str]) -> list[str]:
    """JSONB forgets the order of keys: the letter kind's own order, then whatever else was kept."""
    return [code for code in titles if code in parts] + [code for code in parts if code not in titles]


def input_schema(kind: LetterKind) -> dict[str, Any]:
    """Describe what a reply to a letter of this kind must hold."""
    parts = {
        part.code: {"type": "string", "title": part.title, "minLength": 1, "maxLength": MAX_PART, "pattern": r"\S"}
        for part in kind.reply_parts
    }
    return {
        "type": "object",
        "properties": {
            "parts": {
                "type": "object",
                "title": "回复内容",
                "properties": parts,
                "required": list(parts),
                "additionalProperties": False,
            }
        },
        "required": ["parts"],
        "additionalProperties": False,
    }
