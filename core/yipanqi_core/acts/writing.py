"""Writing proposals, decisions and the project's history, each with its audit row."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from yipanqi_core.acts.opening import Opening
from yipanqi_core.acts.standing import Standing
from yipanqi_core.acts.tables import proposal_decisions, proposals
from yipanqi_core.audit.service import record
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.acts import Act, Motion
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.projects.tables import project_events
from yipanqi_core.tenants.scope import Scope


async def write_proposal(  # noqa: PLR0917
    scope: Scope,
    on: date,
    project_id: UUID,
    act: Act,
    motion: Motion,
    facts: ProjectFacts,
    edition: Edition,
    opening: Opening | None = None,
    cause: str | None = None,
) -> UUID:
    """Write a new proposal at its first stage; gives its id."""
    first, proposal_id = act.stages[0], new_id()
    row: dict[str, Any] = {
        "project_id": project_id,
        "act": act.code,
        "track": edition.track.code,
        "from_step": motion.source,
        "to_step": motion.target,
        "stage": first.code,
        "state": "open",
        "waits_for": list(first.seats(facts, motion)),
        "ground": None if opening is None else opening.ground,
        "cause": cause if opening is None else opening.cause,
        "clause": act.clause,
        "opened_on": on,
        "opened_by": scope.actor,
    }
    await scope.connection.execute(insert(proposals).values(tenant_id=scope.tenant_id, id=proposal_id, **row))
    await record(scope, "open_proposal", f"proposal:{proposal_id}", row)
    return proposal_id


async def decided(  # noqa: PLR0917
    scope: Scope,
    at: Standing,
    proposal_id: UUID,
    round_: int,
    stage: str,
    seats: Sequence[str],
    decision: str,
    reason: str | None,
) -> None:
    """Write a decision, once for each seat in which it was taken."""
    row = {"proposal_id": proposal_id, "round": round_, "stage": stage, "decision": decision, "reason": reason}
    row |= {"user_id": at.who.user_id, "decided_on": at.on}
    await scope.connection.execute(
        insert(proposal_decisions),
        [{"tenant_id": scope.tenant_id, "id": new_id(), "seat": seat, **row} for seat in seats],
    )
    await record(scope, "decide_proposal", f"proposal:{proposal_id}", row | {"seats": list(seats)})


async def change(scope: Scope, proposal_id: UUID, **values: Any) -> None:
    """Change a proposal; its version rises."""
    p = proposals.c
    await scope.connection.execute(
        update(proposals)
        .where(p.tenant_id == scope.tenant_id, p.id == proposal_id)
        .values(version=p.version + 1, **values)
    )


async def tell(scope: Scope, at: Standing, line: str, clause: str) -> None:
    """Write a line of the project's history."""
    await add_event(scope, at.project_id, at.on, "act", line, clause)


async def add_event(  # noqa: PLR0917
    scope: Scope, project_id: UUID, on: date, kind: str, line: str, clause: str | None
) -> None:
    """Write a line of a project's history."""
    event = event_row(scope, project_id, on, kind, line, clause)
    await insert_rows(scope.connection, project_events, scope.tenant_id, [event])


def event_row(  # noqa: PLR0917
    scope: Scope, project_id: UUID, on: date, kind: str, line: str, clause: str | None
) -> dict[str, Any]:
    """Make the row of a line of a project's history, for writing it together with what it tells of."""
    event = {"project_id": project_id, "on_date": on, "actor": scope.actor, "kind": kind, "line": line}
    return {"id": new_id(), "clause": clause, **event}
