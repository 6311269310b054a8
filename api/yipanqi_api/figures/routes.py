"""Monthly figures for whoever is signed in, kept by the office and by whom the mechanism names."""

from datetime import date
from functools import partial
from typing import Annotated
from uuid import UUID

from litestar import Router, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.actions import action, permitted
from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition, Expected, tagged
from yipanqi_api.figures.views import ChangedFigure, FigureView, NewFigure
from yipanqi_api.guards import requires
from yipanqi_api.items.schemas import schema_of
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.values import amount
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.figures import queries, service
from yipanqi_core.figures.guards import require_keeper
from yipanqi_core.figures.tables import figures
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.people.seats import seats_of
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

_READ = [requires(Permission.READ)]
_WRITE = [requires(Permission.REPORT_PROGRESS)]  # who keeps the series, the service decides
_REFUSES = refuses(RULE_REFUSES, WRONG_ACTOR)
_CHANGE = schema_of(ChangedFigure)


@get("", operation_id="ListFigures", summary="列出指标数列", guards=_READ)
async def list_figures(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    code: Annotated[list[str] | None, QueryParameter(description="哪一指标")] = None,
    unit: Annotated[UUID | None, QueryParameter(description="单位")] = None,
    county: Annotated[bool | None, QueryParameter(description="true：全县的；false：单位的")] = None,
    month_gte: Annotated[date | None, QueryParameter(description="不早于该日所在月")] = None,
    month_lte: Annotated[date | None, QueryParameter(description="不晚于该日")] = None,
    sort: Annotated[str | None, QueryParameter(description="month、code；前加 - 为降序")] = None,
) -> Answer[Page[FigureView]]:
    """Months of series, the latest first; what was withdrawn is left out, corrections stand on each one's own page."""
    _, edition = await county_and_edition(transaction)
    statement = queries.standing(figures, transaction.tenant_id)
    if code is not None:
        statement = statement.where(queries.FIGURE_CODE.in_(code))
    if unit is not None:
        statement = statement.where(queries.FIGURE_UNIT.in_([unit]))
    if county is not None:
        own = queries.FIGURE_UNIT.is_(None)
        statement = statement.where(own if county else ~own)
    if month_gte is not None:
        statement = statement.where(month_gte.replace(day=1) <= queries.FIGURE_MONTH)
    if month_lte is not None:
        statement = statement.where(month_lte >= queries.FIGURE_MONTH)
    return await page_of(
        transaction, paging, statement, queries.FIGURE_SORTS, sort or "-month", queries.FIGURE_ID,
        lambda row: FigureView.of(row, edition, [], []),
    )  # fmt: skip


@get("/{figure_id:uuid}", operation_id="ReadFigure", summary="查看指标", guards=_READ)
async def read_figure(
    figure_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[FigureView]:
    """One month of a series with every correction, and what this user may do."""
    _, edition = await county_and_edition(transaction)
    view = await _view(transaction, edition, figure_id, identity)
    return condition.answer(view, view.version)


@post("", operation_id="RecordFigure", summary="登记指标", guards=_WRITE, responses=_REFUSES)
async def record_figure(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewFigure]
) -> Answer[FigureView]:
    """Record a month that has begun; what is recorded already is corrected instead."""
    _, edition = await county_and_edition(transaction)
    month = date(int(data.month[:4]), int(data.month[5:]), 1)
    new = service.NewFigure(data.code, data.unit_id, month, amount(data.value))
    figure_id = await service.record_figure(transaction, edition, new, identity)
    view = await _view(transaction, edition, figure_id, identity)
    return tagged(view, view.version, status_code=201, location=f"/v1/figures/{figure_id}")


@patch("/{figure_id:uuid}", operation_id="CorrectFigure", summary="更正指标", guards=_WRITE, responses=_REFUSES)
async def correct_figure(
    figure_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[ChangedFigure],
) -> Answer[FigureView]:
    """Correct a figure with a reason, or withdraw it; what it was stays readable, and what was assessed stays."""
    _, edition = await county_and_edition(transaction)
    expected.require((await service.held(transaction, figures, figure_id)).round)
    new = service.Correction(None if data.value is None else amount(data.value), data.reason)
    await service.correct_figure(transaction, edition, figure_id, new, identity)
    view = await _view(transaction, edition, figure_id, identity)
    return tagged(view, view.version)


async def _view(transaction: Scope, edition: Edition, figure_id: UUID, identity: Identity) -> FigureView:
    rounds = await queries.rounds(transaction.connection, transaction.tenant_id, figures, figure_id)
    kept = [row for row in rounds if row.value is not None]
    if not kept:
        raise NotFoundError("没有这条指标")
    kind = service.figure_of(edition, rounds[-1].code)
    seats = await seats_of(transaction, edition, identity)
    keeper = partial(require_keeper, edition, kind, identity, seats, rounds[-1].unit_id)
    guard = permitted(identity.role, Permission.REPORT_PROGRESS, edition, kind.clause, keeper)
    href = f"/v1/figures/{figure_id}"
    actions = [action("correct", "更正或撤销", "PATCH", href, guard, _CHANGE)] if rounds[-1].value is not None else []
    return FigureView.of(kept[-1], edition, rounds, actions)


figures_router = Router(
    "/v1/figures", route_handlers=[list_figures, read_figure, record_figure, correct_figure], tags=["figures"]
)
