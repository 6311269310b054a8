"""Reading projects for people: a page of a list, one project, how many there are; each in one statement.

The page is cut first, by key; only its rows are then joined with what is shown of them. A statement is built and
compiled once for each form of filters and order.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Uuid, bindparam, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.at_once import at_once
from yipanqi_core.database.bundle_queries import Bundle, with_arrays, written_out
from yipanqi_core.database.direct import Direct
from yipanqi_core.database.keyset import Key, in_order, key_type, keys_for, rows_after
from yipanqi_core.projects.filter_queries import Form, ProjectSearch, Searching
from yipanqi_core.projects.frame_queries import Frame
from yipanqi_core.projects.shown_queries import FACTS, OWN, TENANT, shown, values
from yipanqi_core.projects.tables import projects
from yipanqi_core.projects.wanted import ProjectsWanted

Orders = tuple[tuple[str, bool], ...]
_p = projects.c
_FORMS = 256  # statements kept; a form that has been dropped is built again


@lru_cache(_FORMS)
def key_of_order(orders: Orders) -> Any:
    """Give the type of the key of an order of published fields."""
    return key_type(_order(Searching(Form((), ProjectsWanted())), orders))


def _order(search: Searching, orders: Sequence[tuple[str, bool]]) -> tuple[Key, ...]:
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
) -> Sequence[Any]:
    """List a page of projects with all that a list shows of them."""
    bundle = _page(search.form, tuple(orders), int(limit), going_on=after is not None)
    seen = {f"after_{place}": value for place, value in enumerate(after or ())}
    found = await bundle.read(connection, **(values(frame, track, year) | search.values | seen))
    return found["projects"]


@lru_cache(_FORMS)
def _page(form: Form, orders: Orders, limit: int, *, going_on: bool) -> Bundle:
    search = Searching(form)
    keys = _order(search, orders)
    seen = [bindparam(f"after_{place}", type_=key.expression.type) for place, key in enumerate(keys)]
    page = (
        select(*OWN, *(key.expression.label(f"key_{place}") for place, key in enumerate(keys)))
        .select_from(search.source([field for field, _ in orders]))
        .where(*search.conditions(), *([rows_after(keys, seen)] if going_on else []))
        .order_by(*in_order(keys))
        .limit(literal_column(str(limit)))  # in the text: a plan for any limit would be a plan for thousands
        .cte("page")
    )
    page_keys = [Key(page.c[f"key_{place}"], key.descending) for place, key in enumerate(keys)]
    statement = shown(page, *(key.expression for key in page_keys)).order_by(*in_order(page_keys))
    return Bundle({"projects": with_arrays(statement)})


async def count_projects(connection: AsyncConnection, search: ProjectSearch) -> int:
    """Count the projects of a list."""
    ((count,),) = await _count(search.form).all(connection, **search.values)
    return int(count)


@lru_cache(_FORMS)
def _count(form: Form) -> Direct:
    search = Searching(form)
    counted = select(func.count()).select_from(search.source()).where(*search.conditions())
    return Direct(written_out(with_arrays(counted)))


_PROJECT: Any = bindparam("project", type_=Uuid())
_ONE = shown(
    projects, _p.declared_nature, _p.registered_on, _p.content, _p.fields, _p.created_at, _p.version, FACTS,
    one=_PROJECT,
).where(_p.tenant_id == TENANT, _p.id == _PROJECT)  # fmt: skip


async def project_row(connection: AsyncConnection, frame: Frame, track: str, project_id: UUID) -> Any:
    """Find one project as in the list, with the rest of its own columns and the figures of its rating."""
    month = frame.month.assessment_id if frame.month else None
    rows = await _project_rows(connection, frame.county.id, project_id, frame.today, track, month)
    return rows[0] if rows else None


@at_once
async def _project_rows(  # noqa: PLR0917
    connection: AsyncConnection, tenant_id: UUID, project_id: UUID, day: Any, track: str, month: UUID | None
) -> Sequence[Row[Any]]:
    asked = {
        "tenant": tenant_id, "project": project_id, "day": day, "track": track, "month": month, "shown_year": day.year,
    }  # fmt: skip
    return list(await connection.execute(_ONE, asked))
