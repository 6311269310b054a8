"""Where one issue stands on its county's ladder, and who is who about it: read from the records for the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from yipanqi_core.facts.gather import gather
from yipanqi_core.facts.names import Names
from yipanqi_core.ladder import queries
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.ladders import HolderKind, Ladder
from yipanqi_core.people.seat_queries import bindings
from yipanqi_core.refusals import NotFoundError, RefusedError
from yipanqi_core.rules.ladder import Cause, Holder, Holders, Standing, department, holders_of, starts_on
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class Seen:
    """A project as its issues' rules are told of it on a day, with the ids behind the names."""

    ladder: Ladder
    facts: ProjectFacts
    names: Names
    seats: Mapping[str, Holder]
    on: date
    edition: Edition

    def holders(self, category: str) -> Holders:
        """Tell who holds each rung for an issue of this category."""
        return holders_of(self.ladder, self.facts, category, self.seats)

    def parties(self, category: str) -> frozenset[UUID]:
        """Give the units that have a part in an issue: owner, lead unit, department; and the post of the deputy."""
        units = {self.facts.owner, self.facts.lead_unit, department(self.facts, category)}
        posts = self.facts.deputies if len(self.facts.deputies) == 1 else ()
        return frozenset(
            [*(self.names.unit_ids[unit] for unit in units), *(self.names.post_ids[post] for post in posts)]
        )


@dataclass(frozen=True, slots=True)
class IssueState:
    """An issue with its standing; `position` is that of its open stay, 0 before it first moved."""

    row: Row[Any]
    seen: Seen
    standing: Standing
    position: int
    closing: Row[Any] | None

    @property
    def ladder(self) -> Ladder:
        """The county's ladder."""
        return self.seen.ladder

    @property
    def holders(self) -> Holders:
        """Who holds each rung for this issue today."""
        return self.seen.holders(self.row.category)

    @property
    def holder_id(self) -> UUID | None:
        """The unit or post that holds the issue now: who got it, else who holds the rung today."""
        stayed: UUID | None = self.row.stay_unit_id or self.row.stay_post_id
        holder = self.holders[self.standing.rung]
        return stayed or (None if holder is None else id_of(self.seen.names, holder))

    @property
    def holder_ids(self) -> frozenset[UUID]:
        """Who holds the issue now, with those who hold its rung beside them today."""
        holder = self.holders[self.standing.rung]
        beside = () if holder is None else holder.all[1:]
        found = {self.holder_id, *(id_of(self.seen.names, one) for one in beside)}
        return frozenset(one for one in found if one is not None)

    @property
    def unattended(self) -> bool:
        """Whether nobody can act as its holder: none can be told, or only posts that nobody holds today."""
        return self.holder_ids <= self.seen.names.vacant


def ladder_of(edition: Edition) -> Ladder:
    """Give the edition's ladder. Raises RefusedError where the mechanism has none."""
    if edition.ladder is None:
        raise RefusedError("本县机制没有问题逐级推进的规定")
    return edition.ladder


def id_of(names: Names, holder: Holder) -> UUID:
    """Give the id of a post or unit."""
    return (names.post_ids if holder.is_post else names.unit_ids)[holder.name]


def standing_of(ladder: Ladder, row: Row[Any], facts: ProjectFacts) -> Standing:
    """Tell where an issue stands; without a stay it came with a workbook and has stood since it was raised."""
    if row.rung is None:
        return Standing(starts_on(ladder, facts, row.category, ladder.loaded), row.raised_on, Cause.RAISED)
    return Standing(row.rung, row.since_on, Cause(row.cause), row.proposed_on)


async def bound_seats(scope: Scope, ladder: Ladder, names: Names) -> Mapping[str, Holder]:
    """Tell who sits today in the seats that hold a rung or strike off."""
    sitting = {seat for rung in ladder.rungs if rung.holder is HolderKind.SEAT for seat in rung.seats}
    wanted = sitting | {*ladder.closing_seats}
    found = {}
    for row in await bindings(scope.connection, scope.tenant_id):
        if row.seat in wanted:
            post = row.post_id is not None
            name = names.posts[row.post_id] if post else names.units[row.unit_id].name
            found[row.seat] = Holder(name, is_post=post)
    return found


async def see_project(scope: Scope, edition: Edition, project_id: UUID) -> Seen:
    """Read the project of an issue as it is today. Raises NotFoundError, RefusedError."""
    found = await see_projects(scope, edition, [project_id])
    if project_id not in found:
        raise NotFoundError("没有这个项目")
    return found[project_id]


async def see_projects(scope: Scope, edition: Edition, project_ids: Sequence[UUID]) -> dict[UUID, Seen]:
    """Read several projects of issues as they are today. Raises RefusedError."""
    ladder, on = ladder_of(edition), await today(scope.connection)
    gathered = await gather(scope, edition, f"{on:%Y-%m}", on, only=list(project_ids))
    seats = await bound_seats(scope, ladder, gathered.names)
    ids = gathered.project_ids
    return {ids[one.project]: Seen(ladder, one, gathered.names, seats, on, edition) for one in gathered.projects}


async def read_state(scope: Scope, edition: Edition, issue_id: UUID, *, lock: bool = False) -> IssueState:
    """Read an issue with where it stands; `lock` holds it for a change. Raises NotFoundError, RefusedError."""
    on = await today(scope.connection)
    row = await queries.standing_row(scope.connection, scope.tenant_id, issue_id, on, lock=lock)
    if row is None:
        raise NotFoundError("没有这个问题")
    seen = await see_project(scope, edition, row.project_id)
    return state_of(row, seen, await queries.closing_row(scope.connection, scope.tenant_id, issue_id))


def state_of(row: Any, seen: Seen, closing: Any) -> IssueState:
    """Tell where an issue stands, from its row, its project and how it was closed."""
    return IssueState(row, seen, standing_of(seen.ladder, row, seen.facts), row.position or 0, closing)
