"""Acting on issues: each act by its own address, offered and refused by the guard that the act itself asks."""

from datetime import date
from functools import cache, partial
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
from yipanqi_core.ladder import guards, referring, service
from yipanqi_core.ladder.detail_queries import DetailRows, detail_rows
from yipanqi_core.ladder.parties import see_parties
from yipanqi_core.ladder.standing import IssueState, Seen, read_state, state_of
from yipanqi_core.refusals import InvalidInputError, NotFoundError
from yipanqi_core.tenants.scope import Scope

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


@cache
def _schema(body: type[msgspec.Struct]) -> dict[str, Any]:
    (schema,), parts = msgspec.json.schema_components([body], ref_template="#/$defs/{name}")
    return {**schema, "$defs": parts}


async def read_detail(scope: Scope, who: Identity, issue_id: UUID) -> tuple[IssueDetail, int]:
    """Read one issue with its life and its version. Raises NotFoundError."""
    county, edition = await county_and_edition(scope)
    rows = await _rows(scope, issue_id, county.today)
    return _detail(who, rows, await see_parties(scope, edition, rows.standing.project_id, county.today))


async def _rows(scope: Scope, issue_id: UUID, day: date) -> DetailRows:
    rows = await detail_rows(scope.connection, scope.tenant_id, issue_id, day)
    if rows is None:
        raise NotFoundError("没有这个问题")
    return rows


def _detail(who: Identity, rows: DetailRows, seen: Seen) -> tuple[IssueDetail, int]:
    state = state_of(rows.standing, seen, rows.closing)
    life = (rows.stays, rows.ledgers, rows.referrals)
    return detail(rows.shown, state, life, issue_actions(who, state)), rows.shown.version


async def _locked(scope: Scope, issue_id: UUID) -> IssueState:
    _, edition = await county_and_edition(scope)
    return await read_state(scope, edition, issue_id, lock=True)


async def _answer(
    scope: Scope, who: Identity, issue_id: UUID, seen: Seen, *, status_code: int = 200
) -> Answer[IssueDetail]:
    """Answer an issue after an act, of which its project is no other than before."""
    shown, version = _detail(who, await _rows(scope, issue_id, seen.on), seen)
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
    county, edition = await county_and_edition(transaction)
    new = service.NewIssue(data.project_id, data.description, data.category, data.urgency, data.required_on)
    seen = await see_parties(transaction, edition, new.project_id, county.today)
    issue_id = await service.raise_seen(transaction, identity, seen, new)
    return await _answer(transaction, identity, issue_id, seen, status_code=201)


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
    return await _answer(transaction, identity, issue_id, state.seen)


@post("/{issue_id:uuid}/escalation", status_code=200, operation_id="EscalateIssue", summary="提级", **_OWN)
async def escalate_issue(
    issue_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[bodies.Reason],
) -> Answer[IssueDetail]:
    """Send an issue to the next rung, since its holder cannot solve it."""
    state = await _locked(transaction, issue_id)
    await service.escalate(transaction, identity, state, data.reason)
    return await _answer(transaction, identity, issue_id, state.seen)


@post("/{issue_id:uuid}/major", status_code=200, operation_id="MarkIssueMajor", summary="标为重大问题", **_OWN)
async def mark_issue_major(
    issue_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[bodies.Reason],
) -> Answer[IssueDetail]:
    """Send a major issue straight up the same day; its deputy is informed."""
    state = await _locked(transaction, issue_id)
    await service.mark_major(transaction, identity, state, data.reason)
    return await _answer(transaction, identity, issue_id, state.seen)


@post("/{issue_id:uuid}/referral", status_code=200, operation_id="ReferIssue", summary="上报市级", **_OWN)
async def refer_issue(
    issue_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[bodies.NewReferral],
) -> Answer[IssueDetail]:
    """Hand an issue to the city above, which receives a copy of what is told here and nothing more."""
    agreed = referring.Agreement(data.agreed_owner, data.agreed_unit, data.agreed_completion_on)
    state = await _locked(transaction, issue_id)
    await referring.refer(transaction, identity, state, agreed, data.reason)
    return await _answer(transaction, identity, issue_id, state.seen)


@post("/{issue_id:uuid}/resolution", status_code=200, operation_id="ResolveIssue", summary="报告解决", **_OWN)
async def resolve_issue(
    issue_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[bodies.Solution],
) -> Answer[IssueDetail]:
    """Report an issue as solved; it stays open until a second person strikes it off."""
    state = await _locked(transaction, issue_id)
    await service.resolve(transaction, identity, state, data.solution)
    return await _answer(transaction, identity, issue_id, state.seen)


@post("/{issue_id:uuid}/strike-off", status_code=200, operation_id="StrikeOffIssue", summary="销号", **_OWN)
async def strike_off_issue(
    issue_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[bodies.Evidence],
) -> Answer[IssueDetail]:
    """Close a solved issue with evidence; never by who reported it solved."""
    state = await _locked(transaction, issue_id)
    await service.strike_off(transaction, identity, state, data.evidence)
    return await _answer(transaction, identity, issue_id, state.seen)


ACTING = [
    raise_issue,
    change_issue,
    escalate_issue,
    mark_issue_major,
    refer_issue,
    resolve_issue,
    strike_off_issue,
]
