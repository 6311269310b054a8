"""Reading what has happened to one project: its history, its stored ratings, the findings of a month."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Text, Uuid, bindparam, func, literal_column, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.standing_queries import override_of, value_in_effect
from yipanqi_core.assessments.tables import assessments, publications, rulings
from yipanqi_core.database.at_once import at_once
from yipanqi_core.database.bundle_queries import written_out
from yipanqi_core.database.direct import Direct
from yipanqi_core.mechanism.rulings import RulingKind
from yipanqi_core.people.tables import units
from yipanqi_core.projects.state_queries import of_tenant
from yipanqi_core.projects.tables import project_events

_e, _r, _a = project_events.c, rulings.c, assessments.c
_set = override_of(rulings)
_RATINGS = (RulingKind.RATING.value, RulingKind.REFERENCE.value)


_EVENTS = (
    select(_e.id, _e.at, _e.on_date, _e.actor, _e.kind, _e.line, _e.clause)
    .where(_e.tenant_id == bindparam("tenant", type_=Uuid()), _e.project_id == bindparam("project", type_=Uuid()))
    .order_by(_e.id.desc())  # ids rise with time
)


@cache
def _events(limit: int, *, going_on: bool) -> Direct:
    before = (_e.id < bindparam("before", type_=Uuid()),) if going_on else ()
    return Direct(written_out(_EVENTS.where(*before).limit(literal_column(str(limit)))))


async def event_rows(
    connection: AsyncConnection, tenant_id: UUID, project_id: UUID, before: UUID | None, limit: int
) -> Sequence[Any]:
    """List a project's history, the newest first, from the event `before` which is the one last seen."""
    statement = _events(limit, going_on=before is not None)
    return await statement.all(connection, tenant=tenant_id, project=project_id, before=before)


_COUNTED = Direct(
    select(func.count()).where(
        _e.tenant_id == bindparam("tenant", type_=Uuid()), _e.project_id == bindparam("project", type_=Uuid())
    )
)


async def count_events(connection: AsyncConnection, tenant_id: UUID, project_id: UUID) -> int:
    """Count the lines of a project's history."""
    ((count,),) = await _COUNTED.all(connection, tenant=tenant_id, project=project_id)
    return int(count)


def rating_statement(tenant_id: UUID, project_id: UUID, period: str | None) -> Select[Any]:
    """Select a project's ratings of the stored months, each with its figures and the month's publication."""
    published = publications.c
    statement = (
        select(
            _r.id, _r.kind, _r.value, value_in_effect(rulings, _set).label("in_effect"),
            _r.clause, _r.because, _r.facts,
            _a.period, _a.edition, _a.ends_on, published.published_on,
        )
        .select_from(
            rulings.join(assessments, of_tenant(assessments, tenant_id, _a.id == _r.assessment_id))
            .outerjoin(publications, of_tenant(publications, tenant_id, published.assessment_id == _a.id))
            .outerjoin(_set, true())
        )
        .where(
            _r.tenant_id == tenant_id,
            _r.project_id == project_id,
            _r.kind.in_(_RATINGS),
            _a.period_kind == "month",
        )
    )  # fmt: skip
    return statement if period is None else statement.where(_a.period == period)


RATING_ID = _r.id
RATING_SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {"period": (_a.ends_on,)}


@at_once
async def finding_rows(
    connection: AsyncConnection, tenant_id: UUID, project_id: UUID, assessment_id: UUID
) -> Sequence[Row[Any]]:
    """List what a stored month found amiss with a project, in the engine's order."""
    statement = (
        select(
            _r.id,
            _r.code,
            _r.value,
            _r.clause,
            _r.because,
            func.convert_from(_r.facts, "UTF8", type_=Text()).label("facts"),
            _r.unit_id,
            units.c.name.label("unit"),
        )
        .select_from(rulings.outerjoin(units, of_tenant(units, tenant_id, units.c.id == _r.unit_id)))
        .where(
            _r.tenant_id == tenant_id,
            _r.project_id == project_id,
            _r.kind == RulingKind.FINDING.value,
            _r.assessment_id == assessment_id,
        )
        .order_by(_r.position)
    )
    return list(await connection.execute(statement))
