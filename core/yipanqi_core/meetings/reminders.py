"""The monthly reminder to each deputy, and the copy to each driving unit: stored, and put in their inbox."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from yipanqi_core.assessments import queries as assessed
from yipanqi_core.assessments.service import assess
from yipanqi_core.assessments.standing_queries import counting
from yipanqi_core.audit.service import record
from yipanqi_core.calendar import Period
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.facts.gather import Gathered, gather
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.meetings.tables import reminders
from yipanqi_core.rules.digest import ProjectLine, by_deputy, by_driver, summary
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope


async def remind(scope: Scope, registry: Registry, period: Period, on: date) -> int:
    """Remind every deputy of their projects as of the month's end, and copy the drivers; gives how many went out."""
    county = await read_county(scope.connection, scope.tenant_id)
    edition = registry.in_force(county.mechanism, period.end)
    if edition.reminders is None:
        return 0
    title = edition.reminders.title
    result = await assess(scope, registry, period)
    gathered = await gather(scope, edition, str(period), period.end)
    colours = {one.subject.project or "": one.ruling.value for one in result.of(RulingKind.RATING)}
    colours |= await _set_by_people(scope, period, gathered)
    deputies = by_deputy(gathered.projects, colours)
    rows = [
        _row(period, on, f"{title}：{period.title}", edition.reminders.clause, lines)
        | {"post_id": gathered.names.post_ids[deputy], "unit_id": None}
        for deputy, lines in deputies.items()
    ]
    if edition.reminders.copy_clause is not None:
        seats = {seat.seat: seat.holder for seat in gathered.county.seats}
        drivers = by_driver(gathered.projects, colours, edition.drivers, seats)
        rows += [
            _row(period, on, f"抄送主责推动单位：{period.title}", edition.reminders.copy_clause, lines)
            | {"post_id": None, "unit_id": gathered.names.unit_ids[unit]}
            for unit, lines in drivers.items()
        ]
    await _send(scope, rows, on)
    await record(scope, "remind", f"reminders:{period}", {"on": on, "sent": len(rows)})
    return len(rows)


async def _set_by_people(scope: Scope, period: Period, gathered: Gathered) -> dict[str, str | None]:
    """The colours that people set in time, which stand in place of the computed ones."""
    found = await assessed.find(scope.connection, scope.tenant_id, str(period))
    if found is None:
        return {}
    named = {key: name for name, key in gathered.project_ids.items()}
    rows = await counting(scope.connection, scope.tenant_id, found.id)
    return {named[row.project_id]: row.value for row in rows if row.project_id in named}


def _row(period: Period, on: date, title: str, clause: str, lines: tuple[ProjectLine, ...]) -> dict[str, Any]:
    return {
        "id": new_id(),
        "period": str(period),
        "clause": clause,
        "subject": f"{title}，{summary(lines)}",
        "body": encode(lines),
        "kind": "projects",
        "due_on": None,
        "reminded_on": on,
    }


async def _send(scope: Scope, rows: list[dict[str, Any]], on: date) -> None:
    await insert_rows(scope.connection, reminders, scope.tenant_id, rows)
    received = [_received(row, on) for row in rows]
    await insert_rows(scope.connection, inbox, scope.tenant_id, received)


def _received(row: Mapping[str, Any], on: date) -> dict[str, UUID | str | date | None]:
    to = {"unit_id": row["unit_id"], "post_id": row["post_id"]}
    return {"id": new_id(), **to, "subject": row["subject"], "received_on": on}
