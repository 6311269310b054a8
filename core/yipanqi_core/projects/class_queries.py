"""Classes that a month's assessment gave projects: for a page of a list, and as a condition of a search."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.tables import rulings
from yipanqi_core.mechanism.rulings import RulingKind

_r = rulings.c


async def class_rows(
    connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID, projects: Collection[UUID]
) -> Sequence[Row[Any]]:
    """List the classes of these projects in a stored month, in the order in which the mechanism declares the kinds."""
    statement = (
        select(_r.project_id, _r.code, _r.value, _r.clause, _r.because, _r.facts)
        .where(
            _r.tenant_id == tenant_id,
            _r.assessment_id == assessment_id,
            _r.kind == RulingKind.CLASS.value,
            _r.project_id.in_(projects),
        )
        .order_by(_r.position)
    )
    return list(await connection.execute(statement))


def classed(
    tenant_id: UUID, assessment_id: UUID | None, kind: str, values: Collection[str | None]
) -> Select[tuple[UUID | None]]:
    """Select the projects that a stored month put into one of these classes of a kind; None: into none of them."""
    named = _r.value.in_([value for value in values if value is not None])
    statement = select(_r.project_id).where(
        _r.tenant_id == tenant_id,
        _r.assessment_id == assessment_id,
        _r.kind == RulingKind.CLASS.value,
        _r.code == kind,
    )
    return statement.where(or_(named, _r.value.is_(None)) if None in values else named)
