"""Telling a unit that it has come to sit in a seat of a project: what is now its to do, and by when."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.facts.gather import Gathered, gather
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.rules.clocks import ClockState, read
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


async def seated(
    scope: Scope, edition: Edition, project_id: UUID, changes: Mapping[str, Any]
) -> Mapping[str, tuple[str, ...]] | None:
    """Give who sits in the project's own seats before a change; None where no change of it would be told."""
    if not changes.get("fields") or not any(seat.told for seat in edition.project_seats):
        return None
    return (await _gathered(scope, edition, project_id)).projects[0].own_seats


async def tell_seated(
    scope: Scope, edition: Edition, project_id: UUID, before: Mapping[str, tuple[str, ...]] | None
) -> None:
    """Put into the inbox of each unit that came to sit in a seat what it is told, with the earliest day by which."""
    if before is None:
        return
    gathered = await _gathered(scope, edition, project_id)
    facts = gathered.projects[0]
    parameters = await read_in_force(scope, edition, facts.on)
    rows = []
    for seat in edition.project_seats:
        readings = [read(clock, facts, parameters) for clock in edition.clocks if clock.owed_by == seat.code]
        due = min(
            (one.due_on for one in readings if one is not None and one.state is not ClockState.KEPT), default=None
        )
        subject = seat.told.format(project=f"“{facts.project}”", due="按期" if due is None else f"于 {due} 前")
        rows += [
            {"id": new_id(), "unit_id": gathered.names.unit_ids[unit], "post_id": None,
             "subject": f"{subject}（{seat.clause}）", "received_on": facts.on}
            for unit in facts.own_seats.get(seat.code, ())
            if seat.told and unit not in before.get(seat.code, ())
        ]  # fmt: skip
    await insert_rows(scope.connection, inbox, scope.tenant_id, rows)


async def _gathered(scope: Scope, edition: Edition, project_id: UUID) -> Gathered:
    on = await today(scope.connection)
    return await gather(scope, edition, f"{on:%Y-%m}", on, only=[project_id])
