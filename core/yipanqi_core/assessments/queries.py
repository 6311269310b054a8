"""Reading stored assessments."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select, tuple_, union
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.standing_queries import standing_scores
from yipanqi_core.assessments.tables import assessment_facts, assessments, publications, rulings, scores
from yipanqi_core.mechanism.rulings import PUBLISHED_KINDS, REPLACED_KINDS, RulingKind
from yipanqi_core.projects.tables import monthly_figures, passages, projects

Entries = list[tuple[str, UUID, Decimal]]
Points = dict[str, Entries]
"""Months' points: period → (group, unit, points) of each unit, which may be called otherwise in each."""


async def lock_period(connection: AsyncConnection, tenant_id: UUID, period: str) -> None:
    """Hold the period for this transaction: whoever else would assess or publish it waits."""
    await connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{tenant_id} {period}", 0))))


async def hold_projects(connection: AsyncConnection, tenant_id: UUID) -> None:
    """Hold every project of the county as it is: who is writing of one is waited for, who would write waits.

    What is read after this in several statements is then of one moment, though each statement sees what is committed.
    Whoever adds a row about a project holds the project's key by the foreign key alone, so none must think of it.
    """
    p = projects.c
    held = select(p.id).where(p.tenant_id == tenant_id).order_by(p.id).with_for_update().subquery()
    await connection.execute(select(func.count()).select_from(held))


async def find(connection: AsyncConnection, tenant_id: UUID, period: str) -> Row[Any] | None:
    """Find the stored assessment of a period with its publication, if it has been published."""
    a, p = assessments.c, publications.c
    statement = (
        select(assessments, p.published_on, p.published_by)
        .select_from(assessments.outerjoin(publications, and_(p.tenant_id == a.tenant_id, p.assessment_id == a.id)))
        .where(a.tenant_id == tenant_id, a.period == period)
    )
    return (await connection.execute(statement)).one_or_none()


async def ruling_rows(connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID) -> Sequence[Row[Any]]:
    """List an assessment's computed rulings in the engine's order, with the names they were judged by."""
    r = rulings.c
    statement = (
        select(rulings, r.project_name.label("project"), r.unit_name.label("unit"))
        .where(r.tenant_id == tenant_id, r.assessment_id == assessment_id, r.kind.not_in(PUBLISHED_KINDS))
        .order_by(r.position)
    )
    return list(await connection.execute(statement))


async def score_rows(connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID) -> Sequence[Row[Any]]:
    """List an assessment's computed scores in the order in which they were ranked, units named as then."""
    s = scores.c
    statement = (
        select(scores, s.unit_name.label("unit"))
        .where(s.tenant_id == tenant_id, s.assessment_id == assessment_id)
        .order_by(s.position)
    )
    return list(await connection.execute(statement))


async def month_points(
    connection: AsyncConnection, tenant_id: UUID, periods: Sequence[str], *, as_published: bool = False
) -> Points:
    """Read the points of stored months, as computed or as published."""
    table: Any = standing_scores if as_published else scores
    a, s = assessments.c, table.c
    statement = (
        select(a.period, s.assessment_group, s.unit_id, s.points)
        .select_from(
            assessments.outerjoin(
                table, and_(s.tenant_id == a.tenant_id, s.assessment_id == a.id, s.points.is_not(None))
            )
        )
        .where(a.tenant_id == tenant_id, a.period.in_(periods))
        .order_by(a.period, s.position)
    )
    found: Points = {}
    for row in await connection.execute(statement):
        entries = found.setdefault(row.period, [])
        if row.points is not None:
            entries.append((row.assessment_group, row.unit_id, row.points))
    return found


async def rating_ids(connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID) -> Sequence[UUID]:
    """List the ids of an assessment's ratings."""
    r = rulings.c
    of = select(r.id).where(r.tenant_id == tenant_id, r.assessment_id == assessment_id, r.kind == RulingKind.RATING)
    return list((await connection.execute(of)).scalars())


async def unit_names(connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID) -> dict[UUID, str]:
    """Read what units were called when the assessment was judged: all that it scored or ruled on."""
    of_rulings = select(rulings.c.unit_id, rulings.c.unit_name).where(
        rulings.c.tenant_id == tenant_id, rulings.c.assessment_id == assessment_id, rulings.c.unit_id.is_not(None)
    )
    of_scores = select(scores.c.unit_id, scores.c.unit_name).where(
        scores.c.tenant_id == tenant_id, scores.c.assessment_id == assessment_id
    )
    rows = await connection.execute(union(of_rulings, of_scores))
    return {row.unit_id: row.unit_name for row in rows}


async def fact_rows(connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID) -> dict[str, bytes]:
    """Read the stored facts: subject → canonical JSON, projects in the order of their names when judged."""
    f = assessment_facts.c
    rows = await connection.execute(
        select(f.subject, f.body).where(f.tenant_id == tenant_id, f.assessment_id == assessment_id).order_by(f.position)
    )
    return {row.subject: row.body for row in rows}


async def first_month(connection: AsyncConnection, tenant_id: UUID) -> Any:
    """Tell the first month for which the county's register holds anything."""
    figures = select(func.min(monthly_figures.c.month)).where(monthly_figures.c.tenant_id == tenant_id)
    stays = select(func.min(passages.c.entered_on)).where(passages.c.tenant_id == tenant_id)
    statement = select(func.least(figures.scalar_subquery(), stays.scalar_subquery()))
    return (await connection.execute(statement)).scalar_one()


def _replaced() -> ColumnElement[bool]:
    """Tell of a ruling whether its project was published with another rating than the computed one."""
    other = rulings.alias("other")
    return exists().where(
        other.c.tenant_id == rulings.c.tenant_id,
        other.c.assessment_id == rulings.c.assessment_id,
        other.c.project_id == rulings.c.project_id,
        other.c.kind == RulingKind.PUBLISHED_RATING,
    )


async def earlier_rulings(
    connection: AsyncConnection, tenant_id: UUID, periods: Sequence[str], kinds: Sequence[str]
) -> Sequence[Row[Any]]:
    """List what was ruled of projects in earlier periods, oldest first, a rating as it was published."""
    a, r = assessments.c, rulings.c
    kind = func.replace(r.kind, "published_", "")
    statement = (
        select(r.project_id, a.period, kind.label("kind"), r.value)
        .select_from(rulings.join(assessments, and_(a.tenant_id == r.tenant_id, a.id == r.assessment_id)))
        .where(
            or_(r.kind.in_(PUBLISHED_KINDS), ~_replaced()),
            a.tenant_id == tenant_id,
            a.period.in_(periods),
            kind.in_(kinds),
            r.project_id.is_not(None),
        )
        .order_by(a.period, r.position)
    )
    return list(await connection.execute(statement))


async def first_classes(
    connection: AsyncConnection, tenant_id: UUID, periods: Sequence[str], codes: Sequence[str]
) -> Sequence[Row[Any]]:
    """List the first class of each of these kinds that projects were given in stored periods, with its figures."""
    a, r = assessments.c, rulings.c
    statement = (
        select(r.project_id, a.period, r.kind, r.value, r.code, r.facts)
        .ext(distinct_on(r.project_id, r.code))
        .select_from(rulings.join(assessments, and_(a.tenant_id == r.tenant_id, a.id == r.assessment_id)))
        .where(a.tenant_id == tenant_id, a.period.in_(periods), r.kind == RulingKind.CLASS, r.code.in_(codes))
        .order_by(r.project_id, r.code, a.starts_on)
    )
    return list(await connection.execute(statement))


async def stored_periods(connection: AsyncConnection, tenant_id: UUID, periods: Sequence[str]) -> list[str]:
    """Tell which of these periods are stored, oldest first."""
    a = assessments.c
    statement = select(a.period).where(a.tenant_id == tenant_id, a.period.in_(periods)).order_by(a.starts_on)
    return list((await connection.execute(statement)).scalars())


async def rulings_of_months(
    connection: AsyncConnection, tenant_id: UUID, periods: Sequence[str], kinds: Sequence[str], *, as_published: bool
) -> Sequence[Row[Any]]:
    """List what was ruled of these kinds in stored periods, oldest first, in the engine's order.

    What was computed or, `as_published`, what stands where a person had set another rating.
    """
    a, r = assessments.c, rulings.c
    kind = func.replace(r.kind, "published_", "")
    asked: ColumnElement[bool] = r.kind.in_(kinds)
    if as_published:
        asked = and_(kind.in_(kinds), or_(r.kind.not_in(REPLACED_KINDS), ~_replaced()))
    statement = (
        select(*(column for column in r if column is not r.kind), kind.label("kind"), a.period)
        .select_from(rulings.join(assessments, and_(a.tenant_id == r.tenant_id, a.id == r.assessment_id)))
        .where(a.tenant_id == tenant_id, a.period.in_(periods), asked)
        .order_by(a.starts_on, r.position)
    )
    return list(await connection.execute(statement))


async def any_published(
    connection: AsyncConnection, tenant_id: UUID, periods: Sequence[str], kinds: Sequence[str]
) -> bool:
    """Tell whether anything of these kinds was published otherwise than computed in these periods."""
    a, r = assessments.c, rulings.c
    asked = [kind for kind in PUBLISHED_KINDS if kind.removeprefix("published_") in kinds]
    if not asked or not periods:
        return False
    found = exists().where(
        a.tenant_id == tenant_id,
        a.period.in_(periods),
        r.tenant_id == tenant_id,
        r.assessment_id == a.id,
        r.kind == RulingKind.PUBLISHED_RATING,
    )
    return bool((await connection.execute(select(found))).scalar_one())


async def fact_bodies(
    connection: AsyncConnection, tenant_id: UUID, of: Sequence[tuple[UUID, str]]
) -> dict[tuple[UUID, str], bytes]:
    """Read the stored facts of several subjects, each of its assessment."""
    f = assessment_facts.c
    statement = select(f.assessment_id, f.subject, f.body).where(
        f.tenant_id == tenant_id, tuple_(f.assessment_id, f.subject).in_(of)
    )
    return {(row.assessment_id, row.subject): bytes(row.body) for row in await connection.execute(statement)}


async def fact_body(connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID, subject: str) -> bytes:
    """Read the stored facts of one subject."""
    f = assessment_facts.c
    statement = select(f.body).where(f.tenant_id == tenant_id, f.assessment_id == assessment_id, f.subject == subject)
    return bytes((await connection.execute(statement)).scalar_one())
