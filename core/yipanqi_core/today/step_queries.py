"""What waits for a person to confirm, move on, decide or answer: one source of things for each."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, false, null, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.bulletins.tables import bulletins, rectifications
from yipanqi_core.cases.tables import case_passages, cases
from yipanqi_core.inspections.tables import inspections
from yipanqi_core.ladder.tables import referrals
from yipanqi_core.people.holder_queries import today
from yipanqi_core.projects.tables import items, replan_requests, responsibilities
from yipanqi_core.projects.writing_queries import request_statement
from yipanqi_core.reviews.tables import reviews
from yipanqi_core.today.person import Person

Thing = Callable[..., Select[Any]]


def steps(thing: Thing, tenant_id: UUID, person: Person) -> list[Select[Any]]:
    """Give the sources; `thing` lays one out as the sections need it."""
    return [
        _confirmations(thing, tenant_id, person),
        _inspections(thing, tenant_id, person),
        _cases(thing, tenant_id, person),
        _replans(thing, tenant_id, person),
        _reviews(thing, tenant_id, person),
    ]


def referrals_to_answer(thing: Thing, tenant_id: UUID) -> Select[Any]:
    """Give the referrals that a city has received and not answered, due on the date agreed below."""
    r = referrals.c
    return thing("referral", referrals, r.description, r.agreed_completion_on, r.clause).where(
        r.tenant_id == tenant_id, r.state == "sent", r.county_id.is_not(None)
    )


async def open_replans(connection: AsyncConnection, tenant_id: UUID) -> Sequence[Row[Any]]:
    """List the re-plans that wait for a consent."""
    statement = request_statement(tenant_id).where(replan_requests.c.state == "open")
    return list(await connection.execute(statement.order_by(replan_requests.c.id)))


def _confirmations(thing: Thing, tenant_id: UUID, person: Person) -> Select[Any]:
    """Problems reported as put right, for who issued the bulletin or made the inspection."""
    r, b, i = rectifications.c, bulletins.c, inspections.c
    issued = select(b.id).where(b.tenant_id == tenant_id, b.id == r.bulletin_id, b.kind.in_(person.confirms))
    found = select(i.id).where(i.tenant_id == tenant_id, i.id == r.inspection_id, i.kind.in_(person.inspects))
    return thing("confirmation", rectifications, r.problem, r.due_on, r.clause).where(
        r.tenant_id == tenant_id,
        r.rectified_on.is_not(None),
        r.confirmed_on.is_(None),
        or_(issued.exists(), found.exists()),
    )


def _inspections(thing: Thing, tenant_id: UUID, person: Person) -> Select[Any]:
    """Inspections proposed to the person's seats for a period that still runs, and not made."""
    i = inspections.c
    return thing("inspection", inspections, i.because, i.due_on, i.clause).where(
        i.tenant_id == tenant_id, i.inspected_on.is_(None), i.due_on >= today(), i.kind.in_(person.inspects)
    )


def _cases(thing: Thing, tenant_id: UUID, person: Person) -> Select[Any]:
    """Open cases that the person follows, or whose present step is the person's to pass."""
    c, p = cases.c, case_passages.c
    standing = select(p.step).where(p.tenant_id == tenant_id, p.case_id == c.id, p.left_on.is_(None))
    mine = [
        and_(c.kind == kind, standing.where(p.step == step).exists(), _has_part(tenant_id, c.project_id, person, part))
        for kind, step, part in person.moves
    ]
    return thing("case", cases, c.title, null(), null()).where(
        c.tenant_id == tenant_id, c.closed_on.is_(None), or_(c.follower_id == person.user_id, *mine)
    )


def _has_part(tenant_id: UUID, project: Any, person: Person, part: str | None) -> ColumnElement[bool]:
    """Ask for the person to have a part in the project; without one the person's seat is the county's."""
    r = responsibilities.c
    held = or_(r.unit_id == person.unit_id, r.post_id.in_(person.post_ids))
    present = and_(r.tenant_id == tenant_id, r.project_id == project, r.to_on.is_(None), held)
    return true() if part is None else select(r.id).where(present, r.kind == part).exists()


def _replans(thing: Thing, tenant_id: UUID, person: Person) -> Select[Any]:
    """Re-plans that the person's consent is asked for, worked out by the guard; due by the plan now in force."""
    r, i = replan_requests.c, items.c
    item = select(i.title, i.project_id).where(i.tenant_id == tenant_id, i.id == r.item_id)
    title = item.with_only_columns(i.title).scalar_subquery()
    project = item.with_only_columns(i.project_id).scalar_subquery()
    return thing("replan", replan_requests, title, r.from_on, null(), project=project).where(
        r.tenant_id == tenant_id, r.id.in_(person.replans)
    )


def _reviews(thing: Thing, tenant_id: UUID, person: Person) -> Select[Any]:
    """Reviews submitted to the person for a decision, and those returned to the person's unit."""
    r = reviews.c
    submitted = and_(r.state == "submitted", r.kind.in_(person.reviews_decided))
    returned = [
        and_(r.kind == kind, _has_part(tenant_id, r.project_id, person, part)) for kind, part in person.resubmits
    ]
    back = and_(r.state == "returned", or_(*returned)) if returned else false()
    return thing("review", reviews, r.kind, null(), r.clause).where(r.tenant_id == tenant_id, or_(submitted, back))
