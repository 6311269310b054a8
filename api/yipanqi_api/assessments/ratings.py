"""Ratings: which colour a project was given for a month, why, and on which figures."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from yipanqi_api.actions import Action, Schema, action, written
from yipanqi_api.answers import Answer, created
from yipanqi_api.assessments.periods import period_of
from yipanqi_api.assessments.rating_views import (
    ListedRating,
    NewOverride,
    RatingWithOverrides,
    SetRating,
    shown,
)
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.items.schemas import schema_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.assessing import INVALID_PERIOD
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.query import parse_sort
from yipanqi_core.assessments import reading_queries, ruling_queries
from yipanqi_core.assessments.overrides import Rated, read_offices, read_rated, set_rating
from yipanqi_core.assessments.ruling_queries import Mine, Sought
from yipanqi_core.assessments.standing_queries import overrides_of
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, require
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.people.seats import seats_of
from yipanqi_core.tenants.scope import Scope

_SCHEMA = schema_of(NewOverride)
ColourName = Literal["red", "yellow", "blue", "green", "unrated"]


async def periods_meant(scope: Scope, asked: list[str] | None, *, all_unless_asked: bool) -> tuple[str, ...] | None:
    """Give the periods that a list is narrowed to: those asked for, else the latest stored month.

    None: nothing is stored yet. Raises ProblemError.
    """
    if asked:
        return tuple(str(period_of(text)) for text in asked)
    if all_unless_asked:
        return ()
    latest = await reading_queries.latest(scope.connection, scope.tenant_id, "month")
    return None if latest is None else (latest.period,)


@get(
    "",
    operation_id="ListRatings",
    summary="列出项目评级",
    guards=[requires(Permission.READ)],
    responses=refuses(INVALID_PERIOD),
)
async def list_ratings(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    period: Annotated[
        list[str] | None, QueryParameter(description="月，如 2024-06；缺省为最近存档的月，指定项目时为全部月")
    ] = None,
    colour: Annotated[list[ColourName] | None, QueryParameter(description="颜色")] = None,
    project: Annotated[list[UUID] | None, QueryParameter(description="项目")] = None,
    unit: Annotated[list[UUID] | None, QueryParameter(description="责任单位")] = None,
    step: Annotated[list[str] | None, QueryParameter(description="月末所在清单（阶段）")] = None,
    mine: Annotated[bool, QueryParameter(description="只列与本人单位、职务有关的")] = False,
    sort: Annotated[str | None, QueryParameter(max_length=100, description="period，前加 - 为降序")] = None,
) -> Answer[Page[ListedRating]]:
    """Ratings with their whole ruling and what may be done; by default of the latest stored month."""
    connection, tenant = transaction.connection, transaction.tenant_id
    descending = parse_sort(sort, ("period",), "-period")[0].descending
    after = paging.after(tuple[date, int, UUID])
    periods = await periods_meant(transaction, period, all_unless_asked=bool(project))
    if periods is None:
        return paging.answer([], key=tuple, view=lambda row: row, total=0 if paging.count else None)
    sought = Sought(
        RulingKind.RATING,
        periods=periods,
        values=[None if one == "unrated" else one for one in colour or ()],
        project_ids=project or (),
        unit_ids=unit or (),
        steps=step or (),
        mine=Mine(identity.unit_id, identity.post_ids) if mine else None,
    )
    rows = await ruling_queries.list_rulings(connection, tenant, sought, after, paging.limit + 1, descending=descending)
    total = await ruling_queries.count_rulings(connection, tenant, sought) if paging.count else None
    offered = await _offered(transaction, identity, () if paging.whole else rows)

    def view(row: Any) -> ListedRating:
        return ListedRating(**shown(row), actions=offered.get(row.id, []))

    return paging.answer(rows, key=lambda row: (row.ends_on, row.position, row.id), view=view, total=total)


async def _offered(scope: Scope, who: Identity, rows: Sequence[Any]) -> dict[UUID, list[Action]]:
    """Tell what this user may do with each rating; the statements do not grow with the page."""
    found = await read_offices(scope, installed(), rows)
    editions = {rated.edition.name: rated.edition for rated in found}
    seats = {name: await seats_of(scope, edition, who) for name, edition in editions.items()}
    return {rated.row.id: [_override_action(who, rated, seats[rated.edition.name])] for rated in found}


def _override_action(who: Identity, rated: Rated, seats: frozenset[str]) -> Action:
    rule = rated.edition.override

    def guard() -> None:
        clause = None if rule is None else rule.clause
        require(who.role, Permission.REPORT_PROGRESS, clause, rated.edition.role_title)
        rated.require_may_set(seats)

    schema = _input(() if rule is None else rule.values)
    return action("override", "改定颜色", "POST", f"/v1/ratings/{rated.row.id}/override", guard, schema)


@cache
def _input(values: tuple[str, ...]) -> Schema:
    colour = {"enum": list(values), "title": "颜色"}
    return written({**_SCHEMA, "properties": {**_SCHEMA["properties"], "value": colour}})


@get("/{rating_id:uuid}", operation_id="ReadRating", summary="查看一项评级", guards=[requires(Permission.READ)])
async def read_rating(
    rating_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[RatingWithOverrides]:
    """One rating: where every point on a board leads, and what people set otherwise."""
    view = await _whole(transaction, identity, rating_id)
    return condition.answer(view, 1 + len(view.overrides))


@post(
    "/{rating_id:uuid}/override",
    operation_id="OverrideRating",
    summary="改定颜色",
    guards=[requires(Permission.REPORT_PROGRESS)],
    responses=refuses(WRONG_ACTOR, RULE_REFUSES),
)
async def override_rating(
    rating_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewOverride],
) -> Answer[RatingWithOverrides]:
    """Set another colour, by the office that rates the project; before publication it counts for the month."""
    await set_rating(transaction, installed(), rating_id, data.value, data.reason, identity)
    return created(await _whole(transaction, identity, rating_id), f"/v1/ratings/{rating_id}")


async def _whole(scope: Scope, identity: Identity, rating_id: UUID) -> RatingWithOverrides:
    rated = await read_rated(scope, installed(), rating_id)
    row = rated.row
    seats = await seats_of(scope, rated.edition, identity)
    overrides = await overrides_of(scope.connection, scope.tenant_id, row.assessment_id, [row.project_id])

    return RatingWithOverrides(
        **shown(row),
        overrides=[SetRating.of(one) for one in overrides],
        actions=[_override_action(identity, rated, seats)],
    )


ratings_router = Router(
    "/v1/ratings", route_handlers=[list_ratings, read_rating, override_rating], tags=["assessments"]
)
