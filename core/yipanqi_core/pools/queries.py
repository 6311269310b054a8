"""Reading pools with what is allotted, used and free, allotments, and the candidates in the mechanism's order."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Row, Select, and_, case, func, literal, literal_column, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.mechanism.pools import CandidateOrder, PoolKind
from yipanqi_core.pools.tables import allotments, pools
from yipanqi_core.projects.state_queries import of_tenant, stays, unfinished
from yipanqi_core.projects.tables import items, passages, projects
from yipanqi_core.vocabulary import ItemKind, Level

_p, _a, _i, _x = pools.c, allotments.c, items.c, projects.c
_LEVELS = {level.value: place for place, level in enumerate(Level)}
_TAKEN = case((_a.returned_on.is_(None), _a.amount), else_=_a.used)

POOL_KIND, POOL_YEAR = _p.kind, _p.year
POOL_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"year": (_p.year,)}
ALLOTMENT_ID, ALLOTMENT_PROJECT = _a.id, _a.project_id
ALLOTMENT_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"allotted_on": (_a.allotted_on,)}
CANDIDATE_ID = _x.id
_STANDS = "stands"
_ORDERS: dict[CandidateOrder, tuple[ColumnElement[Any], ...]] = {
    CandidateOrder.LISTED: (literal_column(f"{_STANDS}.off_list", Integer),),
    CandidateOrder.LEVEL: (case(_LEVELS, value=_x.level, else_=len(_LEVELS)),),
    CandidateOrder.TOTAL_INVESTMENT: (-_x.total_investment,),
}


def pool_statement(tenant_id: UUID) -> Select[Any]:
    """Select pools with the sums of their allotments; what was taken back counts with what had been used of it."""
    sums = (
        select(
            func.coalesce(func.sum(_TAKEN), 0).label("allotted"),
            func.coalesce(func.sum(_a.used), 0).label("used"),
        )
        .where(_a.tenant_id == tenant_id, _a.kind == _p.kind, _a.year == _p.year)
        .lateral("sums")
    )
    return (
        select(pools, sums.c.allotted, sums.c.used, (_p.quota - sums.c.allotted).label("free"))
        .select_from(pools.join(sums, true()))
        .where(_p.tenant_id == tenant_id)
    )


async def pool_row(connection: AsyncConnection, tenant_id: UUID, kind: str, year: int) -> Row[Any] | None:
    """Find a pool as in the list."""
    statement = pool_statement(tenant_id).where(_p.kind == kind, _p.year == year)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def held_pool(connection: AsyncConnection, tenant_id: UUID, kind: str, year: int) -> Row[Any] | None:
    """Hold a pool until the transaction ends, and find it as in the list: of two who take its last, one is refused."""
    held = select(_p.kind).where(_p.tenant_id == tenant_id, _p.kind == kind, _p.year == year).with_for_update()
    if (await connection.execute(held)).first() is None:
        return None
    return await pool_row(connection, tenant_id, kind, year)


def allotment_statement(tenant_id: UUID) -> Select[Any]:
    """Select allotments with their projects."""
    return (
        select(allotments, _x.name.label("project"))
        .select_from(allotments.join(projects, of_tenant(projects, tenant_id, _x.id == _a.project_id)))
        .where(_a.tenant_id == tenant_id)
    )


def of_pool(kind: str, year: int) -> ColumnElement[bool]:
    """Tell whether an allotment is of this pool."""
    return and_(_a.kind == kind, _a.year == year)


async def allotment_row(connection: AsyncConnection, tenant_id: UUID, allotment_id: UUID) -> Row[Any] | None:
    """Find an allotment as in the list."""
    statement = allotment_statement(tenant_id).where(_a.id == allotment_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


def candidate_statement(tenant_id: UUID, kind: PoolKind, year: int, track: str, day: Any) -> Select[Any]:
    """Select the projects that still need what the pool gives out, with what the year has allotted to each.

    Those on the main track alone, unless the kind's order lets others stand after them.
    """
    needs = select(_i.id).where(
        _i.tenant_id == tenant_id,
        _i.project_id == _x.id,
        _i.kind == ItemKind.GUARANTEE.value,
        or_(*(_i.title == title for title in kind.guarantees)),
        unfinished(day),
    )
    listed = select(passages.c.id).where(*stays(tenant_id, track, day), passages.c.project_id == _x.id)
    given = (
        select(func.coalesce(func.sum(_TAKEN), literal(0)).label("allotted"))
        .where(_a.tenant_id == tenant_id, of_pool(kind.code, year), _a.project_id == _x.id)
        .lateral("given")
    )
    stands = select(case((listed.correlate(projects).exists(), 0), else_=1).label("off_list")).lateral(_STANDS)
    statement = (
        select(
            _x.id, _x.name, _x.level, _x.total_investment, given.c.allotted, (stands.c.off_list == 0).label("listed")
        )
        .select_from(projects.join(given, true()).join(stands, true()))
        .where(_x.tenant_id == tenant_id, needs.exists())
    )
    return statement if CandidateOrder.LISTED in kind.order else statement.where(stands.c.off_list == 0)


def candidate_sorts(kind: PoolKind) -> dict[str, tuple[ColumnElement[Any], ...]]:
    """Give the mechanism's order of candidates, then their names."""
    return {"rank": (*(one for key in kind.order for one in _ORDERS[key]), _x.name)}
