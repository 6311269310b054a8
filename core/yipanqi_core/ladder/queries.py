"""Reading where issues stand, who holds them, and what has become of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.ladder.tables import issue_closings, issue_stays, ledger_entries, ledgers, referrals
from yipanqi_core.people.tables import posts, units
from yipanqi_core.projects.state_queries import of_tenant, open_issue
from yipanqi_core.projects.tables import projects
from yipanqi_core.tenants.tables import tenants
from yipanqi_core.work.tables import issues

_x, _s, _c, _e, _l, _r = issues.c, issue_stays.c, issue_closings.c, ledger_entries.c, ledgers.c, referrals.c


def standings(tenant_id: Any) -> Select[Any]:
    """Select issues with the stay that is open; one that came with a workbook has none before it first moves."""
    source = issues.join(projects, of_tenant(projects, tenant_id, projects.c.id == _x.project_id)).outerjoin(
        issue_stays, of_tenant(issue_stays, tenant_id, _s.issue_id == _x.id, _s.until_on.is_(None))
    )
    city = select(tenants.c.parent_id).where(tenants.c.id == tenant_id).scalar_subquery()
    return (
        select(
            issues, projects.c.name.label("project"), _s.position, _s.rung, _s.since_on, _s.cause, _s.proposed_on,
            _s.unit_id.label("stay_unit_id"), _s.post_id.label("stay_post_id"), city.label("city_above"),
        )
        .select_from(source)
        .where(_x.tenant_id == tenant_id)
    )  # fmt: skip


async def standing_row(
    connection: AsyncConnection, tenant_id: UUID, issue_id: UUID, day: date, *, lock: bool
) -> Row[Any] | None:
    """Find an issue raised by the day with where it stands; `lock` holds it until the transaction ends."""
    statement = standings(tenant_id).where(_x.id == issue_id, _x.raised_on <= day)
    if lock:
        held = select(_x.id).where(_x.tenant_id == tenant_id, _x.id == issue_id).with_for_update()
        await connection.execute(held)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def open_standings(connection: AsyncConnection, tenant_id: UUID, day: date) -> Sequence[Row[Any]]:
    """List and hold every open issue of the county with where it stands."""
    held = select(_x.id).where(_x.tenant_id == tenant_id, open_issue(day)).order_by(_x.id).with_for_update()
    await connection.execute(held)
    statement = standings(tenant_id).where(open_issue(day)).order_by(projects.c.name, _x.raised_on, _x.id)
    return list(await connection.execute(statement))


async def closing_row(connection: AsyncConnection, tenant_id: UUID, issue_id: UUID) -> Row[Any] | None:
    """Find how an issue was solved and struck off."""
    statement = select(issue_closings).where(_c.tenant_id == tenant_id, _c.issue_id == issue_id)
    found: Row[Any] | None = (await connection.execute(statement)).one_or_none()
    return found


async def standing_rows(connection: AsyncConnection, tenant_id: UUID, issue_ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    """List these issues with where they stand."""
    return list(await connection.execute(standings(tenant_id).where(_x.id.in_(issue_ids))))


async def closing_rows(connection: AsyncConnection, tenant_id: UUID, issue_ids: Sequence[UUID]) -> Sequence[Row[Any]]:
    """List how these issues were solved and struck off; those that were not are left out."""
    statement = select(issue_closings).where(_c.tenant_id == tenant_id, _c.issue_id.in_(issue_ids))
    return list(await connection.execute(statement))


def stays(tenant_id: Any, issue_id: Any) -> Select[Any]:
    """Select an issue's stays in order, with the names of who held it."""
    source = issue_stays.outerjoin(units, of_tenant(units, tenant_id, units.c.id == _s.unit_id)).outerjoin(
        posts, of_tenant(posts, tenant_id, posts.c.id == _s.post_id)
    )
    return (
        select(issue_stays, units.c.name.label("unit"), posts.c.title.label("post"))
        .select_from(source)
        .where(_s.tenant_id == tenant_id, _s.issue_id == issue_id)
        .order_by(_s.position)
    )


def ledger_places(tenant_id: Any, issue_id: Any) -> Select[Any]:
    """Select the ledgers in which an issue stood, in order."""
    return (
        select(_l.id, _l.kind, _l.year, _l.serial, _l.period, _l.dated, _e.position)
        .select_from(ledger_entries.join(ledgers, of_tenant(ledgers, tenant_id, _l.id == _e.ledger_id)))
        .where(_e.tenant_id == tenant_id, _e.issue_id == issue_id)
        .order_by(_l.dated, _l.id)
    )


def own_referrals(tenant_id: Any, issue_id: Any) -> Select[Any]:
    """Select an issue's referrals in order, with the city's answers."""
    statement = select(referrals).where(_r.tenant_id == tenant_id, _r.issue_id == issue_id)
    return statement.order_by(_r.sent_on, _r.id)


async def hand_over(connection: AsyncConnection, referral_id: UUID) -> str | None:
    """Give the city its copy of the county's own referral; gives the city's name, None without a city above."""
    city: str | None = (await connection.execute(select(func.app_hand_over(referral_id)))).scalar_one()
    return city


async def hand_back(connection: AsyncConnection, referral_id: UUID, ids: Sequence[UUID], body: bytes) -> bool:
    """Bring the city's answer back to the county's issue; `ids` are for the county's event, inbox and audit rows."""
    event, note, trail = ids
    brought = await connection.execute(select(func.app_hand_back(referral_id, event, note, trail, body)))
    return bool(brought.scalar_one())


async def own_tenant(connection: AsyncConnection, tenant_id: UUID) -> Any:
    """Read the transaction's own tenant: a county or a city."""
    t = tenants.c
    statement = select(t.id, t.name, t.kind, t.parent_id).where(t.id == tenant_id)
    own: Any = (await connection.execute(statement)).one()
    return own


REFERRAL_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"sent_on": (_r.sent_on,)}
REFERRAL_LAST = _r.id


def referral_statement(tenant_id: UUID, states: Sequence[str] | None = None) -> Select[Any]:
    """Select the referrals of this tenant: a county's own, or the copies a city has received."""
    statement = select(referrals).where(_r.tenant_id == tenant_id)
    return statement if states is None else statement.where(_r.state.in_(states))


async def referral_row(connection: AsyncConnection, tenant_id: UUID, referral_id: UUID, *, lock: bool) -> Any:
    """Find one referral."""
    statement = referral_statement(tenant_id).where(_r.id == referral_id)
    found: Row[Any] | None = (
        await connection.execute(statement.with_for_update() if lock else statement)
    ).one_or_none()
    return found
