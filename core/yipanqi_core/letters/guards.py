"""Who may answer a letter, and whether it is still open: asked before acting, and to show what may be done."""

from typing import Protocol
from uuid import UUID

from yipanqi_core.auth.permissions import Permission, holders_named, holds
from yipanqi_core.refusals import RefusedError, WrongActorError
from yipanqi_core.vocabulary import Role


class Answerable(Protocol):
    """What of a letter decides who may answer it; a row of `letters` with `replied_on` beside it has it."""

    number: str
    clause: str
    unit_id: UUID
    replied_on: object


def require_open_to(letter: Answerable, unit_id: UUID) -> None:
    """Let pass the addressed unit while the letter is unanswered. Raises WrongActorError, RefusedError."""
    if letter.unit_id != unit_id:
        raise WrongActorError(f"{letter.number} 由收文单位回复，您所在单位不是收文单位", letter.clause)
    if letter.replied_on is not None:
        raise RefusedError(f"{letter.number} 已于 {letter.replied_on} 回复，不能再次回复", letter.clause)


def require_may_reply(letter: Answerable, role: Role, unit_id: UUID) -> None:
    """Let pass who may answer letters in the addressed unit. Raises WrongActorError, RefusedError."""
    if not holds(role, Permission.REPLY_LETTER):
        able = holders_named(Permission.REPLY_LETTER)
        raise WrongActorError(
            f"{letter.number} 由收文单位回复，“{role.label}”角色不能代为回复；可由收文单位的以下角色办理：{able}",
            letter.clause,
        )
    require_open_to(letter, unit_id)
