"""Reading projects for people: a page of a list, one project, how many there are; each in one statement.

The page is cut first, by key; only its rows are then joined with what is shown of them.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import FromClause, Row, Select, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.keyset import Key, in_order, keys_for, rows_after
from yipanqi_core.projects.filter_queries import ProjectSearch
from yipanqi_core.projects.frame_queries import Frame
from yipanqi_core.projects.shown_queries import COLUMNS, FACTS, JOINS, TENANT, values
from yipanqi_core.projects.state_queries import of_tenant
from yipanqi_core.projects.tables import projects

_p = projects.c


def order(search: ProjectSearch, orders: Sequence[tuple[str, bool]]) -> tuple[Key, ...]:
    """Give the keys for an order of published fields."""
    return keys_for(search.sorts, orders, _p.id)


async def project_page(  # noqa: PLR0917
    connection: AsyncConnection,
    frame: Frame,
    track: str,
    search: ProjectSearch,
    orders: Sequence[tuple[str, bool]],
    after: Sequence[Any] | None,
    limit: int,
    year: int | None = None,
) -> Sequence[Row[Any]]:
    """List a page of projects with all that a list shows of them."""
    keys = order(search, orders)
    named = [key.expression.label(f"key_{place}") for place, key in enumerate(keys)]
    conditions = search.conditions() + ([] if after is None else [rows_after(keys, after)])
    cut = (
        select(_p.id, *named)
        .select_from(search.source([field for field, _ in orders]))
        .where(*conditions)
        .order_by(*in_order(keys))
        .limit(literal_column(str(int(limit))))  # in the text: a plan for any limit would be a plan for thousands
        .subquery("page")
    )
    page_keys = [Key(cut.c[f"key_{place}"], key.descending) for place, key in enumerate(keys)]
    statement = _shown(cut).add_columns(*(key.expression for key in page_keys)).order_by(*in_order(page_keys))
    return list(await connection.execute(statement, values(frame, track, year)))


async def count_projects(connection: AsyncConnection, search: ProjectSearch) -> int:
    """Count the projects of a list."""
    statement = select(func.count()).select_from(search.source()).where(*search.conditions())
    return int((await connection.execute(statement)).scalar_one())


async def project_row(connection: AsyncConnection, frame: Frame, track: str, project_id: UUID) -> Row[Any] | None:
    """Find one project as in the list, with the rest of its own columns and the figures of its rating."""
    one = select(_p.id).where(_p.tenant_id == frame.county.id, _p.id == project_id).limit(1).subquery("page")
    statement = _shown(one).add_columns(
        _p.declared_nature, _p.registered_on, _p.content, _p.fields, _p.created_at, _p.version, FACTS
    )
    found: Row[Any] | None = (await connection.execute(statement, values(frame, track))).one_or_none()
    return found


def _shown(page: Any) -> Select[Any]:
    source: FromClause = page.join(projects, of_tenant(projects, TENANT, _p.id == page.c.id))
    for table, condition in JOINS:
        source = source.outerjoin(table, condition)
    return select(*COLUMNS).select_from(source)
