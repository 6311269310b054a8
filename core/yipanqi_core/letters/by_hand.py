"""Letters that a person issues: upon a matter of a unit, with a deadline; their receipt, and what follows silence."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from yipanqi_core.audit.service import record
from yipanqi_core.calendar import Period, PeriodKind, due_after
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.documents.model import number_text
from yipanqi_core.identifiers import new_id
from yipanqi_core.letters import queries
from yipanqi_core.letters.compose import Notice, compose
from yipanqi_core.letters.frozen import freeze
from yipanqi_core.letters.issue import full_name, signing
from yipanqi_core.letters.tables import letters
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.letters import LetterKind
from yipanqi_core.people.seats import Seated, seats_of
from yipanqi_core.projects.tables import project_events
from yipanqi_core.refusals import InvalidInputError, NotFoundError, WrongActorError
from yipanqi_core.schedule.tables import inbox
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope

MAX_MATTER = 2000
"""Characters that the matter of a letter may have."""


@dataclass(frozen=True, slots=True)
class NewLetter:
    """What a person issues: which kind, to whom, on what, of which project if any, and by when it must be done."""

    kind: str
    unit_id: UUID
    project_id: UUID | None
    matter: str
    deadline: date


def kind_by_hand(edition: Edition, kind: str) -> LetterKind:
    """Give a kind of letter that people issue. Raises InvalidInputError."""
    found = next((one for one in edition.letters if one.kind == kind and one.by_hand is not None), None)
    if found is None:
        known = "、".join(one.kind for one in edition.letters if one.by_hand is not None) or "无"
        raise InvalidInputError(f"没有可由人签发的“{kind[:30]}”；可签发：{known}", "/kind")
    return found


def require_issuer(edition: Edition, kind: LetterKind, seats: frozenset[str]) -> str:
    """Give the seat by which the person may issue this kind. Raises WrongActorError."""
    for seat in kind.letterheads:
        if seat in seats:
            return seat
    titles = {one.code: one.title for one in edition.seats}
    able = "、".join(titles[seat] for seat in kind.letterheads)
    raise WrongActorError(f"{kind.kind}由{able}签发", kind.clause)


async def issue_by_hand(scope: Scope, edition: Edition, new: NewLetter, who: Seated) -> UUID:
    """Issue a letter by hand; numbered, frozen, put in the unit's inbox.

    Raises InvalidInputError, WrongActorError, NotFoundError.
    """
    kind = kind_by_hand(edition, new.kind)
    seat = require_issuer(edition, kind, await seats_of(scope, edition, who))
    county = await read_county(scope.connection, scope.tenant_id)
    matter = new.matter.strip()
    if not matter or len(matter) > MAX_MATTER:
        raise InvalidInputError(f"督办事项应为 1 至 {MAX_MATTER} 字", "/matter")
    if new.deadline < county.today:
        raise InvalidInputError(f"办理时限 {new.deadline} 已过，应不早于今天 {county.today}", "/deadline")
    row = await _compose(scope, edition, kind, seat, new, matter)
    await scope.connection.execute(insert(letters).values(tenant_id=scope.tenant_id, **row))
    await _tell(scope, row)
    told = {name: row[name] for name in ("number", "kind", "unit_id", "project_id", "matter", "deadline")}
    await record(scope, "issue_letter", f"letter:{row['id']}", told)
    made: UUID = row["id"]
    return made


async def _compose(  # noqa: PLR0917
    scope: Scope, edition: Edition, kind: LetterKind, seat: str, new: NewLetter, matter: str
) -> dict[str, Any]:
    connection, tenant = scope.connection, scope.tenant_id
    county = await read_county(connection, tenant)
    on, letterhead = county.today, kind.letterheads[seat]
    unit, project = await queries.addressed(connection, tenant, new.unit_id, new.project_id)
    if unit is None or (new.project_id is not None and project is None):
        raise NotFoundError("没有这个单位或项目")
    parameters = await read_in_force(scope, edition, on)
    due = due_after(on, kind.reply_within(parameters))
    serial = await queries.take_numbers(connection, tenant, letterhead, on.year, 1)
    offices = await queries.bound_units(connection, tenant)
    period = str(Period.containing(on, PeriodKind.MONTH))
    notice = Notice(
        number=number_text(letterhead, on.year, serial),
        issuer=full_name(county.name, signing(edition, seat, offices)),
        unit=unit,
        project=project,
        copies=(),
        period=period,
        clause=kind.clause,
        figures={},
        issued_on=on,
        reply_due_on=due.on,
        matter=matter,
        deadline=new.deadline,
        reply_within=str(kind.reply_within(parameters)),
    )
    return {
        "id": new_id(),
        "kind": kind.kind,
        "letterhead": letterhead,
        "year": on.year,
        "serial": serial,
        "number": notice.number,
        "period": period,
        "project_id": new.project_id,
        "unit_id": new.unit_id,
        "clause": kind.clause,
        "issued_on": on,
        "reply_due_on": due.on,
        "provisional": due.provisional,
        "document": freeze(compose(kind, notice)),
        "matter": matter,
        "deadline": new.deadline,
        "issued_by": scope.actor,
        "mechanism": county.mechanism,
        "edition": edition.name,
    }


async def _tell(scope: Scope, row: dict[str, Any]) -> None:
    received = {"unit_id": row["unit_id"], "subject": f"{row['number']} {row['kind']}", "letter_id": row["id"]}
    entry = {"id": new_id(), "post_id": None, "received_on": row["issued_on"], **received}
    await insert_rows(scope.connection, inbox, scope.tenant_id, [entry])
    line = f"发出{row['kind']} {row['number']}：{row['matter'][:60]}，限 {row['deadline']} 前办结"
    await note_event(scope, row["project_id"], row["issued_on"], "letter", line, row["clause"])


async def note_event(  # noqa: PLR0917
    scope: Scope, project_id: UUID | None, on: date, kind: str, line: str, clause: str
) -> None:
    """Write a line in the history of the project, if there is one."""
    if project_id is None:
        return
    event = {"project_id": project_id, "on_date": on, "actor": scope.actor, "kind": kind, "line": line}
    await scope.connection.execute(
        insert(project_events).values(tenant_id=scope.tenant_id, id=new_id(), clause=clause, **event)
    )
