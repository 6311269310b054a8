"""Whether those who are named for a part fit it: asked before they have it, refused by the part's clause."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from yipanqi_core.facts.names import Names
from yipanqi_core.mechanism.team_facts import MemberFacts
from yipanqi_core.mechanism.teams import Body, Team, TeamPart
from yipanqi_core.refusals import InvalidInputError, RefusedError
from yipanqi_core.rules.teams import Seated, misfits
from yipanqi_core.teams import queries
from yipanqi_core.teams.service import Member
from yipanqi_core.tenants.scope import Scope


async def require_fitting(  # noqa: PLR0917
    scope: Scope, team: Team | Body, part: TeamPart, members: Sequence[Member], names: Names, seated: Seated
) -> None:
    """Let pass members whose rank and unit are those that the part asks for.

    Posts and units that the county does not have are told by `set_part`, not here. Raises InvalidInputError (nobody is
    named, or no unit beside the name), RefusedError.
    """
    if not part.asks_unit:
        return
    clause = part.clause or team.clause
    posts = [one.post_id for one in members if one.post_id is not None]
    of_post = await queries.post_units(scope.connection, scope.tenant_id, posts) if posts else {}
    for place, one in enumerate(members):
        _require_named(part, one, place, clause)
        facts = _facts(team, part, one, of_post, names)
        wrong = () if facts is None else tuple(misfits(part, facts, seated))
        if wrong:
            raise RefusedError(f"{team.title}：{'；'.join(wrong)}。请改填合乎要求的人选（{clause}）", clause)


def _require_named(part: TeamPart, one: Member, place: int, clause: str) -> None:
    if one.post_id is not None:
        return
    if not (one.person or "").strip():
        raise InvalidInputError(f"{part.title}应为岗位或具体姓名，不能只填单位（{clause}）", f"/members/{place}")
    if one.unit_id is None:
        raise InvalidInputError(f"请填{one.person}所在的单位（{clause}）", f"/members/{place}/unit_id")


def _facts(
    team: Team | Body, part: TeamPart, one: Member, of_post: Mapping[UUID, UUID], names: Names
) -> MemberFacts | None:
    """Give the member as rules are told of it; None where the county has no such post or unit."""
    own = one.unit_id if one.post_id is None else of_post.get(one.post_id)
    unit = None if own is None else names.units.get(own)
    if unit is None:
        return None
    post = None if one.post_id is None else names.posts[one.post_id]
    return MemberFacts(team.code, part.code, post, unit.name, one.person, one.rank, unit.name, unit.kind)
