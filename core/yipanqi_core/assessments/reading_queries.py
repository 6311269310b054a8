"""Reading stored assessments for people: lists, the whole document, scores opened to the ratings they come from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, select, true, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.assessments.standing_queries import override_of, standing_scores, value_in_effect
from yipanqi_core.assessments.tables import assessments, publications, rulings
from yipanqi_core.mechanism.rulings import PUBLISHED_KINDS, RulingKind
from yipanqi_core.people.tables import units

Rows = Sequence[Row[Any]]

_STORED = assessments.outerjoin(
    publications,
    and_(
        publications.c.tenant_id == assessments.c.tenant_id,
        publications.c.assessment_id == assessments.c.id,
    ),
)
_COLUMNS = (*assessments.c, publications.c.published_on)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which stored assessments a list is to hold; what is None or empty does not narrow it."""

    kinds: Collection[str] = ()
    year: int | None = None
    published: bool | None = None


async def _all(connection: AsyncConnection, statement: Select[Any]) -> Rows:
    return list(await connection.execute(statement))


async def latest(connection: AsyncConnection, tenant_id: UUID, kind: str) -> Row[Any] | None:
    """Find the latest stored assessment of a kind, with the day of its publication."""
    a = assessments.c
    statement = select(*_COLUMNS).select_from(_STORED).where(a.tenant_id == tenant_id, a.period_kind == kind)
    found: Row[Any] | None = (await connection.execute(statement.order_by(a.ends_on.desc()).limit(1))).one_or_none()
    return found


async def latest_of_each(connection: AsyncConnection, tenant_id: UUID) -> Rows:
    """List the latest stored assessment of each kind, the last day first."""
    a = assessments.c
    statement = select(*_COLUMNS).select_from(_STORED).where(a.tenant_id == tenant_id)
    statement = statement.ext(distinct_on(a.period_kind)).order_by(a.period_kind, a.ends_on.desc())
    rows = await _all(connection, statement)
    return sorted(rows, key=lambda row: row.ends_on, reverse=True)


async def all_periods(connection: AsyncConnection, tenant_id: UUID) -> list[str]:
    """List every stored period, the oldest first, a longer one after the months that it holds."""
    a = assessments.c
    statement = select(a.period).where(a.tenant_id == tenant_id).order_by(a.ends_on, a.starts_on.desc())
    return list((await connection.execute(statement)).scalars())


async def last_assessed_day(connection: AsyncConnection, tenant_id: UUID) -> date | None:
    """Tell the last day that any stored assessment has judged."""
    a = assessments.c
    day: date | None = (
        await connection.execute(select(func.max(a.ends_on)).where(a.tenant_id == tenant_id))
    ).scalar_one()
    return day


async def list_assessments(
    connection: AsyncConnection,
    tenant_id: UUID,
    wanted: Wanted,
    after: tuple[date, UUID] | None,
    limit: int,
    *,
    descending: bool,
) -> Rows:
    """List stored assessments by their last day."""
    a = assessments.c
    statement = _narrowed(select(*_COLUMNS), tenant_id, wanted)
    if after is not None:
        key, seen = tuple_(a.ends_on, a.id), tuple_(*after)
        statement = statement.where(key < seen if descending else key > seen)
    order = (a.ends_on.desc(), a.id.desc()) if descending else (a.ends_on, a.id)
    return await _all(connection, statement.order_by(*order).limit(limit))


async def count_assessments(connection: AsyncConnection, tenant_id: UUID, wanted: Wanted) -> int:
    """Count what the list holds in all."""
    return int((await connection.execute(_narrowed(select(func.count()), tenant_id, wanted))).scalar_one())


def _narrowed(statement: Select[Any], tenant_id: UUID, wanted: Wanted) -> Select[Any]:
    a = assessments.c
    statement = statement.select_from(_STORED).where(a.tenant_id == tenant_id)
    if wanted.kinds:
        statement = statement.where(a.period_kind.in_(wanted.kinds))
    if wanted.year is not None:
        statement = statement.where(func.extract("year", a.starts_on) == wanted.year)
    if wanted.published is not None:
        there = publications.c.published_on.is_not(None)
        statement = statement.where(there if wanted.published else ~there)
    return statement


async def colour_counts(connection: AsyncConnection, tenant_id: UUID, ids: Collection[UUID]) -> Rows:
    """Count the ratings in effect of each colour, None for the unrated: (assessment_id, value, count)."""
    r, override = rulings.c, override_of(rulings)
    value = value_in_effect(rulings, override)
    statement = (
        select(r.assessment_id, value.label("value"), func.count().label("projects"))
        .select_from(rulings.outerjoin(override, true()))
        .where(r.tenant_id == tenant_id, r.assessment_id.in_(ids), r.kind == RulingKind.RATING)
        .group_by(r.assessment_id, value)
    )
    return await _all(connection, statement) if ids else []


async def judged_rows(connection: AsyncConnection, tenant_id: UUID, assessment_id: UUID) -> Rows:
    """List all rulings of an assessment in the engine's order, projects and units named as when they were judged."""
    r = rulings.c
    statement = (
        select(
            r.assessment_id, r.id, r.kind, r.code, r.value, r.clause, r.because, r.facts, r.project_id, r.unit_id,
            r.project_name.label("project"), r.unit_name.label("unit"),
        )
        .where(r.tenant_id == tenant_id, r.assessment_id == assessment_id, r.kind.not_in(PUBLISHED_KINDS))
        .order_by(r.position)
    )  # fmt: skip
    return await _all(connection, statement)


async def ratings_behind(
    connection: AsyncConnection,
    tenant_id: UUID,
    assessment_ids: Collection[UUID],
    called: Collection[str] | None = None,
) -> Rows:
    """List the ratings of these months with the project's name as judged: what the points of a month come from.

    `called` narrows to projects that went by these names.
    """
    r = rulings.c
    statement = (
        select(
            r.assessment_id, r.id, r.project_id, r.value, r.clause, r.because, r.facts,
            r.project_name.label("project"),
        )
        .where(r.tenant_id == tenant_id, r.assessment_id.in_(assessment_ids), r.kind == RulingKind.RATING)
    )  # fmt: skip
    if called is not None:
        statement = statement.where(r.project_name.in_(called))
    return await _all(connection, statement) if assessment_ids else []


def _scored(tenant_id: UUID) -> Select[Any]:
    s = standing_scores.c
    return (
        select(standing_scores, units.c.name.label("unit"), assessments.c.period)
        .select_from(
            standing_scores.join(units, and_(units.c.tenant_id == s.tenant_id, units.c.id == s.unit_id)).join(
                assessments, and_(assessments.c.tenant_id == s.tenant_id, assessments.c.id == s.assessment_id)
            )
        )
        .where(s.tenant_id == tenant_id)
    )


async def list_scores(  # noqa: PLR0917
    connection: AsyncConnection,
    tenant_id: UUID,
    assessment_id: UUID,
    groups: Collection[str],
    unit_ids: Collection[UUID],
    after: int | None,
    limit: int,
) -> Rows:
    """List an assessment's scores by group and rank, those with nothing to be scored on at the end of their group."""
    s = standing_scores.c
    statement = _of_units(_scored(tenant_id), assessment_id, groups, unit_ids)
    if after is not None:
        statement = statement.where(s.position > after)
    return await _all(connection, statement.order_by(s.position).limit(limit))


async def count_scores(
    connection: AsyncConnection,
    tenant_id: UUID,
    assessment_id: UUID,
    groups: Collection[str],
    unit_ids: Collection[UUID],
) -> int:
    """Count what the list holds in all."""
    statement = select(func.count()).select_from(standing_scores).where(standing_scores.c.tenant_id == tenant_id)
    return int((await connection.execute(_of_units(statement, assessment_id, groups, unit_ids))).scalar_one())


def _of_units(
    statement: Select[Any], assessment_id: UUID, groups: Collection[str], unit_ids: Collection[UUID]
) -> Select[Any]:
    s = standing_scores.c
    statement = statement.where(s.assessment_id == assessment_id)
    if groups:
        statement = statement.where(s.assessment_group.in_(groups))
    if unit_ids:
        statement = statement.where(s.unit_id.in_(unit_ids))
    return statement


async def unit_scores(connection: AsyncConnection, tenant_id: UUID, unit_id: UUID, periods: Collection[str]) -> Rows:
    """List one unit's scores in stored periods, in the order of the periods and groups."""
    statement = _scored(tenant_id).where(standing_scores.c.unit_id == unit_id, assessments.c.period.in_(periods))
    return await _all(connection, statement.order_by(assessments.c.starts_on, standing_scores.c.position))
