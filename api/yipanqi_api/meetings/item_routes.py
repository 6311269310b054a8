"""Agenda items: the answer given, the decision taken, and its being carried out."""

from uuid import UUID

from litestar import Router, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import UNSET, structs

from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition, Expected, tagged
from yipanqi_api.guards import requires
from yipanqi_api.meetings.actions import ITEMS
from yipanqi_api.meetings.finding import found_item, found_meeting, item_view
from yipanqi_api.meetings.views import AgendaItemChange, AgendaItemView, Completion
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.meetings import service
from yipanqi_core.meetings.guards import require_answerer, require_carrier, require_preparer
from yipanqi_core.tenants.scope import Scope

_READ = [requires(Permission.READ)]  # the meeting's own guards say who may act, with its clause


@get("/{item_id:uuid}", operation_id="ReadAgendaItem", summary="查看议题", guards=_READ)
async def read_agenda_item(
    item_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[AgendaItemView]:
    """One agenda item."""
    _, edition = await county_and_edition(transaction)
    view = await item_view(transaction, identity, edition, item_id)
    return condition.answer(view, view.version)


@patch(
    "/{item_id:uuid}",
    operation_id="ChangeAgendaItem",
    summary="记录答复或议定事项",
    guards=_READ,
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def change_agenda_item(
    item_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[AgendaItemChange],
) -> Answer[AgendaItemView]:
    """Write the answer, by the unit that answers or who records the meeting; or the decision, by the latter."""
    _, edition = await county_and_edition(transaction)
    item = await found_item(transaction, item_id, lock=True)
    expected.require(item.version)
    meeting = await found_meeting(transaction, item.meeting_id)
    series = service.series_of(edition, meeting.series)
    changes = {name: value for name, value in structs.asdict(data).items() if value is not UNSET}
    if set(changes) <= {"answer"}:
        require_answerer(identity, meeting, series, item.answer_unit_id)
    else:
        require_preparer(identity, meeting, series)
    if changes:
        await service.change_item(transaction, series, item, changes)
    view = await item_view(transaction, identity, edition, item_id)
    return tagged(view, view.version)


@post(
    "/{item_id:uuid}/completion",
    operation_id="CompleteAgendaItem",
    summary="办结议定事项",
    guards=_READ,
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def complete_agenda_item(
    item_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[Completion],
) -> Answer[AgendaItemView]:
    """Report a decision as carried out; a record of the unit's work closes its task."""
    _, edition = await county_and_edition(transaction)
    item = await found_item(transaction, item_id, lock=True)
    series = service.series_of(edition, item.series)
    require_carrier(identity, item, series)
    await service.complete_item(transaction, series, item, data.on, data.note)
    view = await item_view(transaction, identity, edition, item_id)
    return tagged(view, view.version, status_code=201)


agenda_items_router = Router(
    ITEMS, route_handlers=[read_agenda_item, change_agenda_item, complete_agenda_item], tags=["meetings"]
)
