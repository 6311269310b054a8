"""Adding up a longer period from its months' points, each unit found again whatever it is called by then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from yipanqi_core.assessments import queries
from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import CountyFacts
from yipanqi_core.mechanism.scores import Longer
from yipanqi_core.rules.scoring import Score, add_up, rank
from yipanqi_core.tenants.scope import Scope

Named = Sequence[tuple[str, str, Decimal]]
"""A month's points with the units' names: (group, unit, points)."""


@dataclass(frozen=True, slots=True)
class MonthPoints:
    """The points of a longer period's months, as computed and as they stand after publication."""

    computed: queries.Points
    standing: queries.Points


async def stored_points(scope: Scope, period: Period) -> MonthPoints:
    """Read the points of the period's months as they are stored."""
    months = [str(month) for month in period.months()]
    return MonthPoints(
        await queries.month_points(scope.connection, scope.tenant_id, months),
        await queries.month_points(scope.connection, scope.tenant_id, months, as_published=True),
    )


def points_of(scores: Iterable[Score]) -> Named:
    """Give a judged month's points, without those who had nothing to be scored on."""
    return [(one.group, one.unit, one.points) for one in scores if one.points is not None]


def named(entries: Iterable[tuple[str, UUID, Decimal]], names: Mapping[UUID, str]) -> Named:
    """Give stored points their units' names; a unit that has none there goes by its id."""
    return [(group, names.get(unit, str(unit)), points) for group, unit, points in entries]


def added_up(edition: Edition, period: Period) -> bool:
    """Tell whether the period's scores come from those of its months."""
    rule = edition.scoring
    return rule is not None and period.kind in rule.cadences and rule.longer is not Longer.COMPUTED


async def ranked(  # noqa: PLR0917
    scope: Scope, edition: Edition, row: Any, county: CountyFacts, period: Period, points: queries.Points
) -> tuple[Score, ...]:
    """Rank a stored longer period by these points of its months, units named as when it was judged."""
    if edition.scoring is None:
        return ()
    parameters: BaseModel = edition.parameters.model_validate_json(row.parameters)
    names = await queries.unit_names(scope.connection, scope.tenant_id, row.id)
    months = [(str(month), named(points.get(str(month), []), names)) for month in period.months()]
    sums = add_up(months, edition.scoring.longer)
    return tuple(rank(sums, edition.scoring, parameters, county.units, period.kind))
