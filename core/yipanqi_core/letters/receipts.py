"""What becomes of letters issued by hand: their receipt is recorded, and silence is escalated."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import insert

from yipanqi_core.audit.service import record
from yipanqi_core.auth.permissions import Permission, holders_named, holds
from yipanqi_core.calendar import due_after
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.letters import queries
from yipanqi_core.letters.by_hand import note_event
from yipanqi_core.letters.tables import letter_escalations, letter_receipts
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.people import seat_queries
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError, WrongActorError
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role


def require_may_receive(letter: Any, role: Role, unit_id: UUID) -> None:
    """Let pass the addressed unit, once, before it replies. Raises WrongActorError, RefusedError."""
    if letter.unit_id != unit_id:
        raise WrongActorError(f"{letter.number} 由收文单位签收，您所在单位不是收文单位", letter.clause)
    if not holds(role, Permission.REPLY_LETTER):
        able = holders_named(Permission.REPLY_LETTER)
        raise WrongActorError(f"“{role.label}”角色不能签收文书；可由收文单位以下角色办理：{able}", letter.clause)
    if letter.received_on is not None:
        raise RefusedError(f"{letter.number} 已于 {letter.received_on} 签收", letter.clause)
    if letter.replied_on is not None:
        raise RefusedError(f"{letter.number} 已于 {letter.replied_on} 回复，不必再签收", letter.clause)


async def record_receipt(
    scope: Scope, edition: Edition, letter_id: UUID, received_on: date | None, *, role: Role, unit_id: UUID
) -> None:
    """Record when the unit received a letter by hand: the time to reply runs from that day.

    Raises NotFoundError, WrongActorError, RefusedError, InvalidInputError.
    """
    letter = await queries.letter_to_answer(scope.connection, scope.tenant_id, letter_id)
    if letter is None or letter.ruling_id is not None:
        raise NotFoundError("没有这份由人签发的文书")
    require_may_receive(letter, role, unit_id)
    day = await today(scope.connection)
    on = received_on or day
    if not letter.issued_on <= on <= day:
        raise InvalidInputError(f"签收日期应在发文日 {letter.issued_on} 与今天 {day} 之间", "/received_on")
    if day > letter.reply_due_on:
        raise RefusedError(f"{letter.number} 的回复期限 {letter.reply_due_on} 已过，不能再以签收延后", letter.clause)
    parameters: BaseModel = await read_in_force(scope, edition, letter.issued_on)
    due = due_after(on, edition.letter(letter.kind).reply_within(parameters))
    row = {
        "letter_id": letter_id,
        "received_on": on,
        "reply_due_on": due.on,
        "provisional": due.provisional,
        "recorded_by": scope.actor,
    }
    await scope.connection.execute(insert(letter_receipts).values(tenant_id=scope.tenant_id, **row))
    await record(scope, "receive_letter", f"letter:{letter_id}", row)


async def escalate_unanswered(scope: Scope, edition: Edition, on: date) -> int:
    """Escalate the letters whose time to reply ran out before the day: by hand, and of kinds that name whom to tell.

    Each once. Gives how many.
    """
    followed = [kind.kind for kind in edition.letters if kind.escalated_to is not None]
    rows = await queries.unanswered(scope.connection, scope.tenant_id, on, followed)
    bound = {row.seat: row for row in await seat_queries.bindings(scope.connection, scope.tenant_id)}
    kinds = {kind.kind: kind for kind in edition.letters}
    found, entries = [], []
    for row in rows:
        told_of = kinds[row.kind].told_of_silence if row.kind in kinds else None
        seat = None if told_of is None else bound.get(told_of)
        to = {"unit_id": None if seat is None else seat.unit_id, "post_id": None if seat is None else seat.post_id}
        found.append({"letter_id": row.id, "escalated_on": on, **to})
        late = (on - row.reply_due_on).days
        line = f"{row.unit}未在 {row.reply_due_on} 前回复{row.kind} {row.number}，逾期 {late} 天，提请研究"
        if seat is not None:
            entries.append({"id": new_id(), "subject": line, "letter_id": row.id, "received_on": on, **to})
        await note_event(scope, row.project_id, on, "letter", line, row.clause)
    await insert_rows(scope.connection, letter_escalations, scope.tenant_id, found)
    await insert_rows(scope.connection, inbox, scope.tenant_id, entries)
    if found:
        told = {"on": on, "letters": [row.number for row in rows]}
        await record(scope, "escalate_letters", f"letters:{on}", told)
    return len(found)
