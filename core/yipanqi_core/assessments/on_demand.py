"""Assessing a period because someone asks for it: only what has ended, and stored once."""

from typing import Any

from sqlalchemy import Row

from yipanqi_core.assessments import queries
from yipanqi_core.assessments.errors import AssessmentError, NotAssessedError
from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope


def require_ended(county: County, period: Period) -> None:
    """Refuse a period that has not ended by the county's own date. Raises AssessmentError."""
    if period.end >= county.today:
        raise AssessmentError(f"{period.title}到 {period.end} 才结束，今天是 {county.today}；期满次日起可以评估")


async def assess_ended(scope: Scope, registry: Registry, period: Period) -> tuple[Row[Any], bool]:
    """Assess a period that has ended and store it; gives its row, and whether it was stored just now.

    Raises AssessmentError, NotInForceError.
    """
    connection, tenant = scope.connection, scope.tenant_id
    await queries.lock_period(connection, tenant, "assess")
    found = await queries.find(connection, tenant, str(period))
    if found is not None:
        return found, False
    county = await read_county(connection, tenant)
    registry.in_force(county.mechanism, period.start)
    require_ended(county, period)
    await assess(scope, registry, period)
    return await stored(scope, period), True


async def stored(scope: Scope, period: Period) -> Row[Any]:
    """Give the stored assessment of a period. Raises NotAssessedError."""
    found = await queries.find(scope.connection, scope.tenant_id, str(period))
    if found is None:
        raise NotAssessedError(f"{period.title}没有存档的评估；已有的期见评估列表，已结束的期可以评估")
    return found
