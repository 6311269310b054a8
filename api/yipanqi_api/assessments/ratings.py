"""Ratings: which colour a project was given for a month, why, and on which figures."""

from datetime import date
from typing import Annotated, Any, Literal, Self
from uuid import UUID

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from yipanqi_api.answers import Answer
from yipanqi_api.assessments.periods import period_of
from yipanqi_api.colours import colour_word
from yipanqi_api.etags import Condition
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.paging import Page, Paging
from yipanqi_api.problems.assessing import INVALID_PERIOD
from yipanqi_api.query import parse_sort
from yipanqi_api.references import Reference, Word
from yipanqi_api.rulings import RulingView
from yipanqi_core.assessments import reading_queries, ruling_queries
from yipanqi_core.assessments.ruling_queries import Mine, Sought
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

ColourName = Literal["red", "yellow", "blue", "green", "unrated"]


class StoredRating(msgspec.Struct):
    """A project's rating of a month."""

    id: UUID
    period: str
    project: Reference | None
    unit: Annotated[Reference | None, Meta(description="责任单位")]
    colour: Word
    ruling: RulingView
    published_on: Annotated[date | None, Meta(description="当期公布日；未公布为 null")]
    href: str

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a rating's row."""
        return cls(
            id=row.id,
            period=row.period,
            project=Reference.maybe(row.project_id, row.project),
            unit=Reference.maybe(row.unit_id, row.unit),
            colour=colour_word(row.value),
            ruling=RulingView(row.value, row.clause, row.because, msgspec.Raw(row.facts)),
            published_on=row.published_on,
            href=f"/v1/ratings/{row.id}",
        )


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
) -> Answer[Page[StoredRating]]:
    """Ratings with their whole ruling; by default of the latest stored month."""
    connection, tenant = transaction.connection, transaction.tenant_id
    descending = parse_sort(sort, ("period",), "-period")[0].descending
    after = paging.after(tuple[date, int, UUID])
    periods = await periods_meant(transaction, period, all_unless_asked=bool(project))
    if periods is None:
        return paging.answer([], key=tuple, view=StoredRating.of, total=0 if paging.count else None)
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
    return paging.answer(rows, key=lambda row: (row.ends_on, row.position, row.id), view=StoredRating.of, total=total)


@get("/{rating_id:uuid}", operation_id="ReadRating", summary="查看一项评级", guards=[requires(Permission.READ)])
async def read_rating(
    rating_id: FromPath[UUID], transaction: NamedDependency[Scope], condition: NamedDependency[Condition]
) -> Answer[StoredRating]:
    """One rating: where every point on a board leads."""
    row = await ruling_queries.find_ruling(transaction.connection, transaction.tenant_id, RulingKind.RATING, rating_id)
    if row is None:
        raise NotFoundError("没有这项评级；可用 GET /v1/ratings 查找")
    return condition.answer(StoredRating.of(row), 1)


ratings_router = Router("/v1/ratings", route_handlers=[list_ratings, read_rating], tags=["assessments"])
