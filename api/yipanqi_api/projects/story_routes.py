"""What has happened to one project: its history, newest first, and the ratings of all stored months."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from msgspec import Meta

from yipanqi_api.answers import Answer
from yipanqi_api.colours import colour_word
from yipanqi_api.guards import requires
from yipanqi_api.listing import page_of
from yipanqi_api.paging import Page, Paging
from yipanqi_api.projects.finding import require_project
from yipanqi_api.projects.looking import MONTH
from yipanqi_api.references import Word
from yipanqi_api.rulings import RulingView
from yipanqi_api.values import Instant, local
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.projects import story_queries as story
from yipanqi_core.tenants.scope import Scope


class EventView(msgspec.Struct, gc=False):
    """A line of a project's history."""

    id: UUID
    at: Instant
    on_date: date
    actor: str
    kind: str
    line: Annotated[str, Meta(description="一句话")]
    clause: str | None

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        return cls(row.id, local(row.at), row.on_date, row.actor, row.kind, row.line, row.clause)


class MonthRating(msgspec.Struct):
    """A stored month's rating with its clause and figures."""

    id: UUID
    period: str
    colour: Annotated[Word, Meta(description="现行颜色")]
    computed: Annotated[Word, Meta(description="计算所得颜色；与现行颜色不同的由人改定")]
    reference: Annotated[bool, Meta(description="参照管理项目的参考评级")]
    ruling: RulingView
    edition: Annotated[str, Meta(description="所依据的机制版本")]
    published_on: date | None

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        return cls(
            row.id,
            row.period,
            colour_word(row.in_effect),
            colour_word(row.value),
            row.kind == RulingKind.REFERENCE,
            RulingView(row.value, row.clause, row.because, msgspec.Raw(row.facts)),
            row.edition,
            row.published_on,
        )


@get(
    "/{project_id:uuid}/history",
    operation_id="ListProjectHistory",
    summary="项目大事记",
    guards=[requires(Permission.READ)],
)
async def list_history(
    project_id: FromPath[UUID], transaction: NamedDependency[Scope], paging: NamedDependency[Paging]
) -> Answer[Page[EventView]]:
    """What was done to the project and by whom, newest first."""
    connection, tenant = transaction.connection, transaction.tenant_id
    (before, _) = paging.after(tuple[UUID, UUID]) or (None, None)
    rows = await story.event_rows(connection, tenant, project_id, before, paging.limit + 1)
    if not rows:
        await require_project(transaction, project_id)
    total = await story.count_events(connection, tenant, project_id) if paging.count else None
    return paging.answer(rows, key=lambda row: (row.id, row.id), view=EventView.of, total=total)


@get(
    "/{project_id:uuid}/ratings",
    operation_id="ListProjectRatings",
    summary="项目历月评级",
    guards=[requires(Permission.READ)],
)
async def list_ratings(
    project_id: FromPath[UUID],
    transaction: NamedDependency[Scope],
    paging: NamedDependency[Paging],
    period: Annotated[str | None, QueryParameter(pattern=MONTH, description="只看某月，如 2024-06")] = None,
) -> Answer[Page[MonthRating]]:
    """The ratings of all stored months, the latest first, each with the figures it was given on."""
    await require_project(transaction, project_id)
    statement = story.rating_statement(transaction.tenant_id, project_id, period)
    return await page_of(transaction, paging, statement, story.RATING_SORTS, "-period", story.RATING_ID, MonthRating.of)


STORY_ROUTES = [list_history, list_ratings]
