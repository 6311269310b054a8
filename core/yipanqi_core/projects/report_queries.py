"""What a month's report rests on, and the month itself: each in one direct statement."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Table, and_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.database.direct import Direct
from yipanqi_core.people.holder_queries import today
from yipanqi_core.projects.tables import monthly_figures, projects, responsibilities
from yipanqi_core.vocabulary import ResponsibilityKind


@dataclass(frozen=True, slots=True)
class Reported:
    """A project's units on the county's own day, and what a month holds so far."""

    today: date
    lead_id: UUID
    owner_id: UUID
    completed: Decimal | None


_p, _f = projects.c, monthly_figures.c
_lead, _owner = responsibilities.alias("lead"), responsibilities.alias("owner")


def _held(part: Any, kind: ResponsibilityKind) -> Any:
    return and_(
        part.c.tenant_id == _p.tenant_id,
        part.c.project_id == _p.id,
        part.c.kind == kind.value,
        or_(part.c.from_on.is_(None), part.c.from_on <= today()),
        or_(part.c.to_on.is_(None), part.c.to_on > today()),
    )


_REPORTED = Direct(
    select(today().label("today"), _lead.c.unit_id.label("lead_id"), _owner.c.unit_id.label("owner_id"), _f.completed)
    .select_from(
        projects.join(_lead, _held(_lead, ResponsibilityKind.LEAD_UNIT))
        .join(_owner, _held(_owner, ResponsibilityKind.OWNER))
        .outerjoin(
            monthly_figures,
            and_(_f.tenant_id == _p.tenant_id, _f.project_id == _p.id, _f.month == bindparam("month")),
        )
    )
    .where(_p.tenant_id == bindparam("tenant"), _p.id == bindparam("project"))
)


def _upsert(table: Table, key: tuple[str, ...], **values: Any) -> Direct:
    written = insert(table).values({name: bindparam(name) for name in key} | values)
    kept = written.on_conflict_do_update(index_elements=list(key), set_=values)
    return Direct(kept.returning(_f.month, _f.completed, _f.reported_at, _f.attested_by))


_KEEP = _upsert(
    monthly_figures,
    ("tenant_id", "project_id", "month"),
    completed=bindparam("completed"),
    attested_by=bindparam("attested_by"),
    reported_at=func.clock_timestamp(),
)


async def reported(connection: AsyncConnection, tenant_id: UUID, project_id: UUID, month: date) -> Reported | None:
    """Read what reporting a month of a project rests on; None when there is no such project."""
    row = await _REPORTED.first(connection, tenant=tenant_id, project=project_id, month=month)
    return None if row is None else Reported(**row)


async def keep_report(  # noqa: PLR0917
    connection: AsyncConnection, tenant_id: UUID, project_id: UUID, month: date, completed: Decimal, attested_by: str
) -> Any:
    """Keep a month's completed investment, and give the month as it is now."""
    values = {"completed": completed, "attested_by": attested_by}
    (row,) = await _KEEP.all(connection, tenant_id=tenant_id, project_id=project_id, month=month, **values)
    return row
