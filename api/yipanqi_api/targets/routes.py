"""Targets for whoever is signed in, set by the office and by whom the mechanism names."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import Router, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.actions import action, permitted
from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition, Expected, tagged
from yipanqi_api.guards import requires
from yipanqi_api.items.schemas import schema_of
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.targets.views import ChangedTarget, NewTarget, ProgressView, TargetView
from yipanqi_api.values import amount
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.figures import queries, service
from yipanqi_core.figures.guards import require_keeper
from yipanqi_core.figures.progress import progress_of
from yipanqi_core.figures.tables import targets
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.people.seats import seats_of
from yipanqi_core.refusals import InvalidInputError, NotFoundError
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope

_READ = [requires(Permission.READ)]
_WRITE = [requires(Permission.REPORT_PROGRESS)]  # who sets the target, the service decides
_REFUSES = refuses(RULE_REFUSES, WRONG_ACTOR)
_CHANGE = schema_of(ChangedTarget)
_MONTH = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"


@get("", operation_id="ListTargets", summary="列出目标", guards=_READ)
async def list_targets(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    code: Annotated[list[str] | None, QueryParameter(description="哪一目标")] = None,
    year: Annotated[int | None, QueryParameter(ge=2000, le=2100, description="年度")] = None,
    unit: Annotated[UUID | None, QueryParameter(description="单位")] = None,
    county: Annotated[bool | None, QueryParameter(description="true：全县的；false：单位的")] = None,
    sort: Annotated[str | None, QueryParameter(description="year、code；前加 - 为降序")] = None,
) -> Answer[Page[TargetView]]:
    """Targets as they are set now, the latest year first."""
    _, edition = await county_and_edition(transaction)
    statement = queries.standing(targets, transaction.tenant_id)
    if code is not None:
        statement = statement.where(queries.TARGET_CODE.in_(code))
    if year is not None:
        statement = statement.where(queries.TARGET_YEAR.in_([year]))
    if unit is not None:
        statement = statement.where(queries.TARGET_UNIT.in_([unit]))
    if county is not None:
        own = queries.TARGET_UNIT.is_(None)
        statement = statement.where(own if county else ~own)
    return await page_of(
        transaction, paging, statement, queries.TARGET_SORTS, sort or "-year", queries.TARGET_ID,
        lambda row: TargetView.of(row, edition, [], []),
    )  # fmt: skip


@get("/{target_id:uuid}", operation_id="ReadTarget", summary="查看目标", guards=_READ)
async def read_target(
    target_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[TargetView]:
    """One target with every setting of it, and what this user may do."""
    _, edition = await county_and_edition(transaction)
    view = await _view(transaction, edition, target_id, identity)
    return condition.answer(view, view.version)


@get(
    "/{target_id:uuid}/progress",
    operation_id="ReadTargetProgress",
    summary="目标进度",
    guards=_READ,
    responses=refuses(RULE_REFUSES),
)
async def read_progress(
    target_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    month: Annotated[str | None, QueryParameter(pattern=_MONTH, description="截至哪一月末；缺省为上月")] = None,
) -> ProgressView:
    """How far a target is at a month's end: share of it, share of the year gone, rate still needed, forecast."""
    county, edition = await county_and_edition(transaction)
    row = (await _rounds(transaction, target_id))[-1]
    asked = Period.parse(month) if month is not None else _last_month(county, row.year)
    if asked.start > county.today:
        raise InvalidInputError(f"{asked} 还没有到（今天是 {county.today}）", "/month")
    kind = service.target_of(edition, row.code)
    return ProgressView.of(row, kind, asked, await progress_of(transaction, edition, kind, target_id, asked))


@post("", operation_id="SetTarget", summary="下达目标", guards=_WRITE, responses=_REFUSES)
async def set_target(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewTarget]
) -> Answer[TargetView]:
    """Set a year's target; what is set already is changed instead."""
    _, edition = await county_and_edition(transaction)
    base = None if data.base is None else amount(data.base)
    new = service.NewTarget(data.code, data.unit_id, data.year, amount(data.value), base, data.since_on)
    target_id = await service.set_target(transaction, edition, new, identity)
    view = await _view(transaction, edition, target_id, identity)
    return tagged(view, view.version, status_code=201, location=f"/v1/targets/{target_id}")


@patch("/{target_id:uuid}", operation_id="ChangeTarget", summary="调整目标", guards=_WRITE, responses=_REFUSES)
async def change_target(
    target_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    expected: NamedDependency[Expected],
    data: JSONBody[ChangedTarget],
) -> Answer[TargetView]:
    """Change a target from a day on, correct it from the first, or withdraw it; each time with the reason."""
    _, edition = await county_and_edition(transaction)
    expected.require((await service.held(transaction, targets, target_id)).round)
    value, base = (None if one is None else amount(one) for one in (data.value, data.base))
    new = service.Correction(value, data.reason, base, data.since_on)
    await service.change_target(transaction, edition, target_id, new, identity)
    view = await _view(transaction, edition, target_id, identity)
    return tagged(view, view.version)


def _last_month(county: County, year: int) -> Period:
    month = Period.containing(county.today, PeriodKind.MONTH).previous()
    if month.end.year == year:
        return month
    return Period.parse(f"{year}-12" if month.end.year > year else f"{year}-01")


async def _rounds(transaction: Scope, target_id: UUID) -> Any:
    rounds = await queries.rounds(transaction.connection, transaction.tenant_id, targets, target_id)
    if not rounds:
        raise NotFoundError("没有这个目标")
    return rounds


async def _view(transaction: Scope, edition: Edition, target_id: UUID, identity: Identity) -> TargetView:
    rounds = await _rounds(transaction, target_id)
    kind = service.target_of(edition, rounds[-1].code)
    seats = await seats_of(transaction, edition, identity)
    keeper = partial(require_keeper, edition, kind, identity, seats, rounds[-1].unit_id)
    guard = permitted(identity.role, Permission.REPORT_PROGRESS, edition, kind.clause, keeper)
    href = f"/v1/targets/{target_id}"
    actions = [action("change", "调整或撤销", "PATCH", href, guard, _CHANGE)] if rounds[-1].value is not None else []
    last = next(row for row in reversed(rounds) if row.value is not None)
    return TargetView.of(last, edition, rounds, actions)


targets_router = Router(
    "/v1/targets",
    route_handlers=[list_targets, read_target, read_progress, set_target, change_target],
    tags=["targets"],
)
