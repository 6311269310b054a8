"""Proposing inspections: what a period brings is due for inspection in the next one, told to those who inspect."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from yipanqi_core.audit.service import record
from yipanqi_core.calendar import Period
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.facts.gather import Gathered
from yipanqi_core.facts.narrow import ask
from yipanqi_core.identifiers import new_id
from yipanqi_core.inspections.guards import inspecting
from yipanqi_core.inspections.tables import inspections
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.inspections import InspectionKind
from yipanqi_core.people import seat_queries
from yipanqi_core.rules.inspections import due
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.scope import Scope


async def propose_inspections(scope: Scope, edition: Edition, ended: Period, on: date) -> int:
    """Propose what is to be inspected in the period after the one that ended, of the kinds of that cadence.

    Gives how many inspections were proposed; each subject once per kind and period.
    """
    kinds = [kind for kind in edition.inspections if kind.cadence is ended.kind and (kind.due or kind.of_units)]
    if not kinds:
        return 0
    parameters = await read_in_force(scope, edition, ended.end)

    def asked(gathered: Gathered) -> list[list[dict[str, Any]]]:
        return [_rows(kind, gathered, ended.next(), parameters, on) for kind in kinds]

    question, whole = ("inspections", ended.kind), any(kind.of_units for kind in kinds)
    found = await ask(scope, edition, f"{ended.end:%Y-%m}", ended.end, question, asked, whole_county=whole)
    proposed = 0
    for kind, rows in zip(kinds, found, strict=True):
        tail = "ON CONFLICT DO NOTHING"
        await insert_rows(scope.connection, inspections, scope.tenant_id, rows, tail=tail)
        await _tell(scope, kind, ended.next(), rows, on)
        proposed += len(rows)
    await record(scope, "propose_inspections", f"inspections:{ended.next()}", {"on": on, "proposed": proposed})
    return proposed


def _rows(
    kind: InspectionKind, gathered: Gathered, period: Period, parameters: BaseModel, on: date
) -> list[dict[str, Any]]:
    named = {"kind": kind.code, "period": str(period), "clause": kind.clause}
    common = {**named, "proposed_on": on, "due_on": period.end}
    rows = []
    for facts in gathered.projects:
        ruling = due(kind, facts, period, parameters) if facts.step is not None else None
        if ruling is not None:
            project = gathered.project_ids[facts.project]
            row = {"id": new_id(), "project_id": project, "subject_unit_id": None, "because": ruling.because}
            rows.append({**row, **common})
    if kind.of_units is not None:
        for unit in kind.of_units(gathered.county):
            subject: UUID = gathered.names.unit_ids[unit]
            row = {"id": new_id(), "project_id": None, "subject_unit_id": subject, "because": f"{kind.title}全覆盖"}
            rows.append({**row, **common})
    return rows


async def _tell(scope: Scope, kind: InspectionKind, period: Period, rows: list[dict[str, Any]], on: date) -> None:
    """Tell those who inspect, and nobody else, how many are to be inspected."""
    if not rows:
        return
    bound = {row.seat: row for row in await seat_queries.bindings(scope.connection, scope.tenant_id)}
    subject = f"{period.title}{kind.title}：建议督查 {len(rows)} 个"
    entries = [
        {
            "id": new_id(),
            "unit_id": bound[seat].unit_id,
            "post_id": bound[seat].post_id,
            "subject": subject,
            "received_on": on,
        }
        for seat in inspecting(kind)
        if seat in bound
    ]
    await insert_rows(scope.connection, inbox, scope.tenant_id, entries)
