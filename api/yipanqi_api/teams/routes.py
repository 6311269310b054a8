"""Teams of a project: who is in them, their plans, and what is lacking."""

from functools import partial
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
from yipanqi_api.references import Reference, Word
from yipanqi_api.teams.views import Members, NewPlan, PartView, PlanView, TeamsView, TeamView
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.facts.gather import Gathered, gather
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.teams import Team, TeamPart
from yipanqi_core.people.seats import project_seats
from yipanqi_core.projects import leader_queries
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.rules.teams import findings, units_of
from yipanqi_core.teams import queries, service
from yipanqi_core.teams.fitting import require_fitting
from yipanqi_core.teams.guards import require_team_keeper
from yipanqi_core.tenants.scope import Scope

_READ = [requires(Permission.READ)]  # the team's own guard says who may change it, with its clause
_REFUSES = refuses(RULE_REFUSES, WRONG_ACTOR)
_MEMBERS: dict[str, Any] = msgspec.json.schema(Members)
_PLAN: dict[str, Any] = msgspec.json.schema(NewPlan)


@get("/{project_id:uuid}/teams", operation_id="ListProjectTeams", summary="查看项目专班与工作方案", guards=_READ)
async def list_teams(
    project_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[TeamsView]:
    """The project's teams: parts with who has them and had them, the plan, and what is lacking."""
    row = await queries.project_row(transaction.connection, transaction.tenant_id, project_id)
    if row is None:
        raise NotFoundError("没有这个项目")
    view = await _view(transaction, identity, row)
    return condition.answer(view, view.version)


@put(
    "/{project_id:uuid}/teams/{team:str}/parts/{part:str}",
    operation_id="SetTeamMembers",
    summary="明确专班成员",
    guards=_READ,
    responses=_REFUSES,
)
async def set_members(  # noqa: PLR0917
    project_id: FromPath[UUID],
    team: FromPath[str],
    part: FromPath[str],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[Members],
) -> Answer[TeamsView]:
    """Say who has a part from a day on; who had it before has it until then."""
    _, edition = await county_and_edition(transaction)
    row = await _project(transaction, project_id)
    expected.require(row.version)
    kind, wanted = _team(edition, team), _part(_team(edition, team), part)
    members = tuple(one.member() for one in data.members)
    gathered = await _gathered(transaction, edition, project_id)
    require_team_keeper(
        edition, kind, wanted, identity.role, project_seats(gathered.names, gathered.projects[0], identity)
    )
    await require_fitting(transaction, kind, wanted, members, gathered.names, units_of(gathered.projects[0]))
    change = service.Change(members, data.from_on)
    begins = await service.set_part(transaction, kind, wanted, change, project_id, ())
    line = f"{kind.title}的{wanted.title}自 {begins} 起调整，现 {len(members)} 名"
    await service.note_project(transaction, project_id, begins, line, kind.clause)
    view = await _view(transaction, identity, await _project(transaction, project_id))
    return tagged(view, view.version)


@put(
    "/{project_id:uuid}/teams/{team:str}/plan",
    operation_id="SetTeamPlan",
    summary="制定工作方案与进度安排",
    guards=_READ,
    responses=_REFUSES,
)
async def set_plan(  # noqa: PLR0917
    project_id: FromPath[UUID],
    team: FromPath[str],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[NewPlan],
) -> Answer[TeamsView]:
    """Set the team's plan with every topic of its schedule dated or marked as not applicable."""
    _, edition = await county_and_edition(transaction)
    row = await _project(transaction, project_id)
    expected.require(row.version)
    kind = _team(edition, team)
    gathered = await _gathered(transaction, edition, project_id)
    seats = project_seats(gathered.names, gathered.projects[0], identity)
    require_team_keeper(edition, kind, None, identity.role, seats)
    await service.set_plan(transaction, kind, project_id, data.plan, data.topics)
    view = await _view(transaction, identity, await _project(transaction, project_id))
    return tagged(view, view.version)


async def _gathered(scope: Scope, edition: Edition, project_id: UUID) -> Gathered:
    county, _ = await county_and_edition(scope)
    return await gather(scope, edition, f"{county.today:%Y-%m}", county.today, only=[project_id])


async def _project(scope: Scope, project_id: UUID) -> Any:
    row = await leader_queries.lock_project(scope.connection, scope.tenant_id, project_id)
    if row is None:
        raise NotFoundError("没有这个项目")
    return row


def _team(edition: Edition, code: str) -> Team:
    for team in edition.teams:
        if team.code == code:
            return team
    raise NotFoundError("本县机制没有这种专班")


def _part(team: Team, code: str) -> TeamPart:
    part = team.part(code)
    if part is None:
        known = "、".join(f"{one.code}（{one.title}）" for one in team.parts)
        raise NotFoundError(f"{team.title}没有这一职责；有：{known}")
    return part


async def _view(scope: Scope, identity: Identity, row: Any) -> TeamsView:
    _, edition = await county_and_edition(scope)
    gathered = await _gathered(scope, edition, row.id)
    facts = gathered.projects[0]
    teams = tuple(team for team in edition.teams if team.applies(facts))
    connection, tenant = scope.connection, scope.tenant_id
    members = await queries.members(connection, tenant, [team.code for team in teams], row.id)
    plans = await queries.plan_rows(connection, tenant, row.id)
    seats = project_seats(gathered.names, facts, identity)
    shown = []
    for team in teams:
        own = [one for one in members if one.team == team.code]
        drawn = [PlanView.of(team, one) for one in plans if one.team == team.code]
        path = f"/v1/projects/{row.id}/teams/{team.code}"
        shown.append(
            TeamView(
                code=team.code,
                title=team.title,
                clause=team.clause,
                parts=[
                    PartView.of(part, own, (), _part_actions(edition, team, part, path, identity, seats))
                    for part in team.parts
                ],
                plan_title=team.plan,
                topics=[Word(topic.code, topic.title) for topic in team.topics],
                plan=drawn[0] if drawn else None,
                former_plans=drawn[1:],
                lacking=[one.ruling.because for one in findings((team,), facts)],
                actions=_plan_actions(edition, team, path, identity, seats),
            )
        )
    return TeamsView(Reference(row.id, row.name), shown, row.version)


def _part_actions(  # noqa: PLR0917
    edition: Edition, team: Team, part: TeamPart, path: str, identity: Identity, seats: frozenset[str]
) -> list[Action]:
    guard = partial(require_team_keeper, edition, team, part, identity.role, seats)
    return [action("set_members", f"明确{part.title}", "PUT", f"{path}/parts/{part.code}", guard, _MEMBERS)]


def _plan_actions(edition: Edition, team: Team, path: str, identity: Identity, seats: frozenset[str]) -> list[Action]:
    if team.plan is None:
        return []
    guard = partial(require_team_keeper, edition, team, None, identity.role, seats)
    return [action("set_plan", f"制定{team.plan}", "PUT", f"{path}/plan", guard, _PLAN)]


teams_router = Router("/v1/projects", route_handlers=[list_teams, set_members, set_plan], tags=["projects"])
