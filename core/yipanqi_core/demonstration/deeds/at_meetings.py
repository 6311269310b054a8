"""Deeds at meetings: one is planned, its agenda answered and decided, its minutes taken, its decisions carried out.

Nobody foresees in the diary what an agenda will fill itself with, so its `answers` and `decisions` go round over the
items in their order.
"""

from datetime import timedelta
from itertools import cycle
from typing import Any
from uuid import UUID

from yipanqi_core.demonstration.deeds import queries as deed_queries
from yipanqi_core.demonstration.deeds.doing import Deed
from yipanqi_core.mechanism.meetings import MeetingSeries
from yipanqi_core.meetings import guards, minutes, queries, service
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.work.guards import Doer, require_recorder


async def hold_meeting(deed: Deed) -> None:
    """Plan a meeting for the day, add the page's own items, answer, decide, and take the minutes."""
    scope, edition = deed.scope, deed.edition
    series = service.series_of(edition, deed.page.kind)
    convener = await _convener(deed, series)
    meeting_id = await service.plan_meeting(scope, edition, series, convener, deed.page.on)
    meeting = await queries.meeting_row(scope.connection, scope.tenant_id, meeting_id)
    for item in deed.page.data.get("items", ()):
        project = None if item.get("project") is None else deed.names.projects[item["project"]]
        answers = None if item.get("unit") is None else deed.unit(item["unit"])
        new = service.NewItem(item["title"], None, project, answers, item.get("under"))
        await service.add_item(scope, series, meeting, new)
    await _speak(deed, series, meeting_id)
    meeting = await queries.meeting_row(scope.connection, scope.tenant_id, meeting_id)
    if deed.page.data.get("minutes", True):
        await minutes.take_minutes(scope, edition, series, meeting, deed.page.on, deed.given("attendance"))


async def _convener(deed: Deed, series: MeetingSeries) -> UUID:
    scope = deed.scope
    seats = await queries.seat_holders(scope.connection, scope.tenant_id)
    title = deed.page.data.get("convener")
    convener = deed.post(title) if title is not None else seats.get(series.convener or "", (None, None))[1]
    if convener is None:
        raise InvalidInputError(f"请填{series.title}的召集人", "/convener")
    row = await queries.convener_row(scope.connection, scope.tenant_id, convener)
    require_recorder(deed.who, Doer(row.id, row.unit_id, row.title), series.clause)
    guards.require_eligible(series, row.id, row.title, row.fields, seats)
    return convener


async def _speak(deed: Deed, series: MeetingSeries, meeting_id: UUID) -> None:
    """Answer and decide the agenda item by item; without decisions only where the series asks for none."""
    data = deed.page.data
    answers = cycle(data.get("answers") or (None,))
    decisions = cycle(data.get("decisions") or (None,))
    for item in await queries.item_rows(deed.scope.connection, deed.scope.tenant_id, meeting_id):
        changes: dict[str, Any] = {}
        if (answer := next(answers)) is not None:
            changes["answer"] = answer
        if (decision := next(decisions)) is not None:
            unit = item.answer_unit_id or deed.unit(deed.given("unit"))
            changes |= {
                "decision": decision,
                "unit_id": unit,
                "person": deed.names.contacts.get(unit, deed.who.name),
                "deadline": deed.page.on + timedelta(days=int(data.get("days", 20))),
            }
        if changes:
            await service.change_item(deed.scope, series, item, changes)


async def carry_out(deed: Deed) -> None:
    """Report the oldest open decision that a series gave the person's unit as carried out."""
    scope = deed.scope
    series = service.series_of(deed.edition, deed.page.kind)
    found = await deed_queries.decisions_of(scope.connection, scope.tenant_id, series.code, deed.who.unit_id)
    if not found:
        raise InvalidInputError(f"{deed.who.unit_name}没有待办的{series.task}", "/unit")
    item = await queries.item_row(scope.connection, scope.tenant_id, found[0], lock=True)
    guards.require_carrier(deed.who, item, series)
    await service.complete_item(scope, series, item, deed.page.on, deed.note)


DEEDS = {one.__name__: one for one in (hold_meeting, carry_out)}
