"""Acting on issues: each act by its own address, offered and refused by the guard that the act itself asks."""

from functools import partial
from typing import Any
from uuid import UUID

import msgspec
from litestar import patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from yipanqi_api.actions import Action, action
from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Expected, tagged
from yipanqi_api.guards import requires
from yipanqi_api.issues import bodies
from yipanqi_api.issues.life import IssueDetail, detail
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.problems.general import NOT_FOUND, RULE_REFUSES, WRONG_ACTOR
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.ladder import guards, queries, referring, service
from yipanqi_core.ladder.standing import IssueState, read_state
from yipanqi_core.refusals import InvalidInputError, NotFoundError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.work.issue_queries import issue_row

PATH = "/v1/issues"
_ACTS = (
    ("change", "修改", "PATCH", "", guards.require_may_change, bodies.ChangeIssue),
    ("escalate", "提级", "POST", "/escalation", guards.require_may_escalate, bodies.Reason),
    ("mark_major", "标为重大问题", "POST", "/major", guards.require_may_mark_major, bodies.Reason),
    ("refer", "上报市级", "POST", "/referral", guards.require_may_refer, bodies.NewReferral),
    ("resolve", "报告解决", "POST", "/resolution", guards.require_may_change, bodies.Solution),
    ("strike_off", "销号", "POST", "/strike-off", guards.require_may_strike_off, bodies.Evidence),
)
_OWN: dict[str, Any] = {
    "guards": [requires(Permission.READ)],  # the act's own guard says who may, with its clause
    "responses": refuses(WRONG_ACTOR, RULE_REFUSES),
}


def issue_actions(who: Identity, state: IssueState) -> list[Action]:
    """Tell what this user may do with an issue now."""
    return [
        action(name, title, method, f"{PATH}/{state.row.id}{path}", partial(guard, who, state), _schema(body))
        for name, title, method, path, guard, body in _ACTS
    ]


def _schema(body: type[msgspec.Struct]) -> dict[str, Any]:
    (schema,), parts = msgspec.json.schema_components([body], ref_template="#/$defs/{name}")
    return {**schema, "$defs": parts}


async def read_detail(scope: Scope, who: Identity, issue_id: UUID) -> tuple[IssueDetail, int]:
    """Read one issue with its life and its version. Raises NotFoundError."""
    _, edition = await county_and_edition(scope)
    state = await read_state(scope, edition, issue_id)
    connection, tenant = scope.connection, scope.tenant_id
    row = await issue_row(connection, tenant, issue_id, state.seen.on)
    if row is None:
        raise NotFoundError("没有这个问题")
    life = (
        await queries.stay_rows(connection, tenant, issue_id),
        await queries.ledgers_of(connection, tenant, issue_id),
        await queries.referrals_of(connection, tenant, issue_id),
    )
    return detail(row, state, life, issue_actions(who, state)), row.version


async def _locked(scope: Scope, issue_id: UUID) -> IssueState:
    _, edition = await county_and_edition(scope)
    return await read_state(scope, edition, issue_id, lock=True)


async def _answer(scope: Scope, who: Identity, issue_id: UUID, *, status_code: int = 200) -> Answer[IssueDetail]:
    shown, version = await read_detail(scope, who, issue_id)
    location = f"{PATH}/{issue_id}" if status_code == 201 else None
    return tagged(shown, version, status_code=status_code, location=location)


@post(
    "",
    operation_id="RaiseIssue",
    summary="提出问题",
    guards=[requires(Permission.READ)],
    responses=refuses(WRONG_ACTOR, RULE_REFUSES, NOT_FOUND),
)
async def raise_issue(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[bodies.NewIssue]
) -> Answer[IssueDetail]:
    """Raise an issue of a project today; it begins where the mechanism's ladder says."""
    _, edition = await county_and_edition(transaction)
    new = service.NewIssue(data.project_id, data.description, data.category, data.urgency, data.required_on)
    issue_id = await service.raise_issue(transaction, edition, identity, new)
    return await _answer(transaction, identity, issue_id, status_code=201)


@patch("/{issue_id:uuid}", operation_id="ChangeIssue", summary="修改问题", **_OWN)
async def change_issue(
    issue_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[bodies.ChangeIssue],
) -> Answer[IssueDetail]:
    """Correct an open issue; what was there before stays in the audit trail with the reason."""
    state = await _locked(transaction, issue_id)
    expected.require(state.row.version)
    given = {name: getattr(data, name) for name in ("description", "category", "urgency", "required_on")}
    changes = {name: value for name, value in given.items() if value is not msgspec.UNSET}
    if not changes:
        raise InvalidInputError("没有要修改的内容；可改 description、category、urgency、required_on", "")
    if "urgency" in changes:
        changes["urgency"] = changes["urgency"].value
    await service.change(transaction, identity, state, changes, data.reason)
    return await _answer(transaction, identity, issue_id)


@post("/{issue_id:uuid}/escalation", status_code=200, operation_id="EscalateIssue", summary="提级", **_OWN)
async def escalate_issue(
    issue_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[bodies.Reason],
) -> Answer[IssueDetail]:
    """Send an issue to the next rung, since its holder cannot solve it."""
    await service.escalate(transaction, identity, await _locked(transaction, issue_id), data.reason)
    return await _answer(transaction, identity, issue_id)


@post("/{issue_id:uuid}/major", status_code=200, operation_id="MarkIssueMajor", summary="标为重大问题", **_OWN)
async def mark_issue_major(
    issue_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[bodies.Reason],
) -> Answer[IssueDetail]:
    """Send a major issue straight up the same day; its deputy is informed."""
    await service.mark_major(transaction, identity, await _locked(transaction, issue_id), data.reason)
    return await _answer(transaction, identity, issue_id)


@post("/{issue_id:uuid}/referral", status_code=200, operation_id="ReferIssue", summary="上报市级", **_OWN)
async def refer_issue(
    issue_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[bodies.NewReferral],
) -> Answer[IssueDetail]:
    """Hand an issue to the city above, which receives a copy of what is told here and nothing more."""
    agreed = referring.Agreement(data.agreed_owner, data.agreed_unit, data.agreed_completion_on)
    await referring.refer(transaction, identity, await _locked(transaction, issue_id), agreed, data.reason)
    return await _answer(transaction, identity, issue_id)


@post("/{issue_id:uuid}/resolution", status_code=200, operation_id="ResolveIssue", summary="报告解决", **_OWN)
async def resolve_issue(
    issue_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[bodies.Solution],
) -> Answer[IssueDetail]:
    """Report an issue as solved; it stays open until a second person strikes it off."""
    await service.resolve(transaction, identity, await _locked(transaction, issue_id), data.solution)
    return await _answer(transaction, identity, issue_id)


@post("/{issue_id:uuid}/strike-off", status_code=200, operation_id="StrikeOffIssue", summary="销号", **_OWN)
async def strike_off_issue(
    issue_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[bodies.Evidence],
) -> Answer[IssueDetail]:
    """Close a solved issue with evidence; never by who reported it solved."""
    await service.strike_off(transaction, identity, await _locked(transaction, issue_id), data.evidence)
    return await _answer(transaction, identity, issue_id)


ACTING = [
    raise_issue,
    change_issue,
    escalate_issue,
    mark_issue_major,
    refer_issue,
    resolve_issue,
    strike_off_issue,
]
