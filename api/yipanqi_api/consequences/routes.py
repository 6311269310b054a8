"""Consequences for whoever is signed in; put forward by those who inspect, decided by the seat that decides."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.actions import Action, action
from yipanqi_api.answers import Answer, created
from yipanqi_api.consequences.views import ConsequenceView, NewDecision, NewReport
from yipanqi_api.editions import edition_today
from yipanqi_api.etags import Condition, tagged
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.bulletins import consequences as service
from yipanqi_core.bulletins import reading_queries as queries
from yipanqi_core.bulletins.tables import consequences
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.people.seats import seats_of
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

_DECISION = msgspec.json.schema(NewDecision)
State = Literal["proposed", "decided", "dismissed"]


@get("", operation_id="ListConsequences", summary="列出结果运用事项", guards=[requires(Permission.READ)])
async def list_consequences(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    kind: Annotated[list[str] | None, QueryParameter(description="事项种类")] = None,
    standing: Annotated[list[State] | None, QueryParameter(description="办理状态")] = None,
    unit: Annotated[list[UUID] | None, QueryParameter(description="单位")] = None,
    sort: Annotated[str | None, QueryParameter(max_length=100, description="proposed_on，前加 - 为降序")] = None,
) -> Answer[Page[ConsequenceView]]:
    """What results call for, the latest first."""
    edition = await edition_today(transaction)
    seats = await seats_of(transaction, edition, identity)
    return await page_of(
        transaction,
        paging,
        queries.list_consequences(transaction.tenant_id, kind or (), standing or (), unit or ()),
        queries.CONSEQUENCE_SORTS,
        sort or "-proposed_on",
        consequences.c.id,
        lambda row: ConsequenceView.of(row, edition, _actions(row, edition, seats)),
    )


@get("/{consequence_id:uuid}", operation_id="ReadConsequence", summary="查看一项", guards=[requires(Permission.READ)])
async def read_consequence(
    consequence_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[ConsequenceView]:
    """One matter with the figures it rests on."""
    view = await _view(transaction, identity, consequence_id)
    return condition.answer(view, view.version)


@post("", operation_id="ReportConsequence", summary="提出一项", guards=[requires(Permission.INSPECT)])
async def report_consequence(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewReport]
) -> Answer[ConsequenceView]:
    """Put a recorded loss or adverse effect, with its evidence, before the one who decides."""
    new = service.Report(data.kind, data.unit, data.project, data.happened_on, data.what, data.evidence)
    made = await service.report(transaction, await edition_today(transaction), new)
    return created(await _view(transaction, identity, made), f"/v1/consequences/{made}")


@post(
    "/{consequence_id:uuid}/decision",
    operation_id="DecideConsequence",
    summary="作出决定",
    status_code=200,
    guards=[requires(Permission.READ)],  # the matter's own guard says who may, with its clause
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def decide_consequence(
    consequence_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewDecision],
) -> Answer[ConsequenceView]:
    """Adopt or dismiss what was proposed, once, with a reason."""
    edition = await edition_today(transaction)
    await service.decide(transaction, edition, consequence_id, identity, adopted=data.adopted, reason=data.reason)
    view = await _view(transaction, identity, consequence_id)
    return tagged(view, view.version)


async def _view(scope: Scope, identity: Identity, consequence_id: UUID) -> ConsequenceView:
    row = await queries.consequence_row(scope.connection, scope.tenant_id, consequence_id)
    if row is None:
        raise NotFoundError("没有这项结果运用事项")
    edition = await edition_today(scope)
    seats = await seats_of(scope, edition, identity)
    return ConsequenceView.of(row, edition, _actions(row, edition, seats))


def _actions(row: Any, edition: Edition, seats: frozenset[str]) -> list[Action]:

    def guard() -> None:
        service.require_may_decide(row, edition, seats)

    return [action("decision", "作出决定", "POST", f"/v1/consequences/{row.id}/decision", guard, _DECISION)]


consequences_router = Router(
    "/v1/consequences",
    route_handlers=[list_consequences, read_consequence, report_consequence, decide_consequence],
    tags=["assessments"],
)
