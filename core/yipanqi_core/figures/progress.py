"""How far a target is at a month's end, from its series or worked out from the county's facts."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from yipanqi_core.calendar import Period
from yipanqi_core.facts.narrow import ask
from yipanqi_core.figures import queries
from yipanqi_core.figures.service import figure_of
from yipanqi_core.figures.tables import targets
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.figures import Reading, Target
from yipanqi_core.refusals import InvalidInputError, RefusedError
from yipanqi_core.rules.targets import TargetProgress, target_progress
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


async def progress_of(
    scope: Scope, edition: Edition, kind: Target, target_id: UUID, month: Period
) -> TargetProgress | None:
    """Tell how far a target is at the end of a month, as it was set by then; None when nothing is recorded.

    Raises InvalidInputError (another year's month), RefusedError (not yet set on that day).
    """
    rounds = await queries.rounds(scope.connection, scope.tenant_id, targets, target_id)
    if month.end.year != rounds[-1].year:
        raise InvalidInputError(f"该目标是 {rounds[-1].year} 年的，请问该年的月份", "/month")
    value = next((row.value for row in reversed(rounds) if row.since_on <= month.end), None)
    if value is None:
        raise RefusedError(f"{month.end} 时尚未下达该目标（{kind.clause}）", kind.clause)
    done = await _done(scope, edition, kind, rounds[-1], month)
    return None if done is None else target_progress(value, done, month.end.month)


async def _done(scope: Scope, edition: Edition, kind: Target, row: Any, month: Period) -> Decimal | None:
    if kind.counted is not None:
        day = min(month.end, await today(scope.connection))
        count, parameters = kind.counted, await read_in_force(scope, edition, day)
        return await ask(
            scope, edition, str(month), day, ("target", kind.code),
            lambda found: count(found.county, found.projects, row.unit, parameters), whole_county=True,
        )  # fmt: skip
    series = figure_of(edition, kind.figure or "")
    values = await queries.months_of(scope.connection, scope.tenant_id, series.code, row.unit_id, month.end.year)
    known = [value for day, value in values if day <= month.end]
    if not known:
        return None
    return sum(known, Decimal(0)) if series.reading is Reading.MONTHLY else known[-1]
