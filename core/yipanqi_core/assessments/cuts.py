"""A month's breakdowns: counted from the very facts that it was judged by."""

from yipanqi_core.assessments import queries
from yipanqi_core.assessments.stored_facts import stored_facts
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.facts.gather import gather
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.rules.breakdowns import Part, cut
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope


async def cuts(scope: Scope, registry: Registry, period: Period) -> tuple[Part, ...]:
    """Cut a month's projects in every way that the mechanism declares; longer periods are not cut."""
    county = await read_county(scope.connection, scope.tenant_id)
    row = await queries.find(scope.connection, scope.tenant_id, str(period))
    if row is None:
        edition = registry.in_force(county.mechanism, period.end)
    else:
        edition = registry.edition(row.mechanism, row.edition, row.revision)
    if period.kind is not PeriodKind.MONTH or not edition.breakdowns:
        return ()
    if row is None:
        parameters = await read_in_force(scope, edition, period.end)
        projects = list((await gather(scope, edition, str(period), period.end)).projects)
    else:
        parameters = edition.parameters.model_validate_json(row.parameters)
        projects = list((await stored_facts(scope, row)).projects.values())
    return tuple(part for one in edition.breakdowns for part in cut(one, parameters, projects))
