"""Deeds in letters: issued by hand, received, answered in all their parts."""

from uuid import UUID

from yipanqi_core.demonstration.deeds import queries
from yipanqi_core.demonstration.deeds.doing import Deed
from yipanqi_core.letters import by_hand, receipts, service
from yipanqi_core.letters.guards import require_may_reply
from yipanqi_core.letters.queries import letter_to_answer
from yipanqi_core.refusals import InvalidInputError


async def issue_letter(deed: Deed) -> None:
    """Issue a letter by hand to the page's unit."""
    unit = deed.unit(deed.page.unit or "")
    new = by_hand.NewLetter(deed.page.kind, unit, deed.project_or_none, deed.note, deed.day("deadline"))
    await by_hand.issue_by_hand(deed.scope, deed.edition, new, deed.who)


async def receive_letter(deed: Deed) -> None:
    """Sign for the latest letter of the kind to the person's unit."""
    who = deed.who
    await receipts.record_receipt(
        deed.scope, deed.edition, await _letter(deed), deed.page.on, role=who.role, unit_id=who.unit_id
    )


async def reply_letter(deed: Deed) -> None:
    """Answer the latest letter of the kind to the person's unit."""
    who, letter_id = deed.who, await _letter(deed)
    letter = await letter_to_answer(deed.scope.connection, deed.scope.tenant_id, letter_id)
    assert letter is not None
    require_may_reply(letter, who.role, who.unit_id)
    parts = {str(code): str(text) for code, text in deed.page.data.items()}
    await service.reply(deed.scope, deed.edition, letter_id, parts, user_id=who.user_id, unit_id=who.unit_id)


async def _letter(deed: Deed) -> UUID:
    scope, project = deed.scope, deed.project_or_none
    found = await queries.latest_letter(scope.connection, scope.tenant_id, deed.page.kind, deed.who.unit_id, project)
    if found is None:
        raise InvalidInputError(f"{deed.who.unit_name}没有待办的{deed.page.kind}", "/unit")
    return found


DEEDS = {one.__name__: one for one in (issue_letter, receive_letter, reply_letter)}
