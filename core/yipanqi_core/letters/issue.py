"""Issuing the letters and tasks of a published month: each once, numbered in order, frozen as it went out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Row

from yipanqi_core.calendar import Deadline, due_after
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.documents.model import number_text
from yipanqi_core.facts.names import Names
from yipanqi_core.identifiers import new_id
from yipanqi_core.letters import queries
from yipanqi_core.letters.compose import Notice, compose
from yipanqi_core.letters.frozen import freeze
from yipanqi_core.letters.tables import letters
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.projects.tables import project_events
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.tables import tasks


@dataclass(frozen=True, slots=True)
class Issue:
    """The circumstances of one issue of letters."""

    county: County
    edition: Edition
    parameters: BaseModel
    assessment_id: UUID
    period: str
    on: date
    names: Names


async def issue_letters(scope: Scope, issue: Issue) -> Sequence[str]:
    """Issue the letters that the assessment's rulings call for; gives their numbers in order."""
    due = await queries.due_rulings(scope.connection, scope.tenant_id, issue.assessment_id, RulingKind.LETTER)
    offices = await queries.bound_units(scope.connection, scope.tenant_id)
    by_series: dict[str, list[tuple[Row[Any], Mapping[str, Any]]]] = defaultdict(list)
    for row in due:
        figures = decode(row.facts, dict[str, Any])
        by_series[issue.edition.letter(row.code).letterheads[figures["issuer"]]].append((row, figures))
    rows = []
    for letterhead, members in sorted(by_series.items()):
        first = await queries.take_numbers(scope.connection, scope.tenant_id, letterhead, issue.on.year, len(members))
        for serial, (row, read) in enumerate(members, start=first):
            rows.append(_letter_row(issue, offices, letterhead, serial, row, read))
    await insert_rows(scope.connection, letters, scope.tenant_id, rows)
    await _tell(scope, issue, rows)
    return [row["number"] for row in rows]


def _letter_row(  # noqa: PLR0917
    issue: Issue,
    offices: Mapping[str, str],
    letterhead: str,
    serial: int,
    row: Row[Any],
    figures: Mapping[str, Any],
) -> dict[str, Any]:
    kind = issue.edition.letter(row.code)
    seat = figures["issuer"]
    deputies = figures.get("deputies", [])
    deputy = deputies[0] if len(deputies) == 1 else None
    due: Deadline = due_after(issue.on, kind.reply_within(issue.parameters))
    number = number_text(letterhead, issue.on.year, serial)
    notice = Notice(
        number=number,
        issuer=full_name(issue.county.name, signing(issue.edition, seat, offices)),
        unit=row.unit,
        project=row.project,
        copies=() if deputy is None else (deputy,),
        period=issue.period,
        clause=row.clause,
        figures=figures,
        issued_on=issue.on,
        reply_due_on=due.on,
    )
    return {
        "id": new_id(),
        "kind": kind.kind,
        "letterhead": letterhead,
        "year": issue.on.year,
        "serial": serial,
        "number": number,
        "period": issue.period,
        "project_id": row.project_id,
        "ruling_id": row.id,
        "unit_id": row.unit_id,
        "copy_post_id": None if deputy is None else issue.names.post_ids.get(deputy),
        "clause": row.clause,
        "issued_on": issue.on,
        "reply_due_on": due.on,
        "provisional": due.provisional,
        "document": freeze(compose(kind, notice)),
    }


def signing(edition: Edition, seat: str, offices: Mapping[str, str]) -> str:
    """Name who signs in a seat: the unit that sits there, or the seat by its own title where it signs as itself."""
    declared = next((one for one in edition.seats if one.code == seat), None)
    if declared is not None and declared.own_name:
        return declared.title
    return offices.get(seat, edition.seat_title(seat))


def full_name(county: str, unit: str) -> str:
    """Name a county's office as its letterhead does: 某某县 and 县发展和改革局 give 某某县发展和改革局."""
    return f"{county}{unit.removeprefix('县')}" if not unit.startswith(county) else unit


async def _tell(scope: Scope, issue: Issue, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put each letter in its addressee's and its deputy's inbox, and a line in the project's history."""
    received: list[dict[str, Any]] = []
    for row in rows:
        subject = f"{row['number']} {row['kind']}"
        entry = {"subject": subject, "letter_id": row["id"], "received_on": issue.on}
        received.append({"id": new_id(), "unit_id": row["unit_id"], "post_id": None, **entry})
        if row["copy_post_id"] is not None:
            received.append({"id": new_id(), "unit_id": None, "post_id": row["copy_post_id"], **entry})
    await insert_rows(scope.connection, inbox, scope.tenant_id, received)
    lines = [
        {
            "id": new_id(),
            "project_id": row["project_id"],
            "on_date": issue.on,
            "actor": scope.actor,
            "kind": "letter",
            "line": f"发出{row['kind']} {row['number']}，请于 {row['reply_due_on']} 前回复",
            "clause": row["clause"],
        }
        for row in rows
    ]
    await insert_rows(scope.connection, project_events, scope.tenant_id, lines)


async def open_tasks(scope: Scope, issue: Issue) -> int:
    """Open the tasks that the assessment's rulings give to projects' deputies; each once per project and period.

    A project whose deputy cannot be told has a finding instead of a task.
    """
    kinds = {kind.code: kind for kind in issue.edition.tasks}
    due = await queries.due_rulings(scope.connection, scope.tenant_id, issue.assessment_id, RulingKind.TASK)
    rows = []
    for row in due:
        deputies = decode(row.facts, dict[str, Any]).get("deputies", [])
        if len(deputies) != 1 or deputies[0] not in issue.names.post_ids:
            continue
        rows.append(
            {
                "id": new_id(),
                "kind": row.code,
                "title": f"{kinds[row.code].title}：{row.unit}（{row.project}）",
                "project_id": row.project_id,
                "post_id": issue.names.post_ids[deputies[0]],
                "period": issue.period,
                "clause": row.clause,
                "opened_on": issue.on,
            }
        )
    return await insert_rows(scope.connection, tasks, scope.tenant_id, rows)
