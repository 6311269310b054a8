"""Who held a post on a day: a part that readings of letters, records and tasks join."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, and_, func, or_, select

from yipanqi_core.people.tables import appointments, users


def today() -> ScalarSelect[Any]:
    """Give the county's own date as an expression that is worked out once for a statement."""
    return select(func.app_today()).scalar_subquery()


def holder_on(tenant_id: UUID, post_id: ColumnElement[Any], day: ColumnElement[Any] | ScalarSelect[Any]) -> FromClause:
    """Give (`id`, `name`) of who held the post on the day, the latest appointed if two did; to be outer-joined."""
    a = appointments.c
    return (
        select(users.c.id, users.c.name)
        .select_from(
            appointments.join(users, and_(users.c.tenant_id == a.tenant_id, users.c.id == a.user_id)),
        )
        .where(
            a.tenant_id == tenant_id,
            a.post_id == post_id,
            or_(a.from_on.is_(None), a.from_on <= day),
            or_(a.to_on.is_(None), a.to_on > day),
        )
        .order_by(a.from_on.desc().nulls_last(), a.id.desc())
        .limit(1)
        .lateral("holder")
    )
