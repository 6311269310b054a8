"""Who sits where: the seats of a mechanism that a person holds today, county-wide and in one project."""

from typing import Protocol
from uuid import UUID

from yipanqi_core.facts.names import Names
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT, PROJECT_DEPUTY, SeatKind
from yipanqi_core.people import seat_queries
from yipanqi_core.tenants.scope import Scope


class Seated(Protocol):
    """What of a signed-in person decides which seats are theirs; an `Identity` has it."""

    @property
    def unit_id(self) -> UUID:
        """The unit the person belongs to."""

    @property
    def post_ids(self) -> tuple[UUID, ...]:
        """The posts held today."""


async def seats_of(scope: Scope, edition: Edition, who: Seated) -> frozenset[str]:
    """Give the codes of the seats that the person holds on the county's own day.

    A unit's seat is held by everyone of the unit, a post's by who holds the post. A portfolio seat that is not bound
    belongs to the posts whose 分管领域 holds its field.
    """
    found, bound = set(), set()
    for row in await seat_queries.bindings(scope.connection, scope.tenant_id):
        bound.add(row.seat)
        if row.unit_id == who.unit_id or row.post_id in who.post_ids:
            found.add(row.seat)
    unbound = [seat for seat in edition.seats if seat.kind is SeatKind.PORTFOLIO and seat.code not in bound]
    if unbound and who.post_ids:
        fields = await seat_queries.portfolios(scope.connection, scope.tenant_id, who.post_ids)
        found.update(seat.code for seat in unbound if seat.field in fields)
    return frozenset(found)


def project_seats(names: Names, facts: ProjectFacts, who: Seated) -> frozenset[str]:
    """Give the seats that the person has in one project: its lead unit, its owner, its portfolio deputy, its own seats.

    The deputy is 包抓领导, or the only post whose portfolio fits; with none or several nobody is.
    """
    found = set()
    if names.unit_ids[facts.lead_unit] == who.unit_id:
        found.add(LEAD_UNIT)
    if names.unit_ids[facts.owner] == who.unit_id:
        found.add(OWNER_UNIT)
    if len(facts.deputies) == 1 and names.post_ids[facts.deputies[0]] in who.post_ids:
        found.add(PROJECT_DEPUTY)
    found.update(
        seat for seat, units in facts.own_seats.items() if any(names.unit_ids[unit] == who.unit_id for unit in units)
    )
    return frozenset(found)
