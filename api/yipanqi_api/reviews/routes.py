"""Reviews for whoever is signed in: opening them, answering them, handing in again."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from pydantic import BaseModel

from yipanqi_api.answers import Answer
from yipanqi_api.editions import county_and_edition
from yipanqi_api.etags import Condition, tagged
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.general import RULE_REFUSES, WRONG_ACTOR
from yipanqi_api.reviews.actions import actions_on
from yipanqi_api.reviews.points import list_points, publish_points
from yipanqi_api.reviews.views import (
    NewDecision,
    NewOpinion,
    NewReview,
    NewRound,
    ReviewKindView,
    ReviewView,
    SeatUnits,
)
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.reviews import ReviewState
from yipanqi_core.projects.standing import Standing, standing, standings
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.reviews import deciding, queries, service
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.scope import Scope

_READ = [requires(Permission.READ)]
_WRITE = [requires(Permission.REPORT_PROGRESS)]  # whose review it is, the service decides
_REFUSES = refuses(RULE_REFUSES, WRONG_ACTOR)


@get("/kinds", operation_id="ListReviewKinds", summary="审查的种类", guards=_READ)
async def list_kinds(transaction: NamedDependency[Scope]) -> list[ReviewKindView]:
    """The kinds of reviews that the mechanism declares, with the seats asked and the rounds allowed."""
    county, edition = await county_and_edition(transaction)
    parameters = await read_in_force(transaction, edition, county.today)
    return [ReviewKindView.of(kind, edition, parameters) for kind in edition.reviews]


@get("", operation_id="ListReviews", summary="列出审查", guards=_READ)
async def list_reviews(  # noqa: PLR0917
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    paging: NamedDependency[Paging],
    project: Annotated[UUID | None, QueryParameter(description="项目")] = None,
    kind: Annotated[list[str] | None, QueryParameter(description="种类，见 /v1/reviews/kinds")] = None,
    stage: Annotated[list[ReviewState] | None, QueryParameter(description="办理状态")] = None,
    sort: Annotated[str | None, QueryParameter(description="opened_on；前加 - 为降序")] = None,
) -> Answer[Page[ReviewView]]:
    """Reviews of the county, the latest first, each with what this user may do with it."""
    county, edition = await county_and_edition(transaction)
    statement = queries.review_statement(transaction.tenant_id)
    if project is not None:
        statement = statement.where(queries.REVIEW_PROJECT.in_([project]))
    if kind is not None:
        statement = statement.where(queries.REVIEW_KIND.in_(kind))
    if stage is not None:
        statement = statement.where(queries.REVIEW_STATE.in_([each.value for each in stage]))

    async def prepare(rows: Sequence[Any]) -> Any:
        stands = await standings(transaction, edition, {row.project_id for row in rows}, identity)
        units = await queries.seat_units(transaction.connection, transaction.tenant_id)
        parameters = await read_in_force(transaction, edition, county.today)
        return lambda row: _shown(row, stands[row.project_id], units, parameters, identity)

    sorts, last = queries.REVIEW_SORTS, queries.REVIEW_ID
    return await page_of(transaction, paging, statement, sorts, sort or "-opened_on", last, prepare=prepare)


@get("/{review_id:uuid}", operation_id="ReadReview", summary="查看审查", guards=_READ)
async def read_review(
    review_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    condition: NamedDependency[Condition],
) -> Answer[ReviewView]:
    """One review: every round and opinion, the days each unit has had it, and what this user may do."""
    _, edition = await county_and_edition(transaction)
    view = await _view(transaction, edition, review_id, identity)
    return condition.answer(view, view.version)


@post("", operation_id="OpenReview", summary="报送审查", guards=_WRITE, responses=_REFUSES)
async def open_review(
    transaction: NamedDependency[Scope], identity: NamedDependency[Identity], data: JSONBody[NewReview]
) -> Answer[ReviewView]:
    """Open a review with its first submission; after a rejection it counts as a new application."""
    _, edition = await county_and_edition(transaction)
    kind = service.kind_of(edition, data.kind)
    review_id = await service.open_review(
        transaction, edition, kind, data.project_id, data.item_id, data.document, identity
    )
    return await _made(transaction, edition, review_id, identity)


@post(
    "/{review_id:uuid}/opinions",
    operation_id="GiveOpinion",
    summary="提出意见",
    guards=_WRITE,
    responses=_REFUSES,
)
async def give_opinion(
    review_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewOpinion],
) -> Answer[ReviewView]:
    """Answer for one's own unit; in the last round it is approved or rejected and not returned again."""
    _, edition = await county_and_edition(transaction)
    review = await service.held_review(transaction, review_id)
    await service.give_opinion(transaction, edition, review, data.opinion, data.text, identity, data.about)
    return await _made(transaction, edition, review_id, identity)


@post(
    "/{review_id:uuid}/rounds",
    operation_id="ResubmitReview",
    summary="修改后重新报送",
    guards=_WRITE,
    responses=_REFUSES,
)
async def resubmit(
    review_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewRound],
) -> Answer[ReviewView]:
    """Hand in again what was returned with its opinions."""
    _, edition = await county_and_edition(transaction)
    review = await service.held_review(transaction, review_id)
    await service.resubmit(transaction, edition, review, data.document, identity)
    return await _made(transaction, edition, review_id, identity)


@post(
    "/{review_id:uuid}/decision",
    operation_id="DecideReview",
    summary="审定",
    guards=[requires(Permission.PASS_STEPS)],
    responses=_REFUSES,
)
async def decide_review(
    review_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    identity: NamedDependency[Identity],
    data: JSONBody[NewDecision],
) -> Answer[ReviewView]:
    """Decide a joint review once all have answered and it has been submitted for decision."""
    _, edition = await county_and_edition(transaction)
    review = await service.held_review(transaction, review_id)
    await deciding.decide(transaction, edition, review, data.decision, data.text, identity)
    return await _made(transaction, edition, review_id, identity)


async def _made(transaction: Scope, edition: Edition, review_id: UUID, identity: Identity) -> Answer[ReviewView]:
    view = await _view(transaction, edition, review_id, identity)
    return tagged(view, view.version, status_code=201, location=f"/v1/reviews/{review_id}")


async def _view(transaction: Scope, edition: Edition, review_id: UUID, identity: Identity) -> ReviewView:
    row = await queries.review_row(transaction.connection, transaction.tenant_id, review_id)
    if row is None:
        raise NotFoundError("没有这项审查")
    stands = await standing(transaction, edition, row.project_id, identity, lock=False)
    units = await queries.seat_units(transaction.connection, transaction.tenant_id)
    return _shown(row, stands, units, await read_in_force(transaction, edition, stands.today), identity)


def _shown(row: Any, stands: Standing, units: SeatUnits, parameters: BaseModel, identity: Identity) -> ReviewView:
    """Show a review; of a kind that the edition no longer knows nothing may be done."""
    kind = next((one for one in stands.edition.reviews if one.code == row.kind), None)
    actions = [] if kind is None else actions_on(row, kind, stands, parameters, identity)
    return ReviewView.of(row, stands.edition, parameters, units, stands.today, actions)


reviews_router = Router(
    "/v1/reviews",
    route_handlers=[list_kinds, list_reviews, read_review, open_review, give_opinion, resubmit, decide_review],
    tags=["reviews"],
)
points_router = Router("/v1/review-points", route_handlers=[list_points, publish_points], tags=["reviews"])
