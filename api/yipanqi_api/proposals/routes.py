"""Proposals: what is under way on the lists, what waits for the caller, and deciding it."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.answers import Answer, created
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.proposals.actions import decision_actions
from yipanqi_api.proposals.views import STATES, NewDecision, ProposalRow, ProposalView
from yipanqi_api.query import parse_sort
from yipanqi_core.acts import queries, service
from yipanqi_core.acts.standing import standings
from yipanqi_core.acts.waiting import waiting_for
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.database.keyset import key_of, key_type, keys_for
from yipanqi_core.database.pages_queries import count_rows, page_rows
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.refusals import InvalidInputError, NotFoundError
from yipanqi_core.tenants.scope import Scope

PATH = "/v1/proposals"


@get("", operation_id="ListProposals", summary="列出清单事项", guards=[requires(Permission.READ)])
async def list_proposals(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    act: Annotated[list[str] | None, QueryParameter(description="事项，见 /v1/mechanism")] = None,
    stage: Annotated[list[str] | None, QueryParameter(description="所在阶段")] = None,
    state_is: Annotated[
        list[str] | None, QueryParameter(name="state", description="open、returned、done、refused、withdrawn")
    ] = None,
    project: Annotated[UUID | None, QueryParameter(description="项目")] = None,
    mine: Annotated[bool, QueryParameter(description="只看等我办理的")] = False,
    sort: Annotated[str | None, QueryParameter(description="newest、opened_on；前加 - 为降序")] = None,
) -> Answer[Page[ProposalRow]]:
    """Nominations, transfers, exits: the latest first; each says what this user may decide."""
    unknown = [one for one in state_is or () if one not in STATES]
    if unknown:
        raise InvalidInputError(f"没有状态“{unknown[0][:30]}”；可用：{'、'.join(STATES)}")
    _, edition = await county_and_edition(transaction)
    ids = await waiting_for(transaction, edition, identity) if mine else None
    wanted = queries.ProposalsWanted(act, stage, state_is, project, ids)
    statement = queries.proposal_statement(transaction.tenant_id, wanted)
    orders = parse_sort(sort, tuple(queries.SORTS), "-newest")
    keys = keys_for(queries.SORTS, ((each.field, each.descending) for each in orders), queries.LAST)
    rows = await page_rows(transaction.connection, statement, keys, paging.after(key_type(keys)), paging.limit + 1)
    total = await count_rows(transaction.connection, statement) if paging.count else None
    stand = await standings(transaction, edition, identity, {row.project_id for row in rows})

    def view(row: Any) -> ProposalRow:
        return ProposalRow.of(row, edition, decision_actions(transaction, row, stand.get(row.project_id)))

    return paging.answer(rows, key=key_of, view=view, total=total)


@get("/{proposal_id:uuid}", operation_id="ReadProposal", summary="查看清单事项", guards=[requires(Permission.READ)])
async def read_proposal(
    proposal_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[ProposalView]:
    """One proposal with everything decided of it."""
    _, edition = await county_and_edition(transaction)
    view = await view_of(transaction, edition, identity, proposal_id)
    return condition.answer(view, view.version)


@post(
    "/{proposal_id:uuid}/decisions",
    operation_id="DecideProposal",
    summary="办理清单事项",
    guards=[requires(Permission.READ)],  # the act's own seats say who may, with its clause
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def decide_proposal(
    proposal_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewDecision],
) -> Answer[ProposalView]:
    """Approve, return or refuse at the stage where it stands; submit it again or withdraw it."""
    _, edition = await county_and_edition(transaction)
    await service.decide(transaction, edition, identity, proposal_id, data.decision, data.reason)
    return created(await view_of(transaction, edition, identity, proposal_id), f"{PATH}/{proposal_id}")


async def view_of(scope: Scope, edition: Edition, identity: Identity, proposal_id: UUID) -> ProposalView:
    """Show one proposal. Raises NotFoundError."""
    row = await queries.proposal_row(scope.connection, scope.tenant_id, proposal_id)
    if row is None:
        raise NotFoundError("没有这件清单事项")
    stand = await standings(scope, edition, identity, {row.project_id})
    decided = await queries.decision_rows(scope.connection, scope.tenant_id, proposal_id)
    actions = decision_actions(scope, row, stand.get(row.project_id))
    return ProposalView.whole(row, edition, actions, decided)


proposals_router = Router(PATH, route_handlers=[list_proposals, read_proposal, decide_proposal], tags=["proposals"])
