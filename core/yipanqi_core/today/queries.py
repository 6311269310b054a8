"""What concerns one person today, cut into sections in one statement.

Each source gives the same columns: what it is, its name, its project, its day, its clause, and whether it waits for
the person to act. A thing that waits and is late stands in both sections: each is complete in itself.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, cast, func, literal, null, or_, select, type_coerce, union_all
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Boolean, Date, Text, Uuid

from yipanqi_core.acts.tables import proposals
from yipanqi_core.bulletins.tables import consequences, rectifications
from yipanqi_core.ladder.tables import issue_stays
from yipanqi_core.letters.tables import letter_receipts, letter_replies, letters
from yipanqi_core.meetings.tables import agenda_items, meetings, reminders
from yipanqi_core.projects.state_queries import of_tenant, open_issue, planned_on, unfinished
from yipanqi_core.projects.tables import items, projects, responsibilities
from yipanqi_core.reviews.tables import review_opinions, reviews
from yipanqi_core.today.person import Person
from yipanqi_core.today.step_queries import referrals_to_answer, steps
from yipanqi_core.vocabulary import ResponsibilityKind
from yipanqi_core.work.tables import issues, tasks

SHOWN = 20
"""How many of a section are shown; its count tells of the rest."""


async def sections(
    connection: AsyncConnection, tenant_id: UUID, person: Person | None, day: date, soon_days: int
) -> Sequence[Row[Any]]:
    """List (section, kind, id, title, project, due_on, clause, total), the first of each section by its day.

    Without a person it is a city that asks: of what its counties have referred to it.
    """
    sources = [referrals_to_answer(_thing, tenant_id)] if person is None else _sources(tenant_id, person, day)
    things = union_all(*sources).cte("things")
    t, last = things.c, day + timedelta(days=soon_days)
    cut = union_all(
        select(literal("waiting").label("section"), things).where(t.waits),
        select(literal("overdue").label("section"), things).where(t.due_on < day),
        select(literal("due_soon").label("section"), things).where(t.due_on.between(day, last)),
    ).subquery("cut")
    c = cut.c
    place = func.row_number().over(partition_by=c.section, order_by=(c.due_on.asc().nulls_last(), c.id))
    total = func.count().over(partition_by=c.section)
    placed = select(cut, place.label("place"), total.label("total")).subquery("placed")
    statement = (
        select(placed, projects.c.name.label("project"))
        .select_from(placed.outerjoin(projects, of_tenant(projects, tenant_id, projects.c.id == placed.c.project_id)))
        .where(placed.c.place <= SHOWN)
        .order_by(placed.c.section, placed.c.place)
    )
    return list(await connection.execute(statement))


def _thing(
    kind: str, table: Any, title: Any, due_on: Any, clause: Any, *, waits: bool = True, project: Any = None
) -> Select[Any]:
    if project is None:
        project = table.c.project_id if "project_id" in table.c else cast(null(), Uuid)
    return select(
        literal(kind).label("kind"),
        table.c.id.label("id"),
        type_coerce(title, Text).label("title"),
        project.label("project_id"),
        type_coerce(due_on, Date).label("due_on"),
        type_coerce(clause, Text).label("clause"),
        literal(waits, Boolean).label("waits"),
    )


def _sources(tenant_id: UUID, person: Person, day: date) -> list[Select[Any]]:
    return [
        *_sent(tenant_id, person),
        *_asked(tenant_id, person),
        *steps(_thing, tenant_id, person),
        _reminders(tenant_id, person, day),
        _issues(tenant_id, person, day),
        _items(tenant_id, person, day),
    ]


def _sent(tenant_id: UUID, person: Person) -> list[Select[Any]]:
    """Letters to answer, tasks to do, problems to put right."""
    letter, task, r, reply = letters.c, tasks.c, rectifications.c, letter_replies.c
    answered = select(reply.letter_id).where(reply.tenant_id == tenant_id, reply.letter_id == letter.id)
    receipt = letter_receipts.c
    received = select(receipt.reply_due_on).where(receipt.tenant_id == tenant_id, receipt.letter_id == letter.id)
    due = func.coalesce(received.scalar_subquery(), letter.reply_due_on)
    return [
        _thing("letter", letters, func.concat(letter.number, " ", letter.kind), due, letter.clause).where(
            letter.tenant_id == tenant_id,
            letter.unit_id == person.unit_id,
            letter.reply_due_on.is_not(None),
            ~answered.exists(),
        ),
        _thing("task", tasks, task.title, task.due_on, task.clause).where(
            task.tenant_id == tenant_id,
            task.done_on.is_(None),
            or_(task.unit_id == person.unit_id, task.post_id.in_(person.post_ids)),
        ),
        _thing("rectification", rectifications, r.problem, r.due_on, r.clause).where(
            r.tenant_id == tenant_id, r.unit_id == person.unit_id, r.rectified_on.is_(None), r.confirmed_on.is_(None)
        ),
    ]


def _reminders(tenant_id: UUID, person: Person, day: date) -> Select[Any]:
    """Reminders of duties that can still be fulfilled."""
    r = reminders.c
    return _thing("reminder", reminders, r.subject, r.due_on, r.clause).where(
        r.tenant_id == tenant_id,
        r.due_on >= day,
        or_(r.unit_id == person.unit_id, r.post_id.in_(person.post_ids)),
    )


def _asked(tenant_id: UUID, person: Person) -> list[Select[Any]]:
    """Proposals to sign, opinions to give, consequences to decide, agenda items to answer."""
    p, c, a, m = proposals.c, consequences.c, agenda_items.c, meetings.c
    meeting = select(m.id).where(m.tenant_id == tenant_id, m.id == a.meeting_id, m.state == "planned")
    planned = select(m.planned_on).where(m.tenant_id == tenant_id, m.id == a.meeting_id)
    return [
        _thing("proposal", proposals, p.act, null(), p.clause).where(
            p.tenant_id == tenant_id, p.id.in_(person.proposals)
        ),
        *_reviews(tenant_id, person),
        _thing("consequence", consequences, c.because, null(), c.clause).where(
            c.tenant_id == tenant_id, c.state == "proposed", c.kind.in_(person.decides)
        ),
        _thing("agenda_item", agenda_items, a.title, planned.scalar_subquery(), null()).where(
            a.tenant_id == tenant_id, a.answer_unit_id == person.unit_id, a.answer.is_(None), meeting.exists()
        ),
    ]


def _reviews(tenant_id: UUID, person: Person) -> list[Select[Any]]:
    """An item's approval waits for the item's unit, a joint review for the seats that have given no opinion."""
    r, i, o = reviews.c, items.c, review_opinions.c
    given = select(o.review_id).where(o.tenant_id == tenant_id, o.review_id == r.id, o.round == r.round)
    of_unit = select(i.id).where(i.tenant_id == tenant_id, i.id == r.item_id, i.unit_id == person.unit_id)
    asked = [and_(r.kind == kind, ~given.where(o.seat == seat).exists()) for kind, seat in person.asked]
    return [
        _thing("review", reviews, r.kind, null(), r.clause).where(
            r.tenant_id == tenant_id, r.state == "open", or_(of_unit.exists(), *asked)
        )
    ]


def _issues(tenant_id: UUID, person: Person, day: date) -> Select[Any]:
    """Open issues that stand with the unit, the posts or on a rung held beside another seat.

    One that never moved stands with its project's lead unit.
    """
    x, s, part = issues.c, issue_stays.c, responsibilities.c
    stay = select(s.issue_id).where(s.tenant_id == tenant_id, s.issue_id == x.id, s.until_on.is_(None))
    with_person = stay.where(or_(s.unit_id == person.unit_id, s.post_id.in_(person.post_ids), s.rung.in_(person.rungs)))
    led = select(part.id).where(
        part.tenant_id == tenant_id,
        part.project_id == x.project_id,
        part.to_on.is_(None),
        part.kind == ResponsibilityKind.LEAD_UNIT.value,
        part.unit_id == person.unit_id,
    )
    return _thing("issue", issues, x.description, x.required_on, null()).where(
        x.tenant_id == tenant_id, open_issue(day), or_(with_person.exists(), and_(~stay.exists(), led.exists()))
    )


def _items(tenant_id: UUID, person: Person, day: date) -> Select[Any]:
    """Unfinished items of the unit, and those of no unit in projects that it has: they have a day only."""
    i, part = items.c, responsibilities.c
    own = select(part.id).where(
        part.tenant_id == tenant_id,
        part.project_id == i.project_id,
        part.to_on.is_(None),
        part.unit_id == person.unit_id,
    )
    return _thing("item", items, i.title, planned_on(day), null(), waits=False).where(
        i.tenant_id == tenant_id,
        unfinished(day),
        or_(i.unit_id == person.unit_id, and_(i.unit_id.is_(None), own.exists())),
    )
