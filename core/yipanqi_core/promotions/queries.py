"""Reading promotions, and the level that a project had on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, case, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.projects.tables import projects
from yipanqi_core.promotions.tables import promotions

_r, _p = promotions.c, projects.c


def level_on(day: date) -> ColumnElement[Any]:
    """Give a project's level on a day: before its first later promotion it was what that one started from."""
    later = (_r.tenant_id == _p.tenant_id, _r.project_id == _p.id, _r.promoted_on > day)
    before = select(_r.from_level).where(*later).order_by(_r.promoted_on).limit(1).scalar_subquery()
    return case((exists().where(*later), before), else_=_p.level).label("level")


async def promotion_rows(connection: AsyncConnection, tenant_id: UUID, project_id: UUID) -> Sequence[Row[Any]]:
    """List a project's promotions, the first one first."""
    statement = (
        select(promotions).where(_r.tenant_id == tenant_id, _r.project_id == project_id).order_by(_r.promoted_on, _r.id)
    )
    return list(await connection.execute(statement))
