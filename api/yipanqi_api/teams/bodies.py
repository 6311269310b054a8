"""Bodies of the county: joint meetings, task forces; their members with the day on which each came."""

import zlib
from typing import Any
from uuid import UUID

import msgspec
from litestar import Router, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from yipanqi_api.actions import Action, action
from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition, Expected, tagged
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.references import Word
from yipanqi_api.teams.views import BodiesView, BodyView, Members, MemberView, PartView
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.facts.gather import Gathered, gather
from yipanqi_core.facts.supervision import founding
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.teams import Body, TeamPart
from yipanqi_core.people.seats import seats_of
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.rules.teams import body_findings
from yipanqi_core.teams import queries, service
from yipanqi_core.teams.fitting import require_fitting
from yipanqi_core.teams.guards import keeps_projects, names_own, require_body_keeper, require_own_unit
from yipanqi_core.tenants.scope import Scope

PATH = "/v1/bodies"
_READ = [requires(Permission.READ)]  # the body's own guard says who may change it, with its clause
_MEMBERS: dict[str, Any] = msgspec.json.schema(Members)


@get("", operation_id="ListBodies", summary="列出议事协调机构与专班", guards=_READ)
async def list_bodies(transaction: NamedDependency[Scope], identity: NamedDependency[Identity]) -> BodiesView:
    """Every body that the mechanism knows, with its members today and what is lacking."""
    _, edition = await county_and_edition(transaction)
    return BodiesView([await _view(transaction, identity, body) for body in edition.bodies])


@get("/{code:str}", operation_id="ReadBody", summary="查看议事协调机构", guards=_READ)
async def read_body(
    code: FromPath[str],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[BodyView]:
    """One body with its present and former members."""
    _, edition = await county_and_edition(transaction)
    view = await _view(transaction, identity, _body(edition, code))
    return condition.answer(view, await _version(transaction, code))


@put(
    "/{code:str}/parts/{part:str}",
    operation_id="SetBodyMembers",
    summary="调整成员、联络员",
    guards=_READ,
    responses=refuses(RULE_REFUSES, WRONG_ACTOR),
)
async def set_members(  # noqa: PLR0917
    code: FromPath[str],
    part: FromPath[str],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[Members],
) -> Answer[BodyView]:
    """Say who has a part from a day on; a member unit that names its own officer changes only its own."""
    _, edition = await county_and_edition(transaction)
    body = _body(edition, code)
    wanted = body.part(part)
    if wanted is None:
        known = "、".join(f"{one.code}（{one.title}）" for one in body.parts)
        raise NotFoundError(f"{body.title}没有这一职责；有：{known}")
    await queries.hold_bodies(transaction.connection, transaction.tenant_id)
    expected.require(await _version(transaction, code))
    gathered = await _gathered(transaction, edition)
    members = tuple(one.member() for one in data.members)
    of_unit = await _let_pass(transaction, identity, edition, body, wanted, gathered, members)
    seated = {one.seat: (one.holder,) for one in gathered.county.seats}
    await require_fitting(transaction, body, wanted, members, gathered.names, seated)
    change = service.Change(members, data.from_on, of_unit)
    stand = [
        service.Member(
            None if one.post is None else gathered.names.post_ids[one.post],
            None if one.unit is None else gathered.names.unit_ids[one.unit],
        )
        for one in founding(body, wanted.code, gathered.county.seats, gathered.names)
    ]
    await service.set_part(transaction, body, wanted, change, None, stand)
    return tagged(await _view(transaction, identity, body), await _version(transaction, code))


async def _let_pass(  # noqa: PLR0917
    scope: Scope,
    identity: Identity,
    edition: Edition,
    body: Body,
    part: TeamPart,
    gathered: Gathered,
    members: tuple[service.Member, ...],
) -> UUID | None:
    seats = await seats_of(scope, edition, identity)
    if body.kept_by in seats or keeps_projects(identity.role):
        return None
    own = gathered.names.units.get(identity.unit_id)
    if names_own(part, _units(body, part, gathered), None if own is None else own.name):
        require_own_unit(body.title, body.clause, part, {one.unit_id for one in members}, identity.unit_id)
        return identity.unit_id
    require_body_keeper(edition, body, identity.role, seats)
    return None


def _units(body: Body, part: TeamPart, gathered: Gathered) -> tuple[str, ...]:
    """Name the units that each name someone for the part."""
    members = [one for one in gathered.county.bodies if (one.team, one.part) == (body.code, part.each_of)]
    return tuple(one.unit for one in members if one.unit is not None)


async def _gathered(scope: Scope, edition: Edition) -> Gathered:
    county, _ = await county_and_edition(scope)
    return await gather(scope, edition, f"{county.today:%Y-%m}", county.today, only=[])


def _body(edition: Edition, code: str) -> Body:
    for body in edition.bodies:
        if body.code == code:
            return body
    raise NotFoundError("本县机制没有这个机构；全部机构见 GET /v1/bodies")


async def _version(scope: Scope, code: str) -> int:
    """A number that changes with the body's members: it has no row of its own."""
    rows = await queries.members(scope.connection, scope.tenant_id, [code], None)
    return zlib.crc32(repr(sorted((str(row.id), str(row.to_on)) for row in rows)).encode()) % 10**8


async def _view(scope: Scope, identity: Identity, body: Body) -> BodyView:
    _, edition = await county_and_edition(scope)
    gathered = await _gathered(scope, edition)
    rows = await queries.members(scope.connection, scope.tenant_id, [body.code], None)
    seats = await seats_of(scope, edition, identity)
    own = gathered.names.units.get(identity.unit_id)
    parts = []
    for part in body.parts:
        stand = [
            MemberView.founding(one, gathered.names)
            for one in founding(body, part.code, gathered.county.seats, gathered.names)
        ]
        named = names_own(part, _units(body, part, gathered), None if own is None else own.name)
        parts.append(PartView.of(part, rows, stand, _actions(edition, body, part, identity, seats, named=named)))
    keeper = next(Word(seat.code, seat.title) for seat in edition.seats if seat.code == body.kept_by)
    lacking = [one.ruling.because for one in body_findings((body,), gathered.county)]
    return BodyView.of(body, keeper, parts, lacking)


def _actions(
    edition: Edition, body: Body, part: TeamPart, identity: Identity, seats: frozenset[str], *, named: bool
) -> list[Action]:
    def guard() -> None:
        if not named:
            require_body_keeper(edition, body, identity.role, seats)

    href = f"{PATH}/{body.code}/parts/{part.code}"
    return [action("set_members", f"调整{part.title}", "PUT", href, guard, _MEMBERS)]


bodies_router = Router(PATH, route_handlers=[list_bodies, read_body, set_members], tags=["bodies"])
