"""Climbing by time: once a day every issue past its rung's time goes up, or has its referral proposed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Row

from yipanqi_core.audit.service import record
from yipanqi_core.database.bulk import insert_rows, update_rows
from yipanqi_core.facts.gather import Gathered, gather
from yipanqi_core.ladder import queries
from yipanqi_core.ladder.moving import Move, add_events, entries, move, short, stay_row, tell
from yipanqi_core.ladder.standing import bound_seats, ladder_of, standing_of
from yipanqi_core.ladder.tables import issue_stays
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.ladders import Ladder, as_declared
from yipanqi_core.rules.ladder import Cause, Holders, Standing, by_time, holders_of, past_due
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.scope import Scope


async def climb(scope: Scope, edition: Edition, on: date) -> tuple[int, int]:
    """Send up what has stood too long on a day; gives how many climbed and how many referrals were proposed.

    Done again on the same day it finds nothing: what has climbed stands anew, what is proposed says so.
    """
    ladder, parameters = ladder_of(edition), await read_in_force(scope, edition, on)
    rows = await queries.open_standings(scope.connection, scope.tenant_id, on)
    late = [row for row in rows if _may_be_late(ladder, parameters, row, on)]
    if not late:
        return 0, 0
    projects = sorted({row.project_id for row in late})
    gathered = await gather(scope, edition, f"{on:%Y-%m}", on, only=projects)
    facts = {gathered.project_ids[one.project]: one for one in gathered.projects}
    held = await _holders(scope, ladder, gathered, late)
    moves, proposals = [], []
    for row in late:
        if row.id not in held:
            continue  # a project without a lead unit or an owner: nobody to hand its issues to
        standing, holders = standing_of(ladder, row, facts[row.project_id]), held[row.id]
        after = by_time(ladder, parameters, standing, on, holders)
        if after is not None and after.rung == standing.rung:
            proposals.append((row, after, holders[after.rung]))
        elif after is not None:
            stood, goes_to = holders[standing.rung], holders[after.rung]
            moves.append(Move(row, standing, row.position or 0, stood, after, goes_to))
    await move(scope, ladder, gathered.names, moves, on)
    await _propose(scope, ladder, gathered, proposals, on)
    body = {"on": on, "climbed": [one.issue.id for one in moves], "proposed": [row.id for row, *_ in proposals]}
    await record(scope, "climb_issues", f"ladder:{on}", body)
    return len(moves), len(proposals)


def _may_be_late(ladder: Ladder, parameters: BaseModel, row: Row[Any], on: date) -> bool:
    """Tell whether an issue's time can have run out; where it began is not asked yet."""
    if row.rung is None:
        begins = [ladder.loaded] if ladder.starts is as_declared else [rung.code for rung in ladder.rungs]
        return any(past_due(ladder, parameters, Standing(rung, row.raised_on, Cause.RAISED), on) for rung in begins)
    return past_due(ladder, parameters, Standing(row.rung, row.since_on, Cause(row.cause), row.proposed_on), on)


async def _holders(scope: Scope, ladder: Ladder, gathered: Gathered, rows: Sequence[Row[Any]]) -> dict[Any, Holders]:
    seats = await bound_seats(scope, ladder, gathered.names)
    facts = {gathered.project_ids[one.project]: one for one in gathered.projects}
    return {
        row.id: holders_of(ladder, facts[row.project_id], row.category, seats)
        for row in rows
        if row.project_id in facts
    }


async def _propose(
    scope: Scope, ladder: Ladder, gathered: Gathered, proposals: Sequence[tuple[Row[Any], Standing, Any]], on: date
) -> None:
    """Note the proposal on the stay and tell the holder; nothing moves before a person decides."""
    stood = [
        {**stay_row(scope, gathered.names, row.id, 1, after, holder), "proposed_on": on}
        for row, after, holder in proposals
        if not row.position
    ]
    await insert_rows(scope.connection, issue_stays, scope.tenant_id, stood)
    noted = [
        {"issue_id": row.id, "position": row.position, "proposed_on": after.proposed_on}
        for row, after, _ in proposals
        if row.position
    ]
    await update_rows(scope.connection, issue_stays, scope.tenant_id, noted, key=("issue_id", "position"))
    told = [
        line
        for row, _, holder in proposals
        for line in entries(
            gathered.names,
            holder,
            f"建议在下次综合调度会上研究上报市级：{row.project}——{short(row.description)}",
            on,
        )
    ]
    await tell(scope, told)
    lines = [
        (row.project_id, f"问题“{short(row.description)}”在“{ladder.top.title}”超过办理时限，建议研究上报市级")
        for row, *_ in proposals
    ]
    await add_events(scope, on, lines, ladder.clause)
