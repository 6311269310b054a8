"""Letters for whoever is signed in; answering them for the addressed unit."""

import asyncio
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.actions import Action, action
from yipanqi_api.answers import Answer, created
from yipanqi_api.editions import edition_today
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.letters.documents import DOCX, MEDIA_TYPES, PDF, Form, attachment
from yipanqi_api.letters.looking import provide_filter
from yipanqi_api.letters.replies import NewReply, ReplyView, input_schema
from yipanqi_api.letters.views import LetterRow, LetterView, NewLetter, NewReceipt
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.query import parse_sort
from yipanqi_api.services import services_of
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.database.keyset import key_of, key_type
from yipanqi_core.letters import by_hand, service
from yipanqi_core.letters import reading_queries as queries
from yipanqi_core.letters.guards import require_may_reply
from yipanqi_core.letters.receipts import record_receipt, require_may_receive
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope


@get(
    "",
    operation_id="ListLetters",
    summary="列出文书",
    guards=[requires(Permission.READ)],
    dependencies={"wanted": Provide(provide_filter, sync_to_thread=False)},
)
async def list_letters(
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    wanted: NamedDependency[queries.LetterFilter],
    sort: Annotated[str | None, QueryParameter(description="issued_on、number、reply_due_on；前加 - 为降序")] = None,
) -> Answer[Page[LetterRow]]:
    """Letters of the county, the latest first; each says whether this user may answer it."""
    orders = parse_sort(sort, tuple(queries.SORTS), "-issued_on")
    keys = queries.order((each.field, each.descending) for each in orders)
    connection, tenant = transaction.connection, transaction.tenant_id
    after = paging.after(key_type(keys))
    rows = await queries.letter_rows(connection, tenant, wanted, keys, after, paging.limit + 1)
    total = await queries.count_letters(connection, tenant, wanted) if paging.count else None
    return paging.answer(rows, key=key_of, view=lambda row: LetterRow.of(row, _actions(row, identity)), total=total)


@get("/{letter_id:uuid}", operation_id="ReadLetter", summary="查看文书", guards=[requires(Permission.READ)])
async def read_letter(
    letter_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[LetterView]:
    """One letter with the ruling it rests on, its document as issued, links to its files and its reply."""
    row = await _find(transaction, letter_id)
    view = await _view(transaction, row, identity)
    happened = (row.replied_on, row.received_on, row.escalated_on)
    return condition.answer(view, 1 + sum(day is not None for day in happened))


@post(
    "",
    operation_id="IssueLetter",
    summary="签发文书",
    guards=[requires(Permission.READ)],  # the kind's own guard says which seats issue it, with its clause
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def issue_letter(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewLetter]
) -> Answer[LetterView]:
    """Issue a letter of a kind that people issue: to a unit, upon a matter, with a deadline; numbered and frozen."""
    new = by_hand.NewLetter(data.kind, data.unit_id, data.project_id, data.matter, data.deadline)
    letter_id = await by_hand.issue_by_hand(transaction, await edition_today(transaction), new, identity)
    view = await _view(transaction, await _find(transaction, letter_id), identity)
    return created(view, f"/v1/letters/{letter_id}")


@post(
    "/{letter_id:uuid}/receipt",
    operation_id="ReceiveLetter",
    summary="签收文书",
    guards=[requires(Permission.READ)],  # the letter's own guard says who may, with its clause
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def receive_letter(
    letter_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewReceipt],
) -> Answer[LetterView]:
    """Record the day on which the addressed unit received a letter by hand; the time to reply runs from it."""
    edition = _edition(await _find(transaction, letter_id))
    await record_receipt(
        transaction, edition, letter_id, data.received_on, role=identity.role, unit_id=identity.unit_id
    )
    view = await _view(transaction, await _find(transaction, letter_id), identity)
    return created(view, f"/v1/letters/{letter_id}")


@get(
    "/{letter_id:uuid}/document",
    operation_id="DownloadLetter",
    summary="下载文书",
    guards=[requires(Permission.READ)],
    media_type=DOCX,
    opt={"files": (DOCX, PDF)},
)
async def download_letter(
    request: Request[Any, Any, Any],
    letter_id: FromPath[UUID],
    identity: NamedDependency[Identity],
    form: Annotated[Form | None, QueryParameter(name="format", description="不给时按 Accept，默认 docx")] = None,
) -> Answer[bytes]:
    """The letter as a file, the same bytes for ever; laid out in a thread, with the connection given back before."""
    async with services_of(request).database.transaction(identity.tenant_id) as connection:
        scope = Scope(connection, identity.tenant_id, identity.login)
        number, kind, document = await service.frozen(scope, letter_id)
    chosen: Form = form or ("pdf" if request.accept.best_match([DOCX, PDF], DOCX) == PDF else "docx")
    content = await asyncio.to_thread(service.render, document, chosen)
    headers = {"Content-Disposition": attachment(number, kind, chosen), "Vary": "Accept"}
    return Answer(content, media_type=MEDIA_TYPES[chosen], headers=headers)


@post(
    "/{letter_id:uuid}/reply",
    operation_id="ReplyToLetter",
    summary="回复文书",
    guards=[requires(Permission.READ)],  # the letter's own guard says who may, with its clause
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def reply_to_letter(
    letter_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewReply],
) -> Answer[ReplyView]:
    """Answer a letter on behalf of the addressed unit, once, with every part it asks for; late answers are taken."""
    row = await _find(transaction, letter_id)
    require_may_reply(row, identity.role, identity.unit_id)
    edition = _edition(row)
    who = {"user_id": identity.user_id, "unit_id": identity.unit_id}
    await service.reply(transaction, edition, letter_id, data.parts, **who)
    answered = await _find(transaction, letter_id)
    return created(ReplyView.of(answered, edition.letter(answered.kind)), f"/v1/letters/{letter_id}")


async def _view(transaction: Scope, row: Any, identity: Identity) -> LetterView:
    ruling = None
    if row.ruling_id is not None:
        ruling = await queries.ruling_row(transaction.connection, transaction.tenant_id, row.ruling_id)
    return LetterView.of(row, ruling, _edition(row).letter(row.kind), _actions(row, identity))


async def _find(transaction: Scope, letter_id: UUID) -> Any:
    row = await queries.letter_row(transaction.connection, transaction.tenant_id, letter_id)
    if row is None:
        raise NotFoundError("没有这份文书")
    return row


def _edition(row: Any) -> Edition:
    """Give the edition that the letter was issued by; it says what a reply must hold."""
    return installed().edition(row.mechanism, row.edition)


def _actions(row: Any, identity: Identity) -> list[Action]:
    kind = _edition(row).letter(row.kind)
    if not kind.reply_parts:
        return []
    guard = partial(require_may_reply, row, identity.role, identity.unit_id)
    found = [action("reply", "回复", "POST", f"/v1/letters/{row.id}/reply", guard, input_schema(kind))]
    if kind.by_hand is not None:
        may = partial(require_may_receive, row, identity.role, identity.unit_id)
        found.append(action("receive", "签收", "POST", f"/v1/letters/{row.id}/receipt", may, _RECEIPT))
    return found


_RECEIPT: dict[str, Any] = msgspec.json.schema(NewReceipt)


letters_router = Router(
    "/v1/letters",
    route_handlers=[list_letters, read_letter, issue_letter, receive_letter, download_letter, reply_to_letter],
    tags=["letters"],
)
