"""Coverage: how many of those who are to be inspected in a period were."""

from uuid import UUID

from yipanqi_core.calendar import Period
from yipanqi_core.facts.gather import gather
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.inspections import InspectionKind
from yipanqi_core.rules.inspections import asked, made_in
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


async def coverage(
    scope: Scope, edition: Edition, kind: InspectionKind, period: Period
) -> tuple[int, list[tuple[UUID, str]]]:
    """Count those due who were inspected by the period's end (or today), and name the others."""
    on = min(period.end, await today(scope.connection))
    parameters = await read_in_force(scope, edition, on)
    gathered = await gather(scope, edition, f"{on:%Y-%m}", on)
    all_asked: list[tuple[UUID, str, bool]] = []
    for facts in gathered.projects:
        if facts.step is not None and asked(kind, facts, period, parameters) is not None:
            done = bool(made_in(kind, facts.inspections, period))
            all_asked.append((gathered.project_ids[facts.project], facts.project, done))
    if kind.of_units is not None:
        seen = {one.subject for one in made_in(kind, gathered.county.inspections, period)}
        all_asked += [(gathered.names.unit_ids[unit], unit, unit in seen) for unit in kind.of_units(gathered.county)]
    return sum(done for *_, done in all_asked), [(key, name) for key, name, done in all_asked if not done]
