"""Reading inspections, letters issued by hand and the rounds of items under approval, as they were on a day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Row, Text, and_, case, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.bulletins.tables import rectifications
from yipanqi_core.database.at_once import at_once
from yipanqi_core.inspections.tables import inspections
from yipanqi_core.letters.tables import letter_receipts, letter_replies, letters
from yipanqi_core.people.tables import units
from yipanqi_core.projects.tables import items, projects
from yipanqi_core.reviews.tables import review_opinions, review_rounds, reviews

Rows = Sequence[Row[Any]]
_n, _l = inspections.c, letters.c


@at_once
async def inspection_rows(connection: AsyncConnection, tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> Rows:
    """List the year's inspections proposed or made by the day; one made later is still only proposed."""
    f = rectifications.c
    problems = select(func.count()).where(f.tenant_id == tenant_id, f.inspection_id == _n.id).scalar_subquery()
    made = _n.inspected_on <= on
    statement = (
        select(
            _n.project_id, _n.subject_unit_id, _n.kind, _n.period, _n.proposed_on, _n.because,
            case((made, _n.inspected_on)).label("inspected_on"), case((made, _n.unit_id)).label("unit_id"),
            case((made, _n.words)).label("words"), case((made, problems), else_=0).label("problems"),
        )
        .where(
            _n.tenant_id == tenant_id,
            func.left(_n.period, 4) == cast(cast(on.year, Integer), Text),
            or_(_n.proposed_on <= on, made),
        )
        .order_by(_n.period, _n.id)
    )  # fmt: skip
    if only is not None:
        statement = statement.where(or_(_n.project_id.is_(None), _n.project_id.in_(only)))
    return list(await connection.execute(statement))


async def letter_rows(connection: AsyncConnection, tenant_id: UUID, on: date) -> Rows:
    """List the letters issued by hand by the day: in its year, or earlier with time to reply into its month.

    One whose time ran out on the last day before the month is late from the month's first day.
    """
    receipt, reply = letter_receipts.c, letter_replies.c
    due = func.coalesce(receipt.reply_due_on, _l.reply_due_on)
    of = (_l.tenant_id, _l.id)
    statement = (
        select(
            _l.kind, _l.number, units.c.name.label("unit"), projects.c.name.label("project"), _l.matter, _l.issued_on,
            func.coalesce(receipt.received_on, _l.issued_on).label("received_on"),
            due.label("reply_due_on"),
            case((reply.replied_on <= on, reply.replied_on)).label("replied_on"),
        )
        .select_from(
            letters.join(units, and_(units.c.tenant_id == _l.tenant_id, units.c.id == _l.unit_id))
            .outerjoin(projects, and_(projects.c.tenant_id == _l.tenant_id, projects.c.id == _l.project_id))
            .outerjoin(letter_receipts, and_(receipt.tenant_id == of[0], receipt.letter_id == of[1]))
            .outerjoin(letter_replies, and_(reply.tenant_id == of[0], reply.letter_id == of[1]))
        )
        .where(
            _l.tenant_id == tenant_id,
            _l.ruling_id.is_(None),
            or_(_l.issued_on >= date(on.year, 1, 1), due >= on.replace(day=1) - timedelta(days=1)),
            _l.issued_on <= on,
        )
        .order_by(_l.issued_on, _l.id)
    )  # fmt: skip
    return list(await connection.execute(statement))


@at_once
async def round_rows(connection: AsyncConnection, tenant_id: UUID, on: date) -> Rows:
    """List the rounds, handed in by the day, of items under approval, each with its answer if it came by the day.

    Items done before the day's year are left out.
    """
    r, a_round, given = reviews.c, review_rounds.c, review_opinions.c
    answered = and_(given.tenant_id == r.tenant_id, given.review_id == r.id, given.round == a_round.round)
    statement = (
        select(
            r.project_id, r.item_id, items.c.kind, items.c.title, items.c.unit_id, a_round.submitted_on,
            case((items.c.finished_on <= on, items.c.finished_on)).label("finished_on"),
            case((given.given_on <= on, given.given_on)).label("given_on"),
        )
        .select_from(
            reviews.join(items, and_(items.c.tenant_id == r.tenant_id, items.c.id == r.item_id))
            .join(review_rounds, and_(a_round.tenant_id == r.tenant_id, a_round.review_id == r.id))
            .outerjoin(review_opinions, answered)
        )
        .where(
            r.tenant_id == tenant_id,
            a_round.submitted_on <= on,
            or_(items.c.finished_on.is_(None), items.c.finished_on >= on.replace(month=1, day=1)),
        )
        .order_by(r.project_id, items.c.title, a_round.submitted_on, r.id)
    )  # fmt: skip
    return list(await connection.execute(statement))
