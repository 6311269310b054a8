"""Answering letters and giving them out as files."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as upsert

from yipanqi_core.audit.service import record
from yipanqi_core.identifiers import new_id
from yipanqi_core.letters import queries
from yipanqi_core.letters.frozen import thaw
from yipanqi_core.letters.guards import Answerable, require_open_to
from yipanqi_core.letters.tables import letter_replies
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.projects.tables import project_events
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope

MAX_PART = 4000
"""Characters that one part of a reply may have."""


async def reply(
    scope: Scope, edition: Edition, letter_id: UUID, parts: Mapping[str, str], *, user_id: UUID, unit_id: UUID
) -> None:
    """Answer a letter with the parts it asks for, on behalf of the addressed unit; late answers are taken and marked.

    Raises NotFoundError, WrongActorError (another unit), InvalidInputError (a part unknown or too long),
    RefusedError (answered already, a part missing).
    """
    letter = await queries.letter_to_answer(scope.connection, scope.tenant_id, letter_id)
    if letter is None:
        raise NotFoundError("没有这份文书")
    require_open_to(letter, unit_id)
    kind = edition.letter(letter.kind)
    asked = {part.code: part.title for part in kind.reply_parts}
    _require_parts(asked, parts, letter.clause)
    on = await today(scope.connection)
    texts = {code: parts[code].strip() for code in asked}
    row = {"letter_id": letter_id, "parts": texts, "replied_on": on, "replied_by": user_id}
    await _keep(scope, letter, row)
    late = letter.reply_due_on is not None and on > letter.reply_due_on
    line = f"回复{letter.kind} {letter.number}" + (f"，逾期 {(on - letter.reply_due_on).days} 天" if late else "")
    if letter.project_id is not None:
        event = {"project_id": letter.project_id, "on_date": on, "actor": scope.actor, "kind": "reply", "line": line}
        await scope.connection.execute(
            insert(project_events).values(tenant_id=scope.tenant_id, id=new_id(), clause=letter.clause, **event)
        )
    await record(scope, "reply_letter", f"letter:{letter_id}", row)


async def _keep(scope: Scope, letter: Answerable, row: Mapping[str, object]) -> None:
    """Keep the reply; of two that come at once the second is refused as if it had come later."""
    statement = upsert(letter_replies).values(tenant_id=scope.tenant_id, **row).on_conflict_do_nothing()
    if (await scope.connection.execute(statement.returning(letter_replies.c.letter_id))).first() is None:
        raise RefusedError(f"{letter.number} 刚刚已由本单位他人回复，不能再次回复", letter.clause)


def _require_parts(asked: Mapping[str, str], parts: Mapping[str, str], clause: str) -> None:
    for code in parts:
        if code not in asked:
            place = code.replace("~", "~0").replace("/", "~1")
            raise InvalidInputError(f"没有“{code[:50]}”这一项；应有：{'、'.join(asked.values())}", f"/parts/{place}")
    lacking = [title for code, title in asked.items() if not parts.get(code, "").strip()]
    if lacking:
        raise RefusedError(f"回复缺少“{'”“'.join(lacking)}”，请补充后再报（{clause}）", clause)
    for code, title in asked.items():
        text = parts[code].strip()
        if len(text) > MAX_PART:
            raise InvalidInputError(f"“{title}”有 {len(text)} 字，至多 {MAX_PART} 字", f"/parts/{code}")


async def as_file(scope: Scope, letter_id: UUID, form: str) -> tuple[str, bytes]:
    """Give a letter as `docx` or `pdf`: its number and the file's bytes, the same for ever. Raises NotFoundError."""
    number, _, document = await frozen(scope, letter_id)
    return number, render(document, form)


async def frozen(scope: Scope, letter_id: UUID) -> tuple[str, str, bytes]:
    """Give a letter's number, its kind and its frozen document, for `render`. Raises NotFoundError."""
    row = await queries.letter_document(scope.connection, scope.tenant_id, letter_id)
    if row is None:
        raise NotFoundError("没有这份文书")
    return row.number, row.kind, row.document


def render(document: bytes, form: str) -> bytes:
    """Lay out a frozen document as `docx` or `pdf`; takes a while and no connection."""
    if form == "docx":
        from yipanqi_core.documents.docx import render_docx  # loaded by who needs it: it is heavy

        return render_docx(thaw(document))
    from yipanqi_core.documents.pdf import render_pdf

    return render_pdf(thaw(document))
