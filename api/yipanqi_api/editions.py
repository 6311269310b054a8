"""The edition in force in the caller's county on its own day."""

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
