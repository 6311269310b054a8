"""Requests to move an item's plan: asked with a reason, decided by those whose consent it takes."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from sqlalchemy import false

from yipanqi_api.actions import Action, action
from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition, tagged
from yipanqi_api.guards import requires
from yipanqi_api.items.schemas import DECISION
from yipanqi_api.items.views import Decision, NewReplan, ReplanRequestView
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.replanning import Replanning
from yipanqi_core.projects import replans as service
from yipanqi_core.projects import writing_queries as queries
from yipanqi_core.projects.items import held_item
from yipanqi_core.projects.standing import Standing, standing, standings
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

_REFUSES = refuses(RULE_REFUSES, WRONG_ACTOR)
ReplanState = Literal["open", "approved", "refused"]


@post(
    "/{item_id:uuid}/replans",
    operation_id="RequestReplan",
    summary="申请调整计划",
    guards=[requires(Permission.REPORT_PROGRESS)],
    responses=_REFUSES,
)
async def request_replan(
    item_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewReplan],
) -> Answer[ReplanRequestView]:
    """Ask to move an item's plan, with a reason; until it is approved the plan in force stays."""
    _, edition = await county_and_edition(transaction)
    item = await held_item(transaction, item_id)
    request_id = await service.ask(transaction, edition, item, data.to_on, data.reason, identity)
    view = await _view(transaction, edition, request_id, identity)
    return tagged(view, view.version, status_code=201, location=f"/v1/replans/{request_id}")


@get("", operation_id="ListReplans", summary="列出调整计划的申请", guards=[requires(Permission.READ)])
async def list_replans(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    project: Annotated[UUID | None, QueryParameter(description="项目")] = None,
    item: Annotated[UUID | None, QueryParameter(description="节点、要素或手续")] = None,
    stage: Annotated[list[ReplanState] | None, QueryParameter(description="待批、已批准、未同意")] = None,
) -> Answer[Page[ReplanRequestView]]:
    """Requests of the county, the latest first, each with what this user may do with it."""
    _, edition = await county_and_edition(transaction)
    statement = queries.request_statement(transaction.tenant_id)
    if edition.replanning is None:  # like any list of what the mechanism does not know: empty
        statement = statement.where(false())
    if project is not None:
        statement = statement.where(queries.REQUEST_PROJECT.in_([project]))
    if item is not None:
        statement = statement.where(queries.REQUEST_ITEM.in_([item]))
    if stage is not None:
        statement = statement.where(queries.REQUEST_STATE.in_(stage))

    async def prepare(rows: Sequence[Any]) -> Any:
        if not rows:
            return None
        rule = service.rule_of(edition)
        stands = await standings(transaction, edition, {row.project_id for row in rows}, identity)
        return lambda row: ReplanRequestView.of(
            row, edition, rule, _actions(stands[row.project_id], row, identity, rule)
        )

    sorts, last = queries.REQUEST_SORTS, queries.REQUEST_ID
    return await page_of(transaction, paging, statement, sorts, "-requested_on", last, prepare=prepare)


@get("/{request_id:uuid}", operation_id="ReadReplan", summary="查看调整计划的申请", guards=[requires(Permission.READ)])
async def read_replan(
    request_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[ReplanRequestView]:
    """One request, with the consents it takes and whether this user may decide it."""
    _, edition = await county_and_edition(transaction)
    view = await _view(transaction, edition, request_id, identity)
    return condition.answer(view, view.version)


@post(
    "/{request_id:uuid}/decision",
    operation_id="DecideReplan",
    summary="审批调整计划的申请",
    guards=[requires(Permission.READ)],  # the service says who may, with its clause
    responses=_REFUSES,
)
async def decide_replan(
    request_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[Decision],
) -> Answer[ReplanRequestView]:
    """Consent, or refuse with a reason; with the last consent the new plan is in force and the baseline stays."""
    _, edition = await county_and_edition(transaction)
    request = await service.held_request(transaction, request_id)
    await service.decide(transaction, edition, request, data.consent, data.reason, identity)
    view = await _view(transaction, edition, request_id, identity)
    return tagged(view, view.version, status_code=201, location=f"/v1/replans/{request_id}")


async def _view(transaction: Scope, edition: Edition, request_id: UUID, identity: Identity) -> ReplanRequestView:
    row = await queries.request_row(transaction.connection, transaction.tenant_id, request_id)
    if row is None:
        raise NotFoundError("没有这份调整计划的申请")
    stands = await standing(transaction, edition, row.project_id, identity, lock=False)
    rule = service.rule_of(edition)
    return ReplanRequestView.of(row, edition, rule, _actions(stands, row, identity, rule))


def _actions(stands: Standing, row: Any, identity: Identity, rule: Replanning) -> list[Action]:
    guard: Any = partial(service.require_may_decide, stands, row, identity.role, rule)
    return [action("decide", "审批", "POST", f"/v1/replans/{row.id}/decision", guard, DECISION)]
