"""The mechanism that a request's county works by on its own date."""

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope


async def county_and_edition(scope: Scope) -> tuple[County, Edition]:
    """Read the county with its date, and give the edition in force on it; one statement."""
    county = await read_county(scope.connection, scope.tenant_id)
    return county, installed().in_force(county.mechanism, county.today)
