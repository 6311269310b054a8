"""The edition in force in the caller's county on its own day, and the period that it shows first."""

from typing import Any

from sqlalchemy import Row

from yipanqi_core.assessments.reading_queries import latest_of_each
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope


async def edition_today(scope: Scope) -> Edition:
    """Give the edition in force today. Raises NotInForceError."""
    county = await read_county(scope.connection, scope.tenant_id)
    return installed().in_force(county.mechanism, county.today)


async def county_and_edition(scope: Scope) -> tuple[County, Edition]:
    """Read the county with its date, and give the edition in force on it; one statement."""
    county = await read_county(scope.connection, scope.tenant_id)
    return county, installed().in_force(county.mechanism, county.today)


async def latest_scored(scope: Scope) -> Row[Any] | None:
    """Find the latest stored period of the length that the county publishes, else of another that has scores."""
    rows = await latest_of_each(scope.connection, scope.tenant_id)
    if not rows:
        return None
    scoring = installed().edition(rows[0].mechanism, rows[0].edition, rows[0].revision).scoring
    kinds = () if scoring is None else scoring.shown_first()
    return next((row for kind in kinds for row in rows if row.period_kind == kind), None)
