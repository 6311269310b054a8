"""Judging a stored period once more from facts alone; a longer one from its months', not from what they stored."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from yipanqi_core.assessments import queries
from yipanqi_core.assessments.adding_up import MonthPoints, added_up, points_of, ranked
from yipanqi_core.assessments.published import published_outcome
from yipanqi_core.assessments.stored_facts import rulings_before, stored_facts
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.mechanism.scores import CountyView
from yipanqi_core.rules.engine import Outcome, judge_county, judge_month
from yipanqi_core.rules.scoring import Score, score
from yipanqi_core.tenants.scope import Scope


async def repeat(scope: Scope, registry: Registry, row: Row[Any], period: Period, points: MonthPoints) -> Outcome:
    """Judge a stored period again; `points` are its months' as computed, if it is added up from them."""
    edition = registry.edition(row.mechanism, row.edition, row.revision)
    parameters = edition.parameters.model_validate_json(row.parameters)
    facts = await stored_facts(scope, row)
    before = await rulings_before(scope, edition, row, period, facts)
    projects = list(facts.projects.values())
    if period.kind is PeriodKind.MONTH:
        return judge_month(edition, parameters, facts.county, projects, before)
    found = judge_county(edition, parameters, facts.county, period.kind)
    if added_up(edition, period):
        return Outcome(found, await ranked(scope, edition, row, facts.county, period, points.computed))
    view = CountyView(row.period, period.kind, facts.county, tuple(projects), before)
    return Outcome(found, score(edition.scoring, parameters, view))


async def stored_months(scope: Scope, period: Period) -> Sequence[Row[Any]]:
    """Find the stored assessments of a longer period's months."""
    found = [await queries.find(scope.connection, scope.tenant_id, str(month)) for month in period.months()]
    return [row for row in found if row is not None]


async def repeat_points(scope: Scope, registry: Registry, months: Sequence[Row[Any]]) -> MonthPoints:
    """Judge stored months again for their points, as computed and, where people set ratings, as published."""
    points = MonthPoints({}, {})
    for row in months:
        month = Period.parse(row.period)
        computed = (await repeat(scope, registry, row, month, points)).scores
        published = None
        if row.published_on is not None:
            published = await published_outcome(
                scope, registry.edition(row.mechanism, row.edition, row.revision), row, month
            )
        names = await queries.unit_names(scope.connection, scope.tenant_id, row.id)
        units = {name: key for key, name in names.items()}
        points.computed[row.period] = _by_id(computed, units)
        points.standing[row.period] = _by_id(computed if published is None else published.scores, units)
    return points


def _by_id(scores: Iterable[Score], units: dict[str, UUID]) -> queries.Entries:
    """Find the units again by the names they had; one that the stored rows do not know shows as a difference."""
    return [(group, units[unit], points) for group, unit, points in points_of(scores) if unit in units]
