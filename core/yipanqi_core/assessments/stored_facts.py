"""What a stored period was judged by: its facts, and the year's rulings that its scores read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from yipanqi_core.assessments import queries, storage
from yipanqi_core.assessments.year_so_far import Called, months_of_year, stored_months
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.scores import JudgedMonth
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class StoredFacts:
    """The county's facts and the projects' by their ids, in the order in which the engine was told them."""

    county: CountyFacts
    projects: Mapping[UUID, ProjectFacts]


async def stored_facts(scope: Scope, row: Row[Any]) -> StoredFacts:
    """Read the facts of a stored assessment."""
    bodies = await queries.fact_rows(scope.connection, scope.tenant_id, row.id)
    county = decode(bodies.pop(storage.COUNTY), CountyFacts)
    return StoredFacts(county, {UUID(subject): decode(body, ProjectFacts) for subject, body in bodies.items()})


async def rulings_before(
    scope: Scope, edition: Edition, row: Row[Any], period: Period, facts: StoredFacts, *, as_published: bool = False
) -> tuple[JudgedMonth, ...]:
    """Read the year's rulings that a stored period's scores read, named as in its own facts."""
    reads = () if edition.scoring is None else edition.scoring.reads
    if not reads:
        return ()
    names = await queries.unit_names(scope.connection, scope.tenant_id, row.id)
    called = Called({key: one.project for key, one in facts.projects.items()}, names)
    return await stored_months(scope, months_read(edition, period), reads, called, as_published=as_published)


def months_read(edition: Edition, period: Period) -> list[str]:
    """Name the months of the year that a period's scores read beside its own."""
    if edition.scoring is None or not edition.scoring.reads:
        return []
    months = months_of_year(period)
    months = months[:-1] if period.kind is PeriodKind.MONTH else months
    return [str(one) for one in months if one.start >= edition.in_force_from]
