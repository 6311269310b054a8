"""One project as someone stands towards it today: its facts, and the seats in which this person may act."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yipanqi_core.facts.gather import gather
from yipanqi_core.facts.names import Names
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.people.seats import Seated, project_seats, seats_of
from yipanqi_core.refusals import NotFoundError, WrongActorError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.queries import lock_project


@dataclass(frozen=True, slots=True)
class Standing:
    """What a service must know before it lets someone act on a project."""

    project_id: UUID
    facts: ProjectFacts
    names: Names
    seats: frozenset[str]
    today: date
    edition: Edition

    def require_seat(self, act: str, clause: str | None, *seats: str) -> None:
        """Let pass who sits in one of these. Raises WrongActorError, which names who may."""
        if self.seats.isdisjoint(seats):
            able = "、".join(self.edition.seat_title(seat) for seat in seats)
            raise WrongActorError(f"“{self.facts.project}”{act}由{able}办理", clause)


async def standing(scope: Scope, edition: Edition, project_id: UUID, who: Seated, *, lock: bool = True) -> Standing:
    """Read a project as of the county's own day for someone; held for the transaction when `lock`.

    Raises NotFoundError.
    """
    if lock and await lock_project(scope.connection, scope.tenant_id, project_id) is None:
        raise NotFoundError("没有这个项目")
    found = await standings(scope, edition, [project_id], who)
    if project_id not in found:
        raise NotFoundError("没有这个项目")
    return found[project_id]


async def standings(
    scope: Scope,
    edition: Edition,
    project_ids: Collection[UUID],
    who: Seated,
    parts: frozenset[str] | None = None,
) -> dict[UUID, Standing]:
    """Read several projects for someone, without holding them; the statements do not grow with them.

    `parts` names the parts of their facts that are read: see `facts.gather`.
    """
    if not project_ids:
        return {}
    day = await today(scope.connection)
    gathered = await gather(scope, edition, f"{day:%Y-%m}", day, only=list(project_ids), parts=parts)
    seats, found = await seats_of(scope, edition, who), {}
    for facts in gathered.projects:
        project_id = gathered.project_ids[facts.project]
        held = seats | project_seats(gathered.names, facts, who)
        found[project_id] = Standing(project_id, facts, gathered.names, held, day, edition)
    return found
