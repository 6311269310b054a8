"""Reading the audit trail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.audit.tables import audit, audit_links
from yipanqi_core.database.keyset import Key, keyed

_a = audit.c
NEWEST_FIRST = (Key(_a.id, descending=True),)
"""By id, which is ordered by the time of its making: the trail's own key serves the longest trail."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What is looked for; what is None is not asked."""

    actors: Sequence[str] | None = None
    actions: Sequence[str] | None = None
    subject: str | None = None
    at_gte: datetime | None = None
    at_lt: datetime | None = None


async def audit_rows(
    connection: AsyncConnection, tenant_id: UUID, wanted: AuditFilter, after: Sequence[Any] | None, limit: int
) -> Sequence[Row[Any]]:
    """List rows of the trail, the newest first, each with its place in the chain."""
    link = audit_links.c
    held = audit.outerjoin(audit_links, and_(link.tenant_id == _a.tenant_id, link.audit_id == _a.id))
    statement = (
        select(audit, link.number, link.link).select_from(held).where(_a.tenant_id == tenant_id, *_conditions(wanted))
    )
    return list(await connection.execute(keyed(statement, NEWEST_FIRST, after, limit)))


async def count_audit(connection: AsyncConnection, tenant_id: UUID, wanted: AuditFilter) -> int:
    """Count the rows of a list."""
    statement = select(func.count()).select_from(audit).where(_a.tenant_id == tenant_id, *_conditions(wanted))
    return int((await connection.execute(statement)).scalar_one())


async def links_after(
    connection: AsyncConnection, tenant_id: UUID, number: int, limit: int = 5000
) -> Sequence[Row[Any]]:
    """List the next links of the chain, each with the line that it holds; without one where the line is gone."""
    link = audit_links.c
    statement = _linked(tenant_id).where(link.number > number).order_by(link.number).limit(limit)
    return list(await connection.execute(statement))


async def links_of(connection: AsyncConnection, tenant_id: UUID, ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    """List the links of some lines, each with the link before it."""
    link, before = audit_links.c, audit_links.alias("before").c
    previous = select(before.link).where(before.tenant_id == tenant_id, before.number == link.number - 1)
    statement = _linked(tenant_id).add_columns(previous.scalar_subquery().label("previous"))
    return list(await connection.execute(statement.where(link.audit_id.in_(ids)).order_by(link.number)))


async def unlinked(connection: AsyncConnection, tenant_id: UUID, limit: int = 100) -> Sequence[Row[Any]]:
    """List lines of the trail that stand in no place of the chain."""
    link = audit_links.c
    linked = exists().where(link.tenant_id == tenant_id, link.audit_id == _a.id)
    statement = select(audit).where(_a.tenant_id == tenant_id, ~linked).order_by(_a.id).limit(limit)
    return list(await connection.execute(statement))


async def link_now(connection: AsyncConnection) -> None:
    """Link what this transaction has written so far, which is else done when it commits."""
    for when in ("IMMEDIATE", "DEFERRED"):
        await connection.execute(text(f"SET CONSTRAINTS link_audit {when}"))


async def head(connection: AsyncConnection, tenant_id: UUID) -> Any:
    """Find the last link of the chain."""
    link = audit_links.c
    statement = select(link.number, link.link).where(link.tenant_id == tenant_id)
    return (await connection.execute(statement.order_by(link.number.desc()).limit(1))).one_or_none()


async def instant(connection: AsyncConnection) -> datetime:
    """Tell the database's own time."""
    found: datetime = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
    return found


async def lines_of(
    connection: AsyncConnection, tenant_id: UUID, action: str, subjects: Sequence[str]
) -> Sequence[Row[Any]]:
    """List the lines that tell of an action upon some subjects, in the order of the chain; unlinked ones last."""
    link = audit_links.c
    statement = (
        select(audit, link.number)
        .select_from(audit.outerjoin(audit_links, and_(link.tenant_id == _a.tenant_id, link.audit_id == _a.id)))
        .where(_a.tenant_id == tenant_id, _a.action == action, _a.subject.in_(subjects))
        .order_by(link.number, _a.id)
    )
    return list(await connection.execute(statement))


def _linked(tenant_id: UUID) -> Select[Any]:
    link = audit_links.c
    line = (_a.at, _a.actor, _a.action, _a.subject, _a.body, _a.trace)
    held = audit_links.outerjoin(audit, and_(_a.tenant_id == link.tenant_id, _a.id == link.audit_id))
    return select(link.number, link.audit_id, link.link, *line).select_from(held).where(link.tenant_id == tenant_id)


def _conditions(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.actors is not None:
        yield _a.actor.in_(wanted.actors)
    if wanted.actions is not None:
        yield _a.action.in_(wanted.actions)
    if wanted.subject is not None:
        yield _a.subject == wanted.subject
    if wanted.at_gte is not None:
        yield _a.at >= wanted.at_gte
    if wanted.at_lt is not None:
        yield _a.at < wanted.at_lt
