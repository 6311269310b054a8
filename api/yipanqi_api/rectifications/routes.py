"""Rectifications: listed for whoever is signed in, reported by the unit, confirmed by the office that issued."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.actions import Action, action
from yipanqi_api.answers import Answer
from yipanqi_api.editions import edition_today
from yipanqi_api.etags import Condition, tagged
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.rectifications.views import NewConfirmation, NewMeasure, RectificationView
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.bulletins import reading_queries as queries
from yipanqi_core.bulletins import rectifications as service
from yipanqi_core.bulletins.tables import rectifications
from yipanqi_core.inspections.guards import hidden_from, may_see_problem
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.people.seats import seats_of
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

_MEASURE, _CONFIRMATION = msgspec.json.schema(NewMeasure), msgspec.json.schema(NewConfirmation)


@get("", operation_id="ListRectifications", summary="列出反馈问题及整改", guards=[requires(Permission.READ)])
async def list_rectifications(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    bulletin: Annotated[UUID | None, QueryParameter(description="通报")] = None,
    inspection: Annotated[UUID | None, QueryParameter(description="督查")] = None,
    unit: Annotated[list[UUID] | None, QueryParameter(description="责任单位或业主")] = None,
    project: Annotated[list[UUID] | None, QueryParameter(description="项目")] = None,
    open_only: Annotated[bool | None, QueryParameter(name="open", description="尚未确认整改到位")] = None,
    overdue: Annotated[bool | None, QueryParameter(description="超过期限未报告整改完成，按本县当日")] = None,
    mine: Annotated[bool, QueryParameter(description="只列本单位的")] = False,
    sort: Annotated[str | None, QueryParameter(max_length=100, description="due_on、unit，前加 - 为降序")] = None,
) -> Answer[Page[RectificationView]]:
    """Problems fed back, the first due first; those of secret inspections for who made them and who is to act."""
    edition = await edition_today(transaction)
    seats = await seats_of(transaction, edition, identity)
    wanted = queries.RectificationsWanted(
        bulletin_id=bulletin,
        inspection_id=inspection,
        unit_ids=[identity.unit_id] if mine else unit or (),
        project_ids=project or (),
        open=open_only,
        overdue=overdue,
        hidden=hidden_from(edition, seats),
        own_unit=identity.unit_id,
    )
    return await page_of(
        transaction,
        paging,
        queries.list_rectifications(transaction.tenant_id, wanted),
        queries.RECTIFICATION_SORTS,
        sort or "due_on",
        rectifications.c.id,
        lambda row: RectificationView.of(row, _actions(row, edition, identity, seats)),
    )


@get(
    "/{rectification_id:uuid}",
    operation_id="ReadRectification",
    summary="查看一项反馈问题",
    guards=[requires(Permission.READ)],
)
async def read_rectification(
    rectification_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[RectificationView]:
    """One problem fed back, with how far it is put right."""
    view = await _view(transaction, identity, rectification_id)
    return condition.answer(view, view.version)


@post(
    "/{rectification_id:uuid}/measure",
    operation_id="ReportRectification",
    summary="报告整改情况",
    status_code=200,
    guards=[requires(Permission.READ)],  # the rectification's own guard says who may, with its clause
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def report_rectification(
    rectification_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewMeasure],
) -> Answer[RectificationView]:
    """Report what the unit does about the problem and, once it is done, since when and what shows it."""
    await _view(transaction, identity, rectification_id)
    measure = service.Measure(data.measure, data.rectified_on, data.evidence)
    await service.report_measure(transaction, rectification_id, measure, identity)
    view = await _view(transaction, identity, rectification_id)
    return tagged(view, view.version)


@post(
    "/{rectification_id:uuid}/confirmation",
    operation_id="ConfirmRectification",
    summary="确认或退回整改",
    status_code=200,
    guards=[requires(Permission.READ)],
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def confirm_rectification(
    rectification_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewConfirmation],
) -> Answer[RectificationView]:
    """Confirm what the unit reported as done, which ends it, or send it back with an opinion."""
    await _view(transaction, identity, rectification_id)
    edition = await edition_today(transaction)
    await service.confirm(
        transaction, edition, rectification_id, identity, accepted=data.accepted, opinion=data.opinion
    )
    view = await _view(transaction, identity, rectification_id)
    return tagged(view, view.version)


async def _view(scope: Scope, identity: Identity, rectification_id: UUID) -> RectificationView:
    row = await queries.rectification_row(scope.connection, scope.tenant_id, rectification_id)
    edition = await edition_today(scope)
    seats = await seats_of(scope, edition, identity)
    if row is None or not may_see_problem(row, edition, seats, identity.unit_id):
        raise NotFoundError("没有这项反馈问题")
    return RectificationView.of(row, _actions(row, edition, identity, seats))


def _actions(row: Any, edition: Edition, identity: Identity, seats: frozenset[str]) -> list[Action]:
    href = f"/v1/rectifications/{row.id}"
    may_report = partial(service.require_may_report, row, identity)
    may_confirm = partial(service.require_may_confirm, row, edition, seats)
    return [
        action("measure", "报告整改情况", "POST", f"{href}/measure", may_report, _MEASURE),
        action("confirmation", "确认或退回整改", "POST", f"{href}/confirmation", may_confirm, _CONFIRMATION),
    ]


rectifications_router = Router(
    "/v1/rectifications",
    route_handlers=[list_rectifications, read_rectification, report_rectification, confirm_rectification],
    tags=["bulletins"],
)
