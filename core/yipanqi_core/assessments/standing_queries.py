"""What stands after people have had their say: the rating in effect, and the scores as published."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Row, and_, exists, func, select, union_all
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.tables import assessments, overrides, publications, published_scores, rulings, scores
from yipanqi_core.mechanism.rulings import PUBLISHED_KINDS, RulingKind
from yipanqi_core.people.tables import units

Rows = Sequence[Row[Any]]


def _standing_scores() -> Any:
    s, p = scores.c, published_scores.c
    replaced = exists().where(p.tenant_id == s.tenant_id, p.assessment_id == s.assessment_id)
    return union_all(select(*s).where(~replaced), select(*p)).subquery("standing_scores")


standing_scores = _standing_scores()
"""Scores as they stand: a ranking as published, where it is another than the computed one; else the computed one."""


def override_of(rating: Any) -> FromClause:
    """Give the override that counts for a rating's row, the last one set; to be outer-joined on true."""
    o = overrides.c
    return (
        select(o.id, o.value, o.reason, o.set_by, o.set_on, o.clause)
        .where(
            o.tenant_id == rating.c.tenant_id,
            o.assessment_id == rating.c.assessment_id,
            o.project_id == rating.c.project_id,
            rating.c.kind == RulingKind.RATING,
            o.counts,
        )
        .order_by(o.id.desc())
        .limit(1)
        .lateral("in_effect")
    )


def value_in_effect(rating: Any, override: Any) -> ColumnElement[Any]:
    """Give the rating that stands: the one set by a person in time, else the computed one."""
    return func.coalesce(override.c.value, rating.c.value)


async def counting(connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID) -> Rows:
    """List the overrides that count for an assessment, the last one of each project."""
    o = overrides.c
    statement = (
        select(overrides)
        .ext(distinct_on(o.project_id))
        .where(o.tenant_id == tenant_id, o.assessment_id == assessment_id, o.counts)
        .order_by(o.project_id, o.id.desc())
    )
    return list(await connection.execute(statement))


async def overrides_of(
    connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID, project_ids: Collection[UUID]
) -> Rows:
    """List all that was ever set for these projects' ratings of an assessment, oldest first."""
    o = overrides.c
    statement = (
        select(overrides)
        .where(o.tenant_id == tenant_id, o.assessment_id == assessment_id, o.project_id.in_(project_ids))
        .order_by(o.id)
    )
    return list(await connection.execute(statement))


async def all_overrides(connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID) -> Rows:
    """List all that people ever set of an assessment's ratings, oldest first."""
    o = overrides.c
    statement = select(overrides).where(o.tenant_id == tenant_id, o.assessment_id == assessment_id).order_by(o.id)
    return list(await connection.execute(statement))


async def closed_for(connection: AsyncConnection, tenant_id: UUID, row: Any) -> bool:
    """Whether the assessment, or a longer one that adds it up, has been published."""
    a, p = assessments.c, publications.c
    statement = select(
        exists().where(
            p.tenant_id == tenant_id,
            a.tenant_id == p.tenant_id,
            a.id == p.assessment_id,
            a.starts_on <= row.starts_on,
            a.ends_on >= row.ends_on,
        )
    )
    return bool((await connection.execute(statement)).scalar_one())


async def published_rows(connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID) -> tuple[Rows, Rows]:
    """List the rulings and the scores that were written at publication, in order, with the names as judged."""
    r, s = rulings.c, published_scores.c
    judged = (
        select(rulings, r.project_name.label("project"), r.unit_name.label("unit"))
        .where(r.tenant_id == tenant_id, r.assessment_id == assessment_id, r.kind.in_(PUBLISHED_KINDS))
        .order_by(r.position)
    )
    scored = (
        select(published_scores, s.unit_name.label("unit"))
        .where(s.tenant_id == tenant_id, s.assessment_id == assessment_id)
        .order_by(s.position)
    )
    return list(await connection.execute(judged)), list(await connection.execute(scored))


async def last_position(connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID) -> int:
    """Tell the last place taken among an assessment's rulings; -1: none."""
    r = rulings.c
    statement = select(func.max(r.position)).where(r.tenant_id == tenant_id, r.assessment_id == assessment_id)
    last: int | None = (await connection.execute(statement)).scalar_one()
    return -1 if last is None else last


async def standing_score_rows(connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID) -> Rows:
    """List an assessment's scores as they stand, in the order in which they were ranked."""
    s = standing_scores.c
    statement = (
        select(standing_scores, units.c.name.label("unit"))
        .select_from(standing_scores.join(units, and_(units.c.tenant_id == s.tenant_id, units.c.id == s.unit_id)))
        .where(s.tenant_id == tenant_id, s.assessment_id == assessment_id)
        .order_by(s.position)
    )
    return list(await connection.execute(statement))
