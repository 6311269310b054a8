"""Reading letters, their replies and the number series."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.tables import rulings
from yipanqi_core.letters.tables import letter_escalations, letter_receipts, letter_replies, letter_series, letters
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.people.tables import units
from yipanqi_core.projects.tables import projects
from yipanqi_core.tenants.tables import seat_bindings


async def take_numbers(connection: AsyncConnection, tenant_id: UUID, letterhead: str, year: int, count: int) -> int:
    """Take `count` numbers from a series, which stays locked until the transaction ends; gives the first of them."""
    row = {"tenant_id": tenant_id, "letterhead": letterhead, "year": year, "last_serial": count}
    statement = insert(letter_series).values(**row)
    statement = statement.on_conflict_do_update(
        index_elements=["tenant_id", "letterhead", "year"],
        set_={"last_serial": letter_series.c.last_serial + count},
    )
    last: int = (await connection.execute(statement.returning(letter_series.c.last_serial))).scalar_one()
    return last - count + 1


async def due_rulings(
    connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID, kind: str
) -> Sequence[Row[Any]]:
    """List what an assessment calls for of a kind (letter or task), with the names it concerns, by project.

    Where a person has set another rating, what that calls for takes the place of what was computed.
    """
    r, other = rulings.c, rulings.alias("other")
    replaced = exists().where(
        other.c.tenant_id == r.tenant_id,
        other.c.assessment_id == r.assessment_id,
        other.c.project_id == r.project_id,
        other.c.kind == RulingKind.PUBLISHED_RATING,
    )
    due = or_(r.kind == f"published_{kind}", and_(r.kind == kind, ~replaced))
    statement = (
        select(
            r.id, r.code, r.clause, r.because, r.facts, r.project_id, r.unit_id,
            projects.c.name.label("project"), units.c.name.label("unit"),
        )
        .select_from(
            rulings.join(projects, and_(projects.c.tenant_id == r.tenant_id, projects.c.id == r.project_id)).join(
                units, and_(units.c.tenant_id == r.tenant_id, units.c.id == r.unit_id)
            )
        )
        .where(r.tenant_id == tenant_id, r.assessment_id == assessment_id, due)
        .order_by(projects.c.name)
    )  # fmt: skip
    return list(await connection.execute(statement))


async def bound_units(connection: AsyncConnection, tenant_id: UUID) -> dict[str, str]:
    """Map each seat bound to a unit to that unit's name."""
    s = seat_bindings.c
    statement = (
        select(s.seat, units.c.name)
        .select_from(seat_bindings.join(units, and_(units.c.tenant_id == s.tenant_id, units.c.id == s.unit_id)))
        .where(s.tenant_id == tenant_id, s.to_on.is_(None))
    )
    return {row.seat: row.name for row in await connection.execute(statement)}


async def letter_to_answer(connection: AsyncConnection, tenant_id: UUID, letter_id: UUID) -> Row[Any] | None:
    """Find a letter with what its reply must know, and the day of the reply it already has."""
    c, reply, receipt = letters.c, letter_replies.c, letter_receipts.c
    columns: list[Any] = [column for column in c if column.name != "reply_due_on"]
    due = func.coalesce(receipt.reply_due_on, c.reply_due_on).label("reply_due_on")
    statement: Select[Any] = (
        select(*columns, due, reply.replied_on, receipt.received_on)
        .select_from(
            letters.outerjoin(letter_replies, and_(reply.tenant_id == c.tenant_id, reply.letter_id == c.id)).outerjoin(
                letter_receipts, and_(receipt.tenant_id == c.tenant_id, receipt.letter_id == c.id)
            )
        )
        .where(c.tenant_id == tenant_id, c.id == letter_id)
    )
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def letter_document(connection: AsyncConnection, tenant_id: UUID, letter_id: UUID) -> Row[Any] | None:
    """Find a letter's frozen document and its number."""
    c = letters.c
    statement = select(letters).where(c.tenant_id == tenant_id, c.id == letter_id)
    return (await connection.execute(statement)).one_or_none()


async def unanswered(
    connection: AsyncConnection, tenant_id: UUID, day: date, kinds: Sequence[str] = ()
) -> Sequence[Row[Any]]:
    """List the letters by hand, and those of these kinds, whose time to reply ended before the day without a reply.

    What has been escalated is left out.
    """
    c, reply, receipt, up = letters.c, letter_replies.c, letter_receipts.c, letter_escalations.c
    due = func.coalesce(receipt.reply_due_on, c.reply_due_on)
    replied = exists().where(reply.tenant_id == c.tenant_id, reply.letter_id == c.id, reply.replied_on < day)
    escalated = exists().where(up.tenant_id == c.tenant_id, up.letter_id == c.id)
    statement = (
        select(
            c.id, c.kind, c.number, c.clause, c.project_id, c.unit_id, units.c.name.label("unit"),
            due.label("reply_due_on"),
        )
        .select_from(
            letters.join(units, and_(units.c.tenant_id == c.tenant_id, units.c.id == c.unit_id)).outerjoin(
                letter_receipts, and_(receipt.tenant_id == c.tenant_id, receipt.letter_id == c.id)
            )
        )
        .where(c.tenant_id == tenant_id, or_(c.ruling_id.is_(None), c.kind.in_(kinds)), due < day, ~replied, ~escalated)
        .order_by(c.issued_on, c.id)
    )  # fmt: skip
    return list(await connection.execute(statement))


async def addressed(
    connection: AsyncConnection, tenant_id: UUID, unit_id: UUID, project_id: UUID | None
) -> tuple[str | None, str | None]:
    """Name a unit and a project; None for what the county has not."""
    u, p = units.c, projects.c
    unit = select(u.name).where(u.tenant_id == tenant_id, u.id == unit_id)
    project = select(p.name).where(p.tenant_id == tenant_id, p.id == project_id)
    return (await connection.execute(unit)).scalar_one_or_none(), (
        await connection.execute(project)
    ).scalar_one_or_none()
