"""Reading bulletins, rectifications and consequences for those who act on them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.tables import assessment_facts, assessments
from yipanqi_core.bulletins.tables import bulletins, consequences, rectifications
from yipanqi_core.people.tables import units

Rows = Sequence[Row[Any]]


async def is_issued(connection: AsyncConnection, tenant_id: UUID, kind: str, period: str) -> bool:
    """Whether the period's bulletin of this kind has been issued."""
    b = bulletins.c
    statement = select(exists().where(b.tenant_id == tenant_id, b.kind == kind, b.period == period))
    return bool((await connection.execute(statement)).scalar_one())


async def bulletin_file(connection: AsyncConnection, tenant_id: UUID, bulletin_id: UUID) -> Row[Any] | None:
    """Find a bulletin's number, kind and frozen document."""
    b = bulletins.c
    columns: tuple[Any, ...] = (b.number, b.kind, b.document)
    statement = select(*columns).where(b.tenant_id == tenant_id, b.id == bulletin_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def rectification_to_act_on(
    connection: AsyncConnection, tenant_id: UUID, rectification_id: UUID
) -> Row[Any] | None:
    """Find and lock a rectification, with its bulletin and its unit's name."""
    f, b = rectifications.c, bulletins.c
    statement = (
        select(
            rectifications, b.kind, b.number, b.period, b.issued_on.label("bulletin_day"), units.c.name.label("unit")
        )
        .select_from(
            rectifications.join(bulletins, and_(b.tenant_id == f.tenant_id, b.id == f.bulletin_id)).join(
                units, and_(units.c.tenant_id == f.tenant_id, units.c.id == f.unit_id)
            )
        )
        .where(f.tenant_id == tenant_id, f.id == rectification_id)
        .with_for_update(of=rectifications)
    )
    return (await connection.execute(statement)).one_or_none()


async def consequence_to_decide(connection: AsyncConnection, tenant_id: UUID, consequence_id: UUID) -> Row[Any] | None:
    """Find and lock a consequence."""
    c = consequences.c
    statement = select(consequences).where(c.tenant_id == tenant_id, c.id == consequence_id).with_for_update()
    return (await connection.execute(statement)).one_or_none()


async def facts_of_months(
    connection: AsyncConnection, tenant_id: UUID, periods: Sequence[str]
) -> Sequence[tuple[str, str, bytes]]:
    """List the stored facts of months: (period, subject, body), in the engine's order."""
    a, f = assessments.c, assessment_facts.c
    statement = (
        select(a.period, f.subject, f.body)
        .select_from(assessment_facts.join(assessments, and_(a.tenant_id == f.tenant_id, a.id == f.assessment_id)))
        .where(f.tenant_id == tenant_id, a.period.in_(periods))
        .order_by(a.starts_on, f.position)
    )
    return [(row.period, row.subject, bytes(row.body)) for row in await connection.execute(statement)]
