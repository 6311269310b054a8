"""One project as someone stands towards it today: its facts, and the seats in which this person may act."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yipanqi_core.facts.gather import gather
from yipanqi_core.facts.names import Names
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT, PROJECT_DEPUTY
from yipanqi_core.people.seats import Seated, project_seats, seats_of
from yipanqi_core.refusals import NotFoundError, WrongActorError
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.queries import lock_project

_IN_PROJECT = {LEAD_UNIT: "项目责任单位", OWNER_UNIT: "项目业主", PROJECT_DEPUTY: "项目分管县领导"}


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
            able = "、".join(seat_title(self.edition, seat) for seat in seats)
            raise WrongActorError(f"“{self.facts.project}”{act}由{able}办理", clause)


def seat_title(edition: Edition, seat: str) -> str:
    """Name a seat, county-wide or of the project."""
    named = (*edition.seats, *edition.project_seats)
    return _IN_PROJECT.get(seat) or next((one.title for one in named if one.code == seat), seat)


async def standing(scope: Scope, edition: Edition, project_id: UUID, who: Seated, *, lock: bool = True) -> Standing:
    """Read a project as of the county's own day for someone; held for the transaction when `lock`.

    Raises NotFoundError.
    """
    if lock and await lock_project(scope.connection, scope.tenant_id, project_id) is None:
        raise NotFoundError("没有这个项目")
    day = await today(scope.connection)
    gathered = await gather(scope, edition, f"{day:%Y-%m}", day, only=[project_id])
    if not gathered.projects:
        raise NotFoundError("没有这个项目")
    facts = gathered.projects[0]
    seats = await seats_of(scope, edition, who) | project_seats(gathered.names, facts, who)
    return Standing(project_id, facts, gathered.names, seats, day, edition)
