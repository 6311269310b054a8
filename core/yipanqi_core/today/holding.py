"""Reading what a person holds that decides what waits for them today."""

from collections.abc import Mapping
from uuid import UUID

from yipanqi_core.acts.waiting import waiting_for
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, holds
from yipanqi_core.inspections.guards import inspecting
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.seats import LEAD_UNIT, OWNER_UNIT, PROJECT_DEPUTY
from yipanqi_core.people.seats import seats_of
from yipanqi_core.projects.replans import require_may_decide
from yipanqi_core.projects.standing import standings
from yipanqi_core.refusals import WrongActorError
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.today import step_queries
from yipanqi_core.today.person import Person
from yipanqi_core.vocabulary import ResponsibilityKind

_PARTS: Mapping[str, str] = {
    LEAD_UNIT: ResponsibilityKind.LEAD_UNIT.value,
    OWNER_UNIT: ResponsibilityKind.OWNER.value,
    PROJECT_DEPUTY: ResponsibilityKind.LEADER.value,
}


async def person_of(scope: Scope, edition: Edition, who: Identity) -> Person:
    """Read what the person holds; the statements do not grow with what waits."""
    seats = await seats_of(scope, edition, who)
    works = holds(who.role, Permission.REPORT_PROGRESS)
    asked = await _asked(scope, edition, seats)
    return Person(
        user_id=who.user_id,
        unit_id=who.unit_id,
        post_ids=who.post_ids,
        proposals=await waiting_for(scope, edition, who, seats),
        asked=asked if works else [],
        decides=[kind.code for kind in edition.consequences if kind.decided_by in seats],
        confirms=[one.kind for one in edition.bulletins if one.issuer in seats],
        inspects=[one.code for one in edition.inspections if not seats.isdisjoint(inspecting(one))],
        moves=_moves(edition, seats) if works else [],
        replans=await _replans(scope, edition, who),
        reviews_decided=[one.code for one in edition.reviews if not seats.isdisjoint(one.decided_by)] if works else [],
        rungs=[]
        if edition.ladder is None
        else [one.code for one in edition.ladder.rungs if seats & {*one.beside_seats}],
        resubmits=_resubmits(edition, seats) if works else [],
    )


async def _asked(scope: Scope, edition: Edition, seats: frozenset[str]) -> list[tuple[str, str]]:
    """Give the kinds of joint reviews with the seats for which the person speaks now."""
    if not any(kind.joint for kind in edition.reviews):
        return []
    parameters = await read_in_force(scope, edition, await today(scope.connection))
    return [
        (kind.code, one.seat) for kind in edition.reviews for one in kind.asks if kind.speaker(one, parameters) in seats
    ]


def _moves(edition: Edition, seats: frozenset[str]) -> list[tuple[str, str, str | None]]:
    return [
        (kind.code, step.code, part)
        for kind in edition.cases
        for step in kind.steps
        for part in _held(kind.deciders(step.code), seats)
    ]


def _resubmits(edition: Edition, seats: frozenset[str]) -> list[tuple[str, str | None]]:
    return [
        (kind.code, part)
        for kind in edition.reviews
        for part in _held((LEAD_UNIT, kind.gathered_by if kind.joint else OWNER_UNIT), seats)
    ]


def _held(able: tuple[str, ...], seats: frozenset[str]) -> list[str | None]:
    """Say in what of these the person may sit: the county's seats held (None), and the parts of a project."""
    county: list[str | None] = [None] if not seats.isdisjoint(able) else []
    return [*county, *(_PARTS[seat] for seat in dict.fromkeys(able) if seat in _PARTS)]


async def _replans(scope: Scope, edition: Edition, who: Identity) -> list[UUID]:
    rule = edition.replanning
    if rule is None:
        return []
    rows = await step_queries.open_replans(scope.connection, scope.tenant_id)
    stands = await standings(scope, edition, {row.project_id for row in rows}, who)
    found = []
    for row in rows:
        try:
            require_may_decide(stands[row.project_id], row, who.role, rule)
        except WrongActorError:
            continue
        found.append(row.id)
    return found
