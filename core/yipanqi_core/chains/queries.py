"""Reading key chains: how each is kept now, and who has had it in hand."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.chains.tables import chain_terms, chains
from yipanqi_core.people.holder_queries import holder_on, today
from yipanqi_core.people.tables import posts, units
from yipanqi_core.projects.tables import responsibilities

_c, _t = chains.c, chain_terms.c
SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"name": (_c.name,)}
LAST = _c.id


def _terms(tenant_id: UUID) -> tuple[Any, Any]:
    """The joins of a term with its names and with who holds the head's post now, or held it at the term's end."""
    holder = holder_on(tenant_id, _t.head_post_id, func.least(func.coalesce(_t.to_on - 1, today()), today()))
    names = (
        select(
            _t.chain_id, _t.head_post_id, posts.c.title.label("head"), holder.c.id.label("holder_id"),
            holder.c.name.label("holder"), _t.unit_id, units.c.name.label("unit"), _t.person, _t.task_force,
            _t.from_on, _t.to_on,
        )
        .select_from(
            chain_terms.outerjoin(posts, and_(posts.c.tenant_id == _t.tenant_id, posts.c.id == _t.head_post_id))
            .outerjoin(units, and_(units.c.tenant_id == _t.tenant_id, units.c.id == _t.unit_id))
            .outerjoin(holder, true())
        )
        .where(_t.tenant_id == tenant_id)
    )  # fmt: skip
    return names, holder


def chain_statement(tenant_id: UUID) -> Select[Any]:
    """Select chains as they are kept now, each with how many projects belong to it."""
    names, _ = _terms(tenant_id)
    term = names.where(_t.to_on.is_(None)).subquery("term")
    part = responsibilities.c
    count = (
        select(func.count())
        .where(part.tenant_id == tenant_id, part.chain_id == _c.id, part.to_on.is_(None))
        .scalar_subquery()
    )
    shown = [column for column in term.c if column.name not in ("chain_id", "to_on")]
    return (
        select(_c.id, _c.name, _c.version, *shown, count.label("projects"))
        .select_from(chains.join(term, term.c.chain_id == _c.id))
        .where(_c.tenant_id == tenant_id)
    )


async def chain_row(connection: AsyncConnection, tenant_id: UUID, chain_id: UUID) -> Row[Any] | None:
    """Find one chain as in the list."""
    found: Row[Any] | None = (
        await connection.execute(chain_statement(tenant_id).where(_c.id == chain_id))
    ).one_or_none()
    return found


async def term_rows(connection: AsyncConnection, tenant_id: UUID, chain_id: UUID) -> Sequence[Row[Any]]:
    """List how a chain has been kept, the latest first."""
    names, _ = _terms(tenant_id)
    statement = names.where(_t.chain_id == chain_id).order_by(_t.from_on.desc(), _t.id.desc())
    return list(await connection.execute(statement))


async def lock_chains(connection: AsyncConnection, tenant_id: UUID) -> list[Row[Any]]:
    """Hold the county's chains for this transaction, also against new ones."""
    key = func.hashtextextended(f"{tenant_id} chains", 0)
    await connection.execute(select(func.pg_advisory_xact_lock(key)))
    statement = select(_c.id, _c.name, _c.version).where(_c.tenant_id == tenant_id).with_for_update()
    return list(await connection.execute(statement))


async def open_chains(connection: AsyncConnection, tenant_id: UUID) -> Sequence[Row[Any]]:
    """List the chains by name, each with its running term."""
    named = (_c.id, _c.name, _t.id.label("term_id"), _t.head_post_id, _t.unit_id, _t.person, _t.task_force)
    running = and_(_t.tenant_id == _c.tenant_id, _t.chain_id == _c.id, _t.to_on.is_(None))
    statement = select(*named).select_from(chains.join(chain_terms, running)).where(_c.tenant_id == tenant_id)
    return list(await connection.execute(statement.order_by(_c.name)))


async def open_term(connection: AsyncConnection, tenant_id: UUID, chain_id: UUID) -> Row[Any] | None:
    """Find the term that runs."""
    statement = select(chain_terms).where(_t.tenant_id == tenant_id, _t.chain_id == chain_id, _t.to_on.is_(None))
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found
