"""What the facts ask for on the lists: proposed as soon as they are recorded, withdrawn when they no longer ask."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from yipanqi_core.acts import queries
from yipanqi_core.acts.writing import add_event, change, write_proposal
from yipanqi_core.audit.service import record
from yipanqi_core.calendar import PeriodKind
from yipanqi_core.facts.gather import Gathered, gather
from yipanqi_core.facts.narrow import ask
from yipanqi_core.mechanism.acts import Act, Due, Motion
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope

Found = tuple[ProjectFacts, Act, Due]


async def propose_due(
    scope: Scope,
    edition: Edition,
    on: date | None = None,
    *,
    each: PeriodKind | None = None,
    only: Sequence[UUID] | None = None,
) -> int:
    """Propose what the facts of the county, or of `only` these projects, ask for on a day; gives how many are new.

    `each` asks for the acts that are looked for at the end of such periods; without it, for those that are due as soon
    as their fact is recorded. A proposal whose fact is gone is withdrawn.
    """
    on = on or await today(scope.connection)
    acts = [act for act in edition.acts if act.due is not None and act.due_each == each]
    if not acts:
        return 0
    pending = {row.project_id: row for row in await queries.pending_rows(scope.connection, scope.tenant_id)}
    if only is None:
        listed = await queries.listed_ids(scope.connection, scope.tenant_id, edition.track.code)
        asking = pending.keys() | await _asking(scope, edition, on, acts, each)
        only = [one for one in listed if one in asking]
        if not only:
            return 0
    gathered = await gather(scope, edition, f"{on:%Y-%m}", on, only=only)
    new = 0
    for facts in gathered.projects:
        project_id = gathered.project_ids[facts.project]
        row = pending.get(project_id)
        if row is not None:
            await _withdraw_if_gone(scope, acts, facts, row, on)
        elif (found := _found(acts, facts)) is not None:
            await _propose(scope, edition, project_id, found, on)
            new += 1
    return new


async def _asking(
    scope: Scope, edition: Edition, on: date, acts: Sequence[Act], each: PeriodKind | None
) -> frozenset[UUID]:
    """Find the projects whose facts ask for an act, by those parts of the facts alone that the acts look at."""

    def asking(gathered: Gathered) -> frozenset[UUID]:
        return frozenset(gathered.project_ids[one.project] for one in gathered.projects if _found(acts, one))

    return await ask(scope, edition, f"{on:%Y-%m}", on, ("due", each), asking)


def _found(acts: Sequence[Act], facts: ProjectFacts) -> Found | None:
    for act in acts:
        due = act.due(facts) if act.due is not None else None
        if due is not None:
            return facts, act, due
    return None


async def _propose(scope: Scope, edition: Edition, project_id: UUID, found: Found, on: date) -> None:
    facts, act, due = found
    motion = Motion(facts.step, due.target)
    await write_proposal(scope, on, project_id, act, motion, facts, edition, cause=due.because)
    await add_event(scope, project_id, on, "act", f"提请{act.title}：{due.because}", act.clause)


async def _withdraw_if_gone(scope: Scope, acts: Sequence[Act], facts: ProjectFacts, row: Row[Any], on: date) -> None:
    act = next((one for one in acts if one.code == row.act), None)
    if act is None or act.due is None:
        return
    due = act.due(facts)
    if due is not None and (facts.step, due.target) == (row.from_step, row.to_step):
        return
    await change(scope, row.id, state="withdrawn", waits_for=[], closed_on=on)
    await add_event(scope, row.project_id, on, "act", f"{act.title}所依据的事实已不成立，自动撤销", act.clause)
    await record(scope, "withdraw_proposal", f"proposal:{row.id}", {"on": on})
