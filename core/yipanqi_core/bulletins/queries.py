"""Reading bulletins, rectifications and consequences for those who act on them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.tables import assessment_facts, assessments
from yipanqi_core.bulletins.tables import bulletins, consequences, rectifications
from yipanqi_core.inspections.tables import inspections
from yipanqi_core.letters.tables import letter_escalations, letter_receipts, letter_replies, letters
from yipanqi_core.people.tables import units
from yipanqi_core.projects.tables import projects

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
    """Find and lock a rectification, with the bulletin or inspection it comes from and its unit's name."""
    f, b, n = rectifications.c, bulletins.c, inspections.c
    statement = (
        select(
            rectifications, func.coalesce(b.kind, n.kind).label("kind"),
            func.coalesce(b.number, "督查").label("number"),
            func.coalesce(b.period, n.period).label("period"),
            func.coalesce(b.issued_on, n.inspected_on).label("bulletin_day"), units.c.name.label("unit"),
        )
        .select_from(
            rectifications.outerjoin(bulletins, and_(b.tenant_id == f.tenant_id, b.id == f.bulletin_id))
            .outerjoin(inspections, and_(n.tenant_id == f.tenant_id, n.id == f.inspection_id))
            .join(units, and_(units.c.tenant_id == f.tenant_id, units.c.id == f.unit_id))
        )
        .where(f.tenant_id == tenant_id, f.id == rectification_id)
        .with_for_update(of=rectifications)
    )  # fmt: skip
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


async def unshown_escalations(connection: AsyncConnection, tenant_id: UUID, day: date) -> Rows:
    """List the letters by hand that were escalated by the day and have stood in no bulletin yet."""
    up, letter, receipt, reply = letter_escalations.c, letters.c, letter_receipts.c, letter_replies.c
    statement = (
        select(
            letter.id, letter.kind, letter.number, units.c.name.label("unit"), projects.c.name.label("project"),
            letter.matter, letter.issued_on, func.coalesce(receipt.received_on, letter.issued_on).label("received_on"),
            func.coalesce(receipt.reply_due_on, letter.reply_due_on).label("reply_due_on"), reply.replied_on,
        )
        .select_from(
            letter_escalations.join(letters, and_(letter.tenant_id == up.tenant_id, letter.id == up.letter_id))
            .join(units, and_(units.c.tenant_id == up.tenant_id, units.c.id == letter.unit_id))
            .outerjoin(projects, and_(projects.c.tenant_id == up.tenant_id, projects.c.id == letter.project_id))
            .outerjoin(letter_receipts, and_(receipt.tenant_id == up.tenant_id, receipt.letter_id == letter.id))
            .outerjoin(letter_replies, and_(reply.tenant_id == up.tenant_id, reply.letter_id == letter.id))
        )
        .where(up.tenant_id == tenant_id, up.bulletin_id.is_(None), up.escalated_on <= day)
        .order_by(letter.issued_on, letter.id)
    )  # fmt: skip
    return list(await connection.execute(statement))
