"""Items that name no unit get the one that the mechanism names for their kind, as soon as they are written."""

from collections.abc import Sequence
from uuid import UUID

from yipanqi_core.audit.service import record
from yipanqi_core.database.bulk import update_rows
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.people import seat_queries
from yipanqi_core.projects.tables import items
from yipanqi_core.projects.writing_queries import items_without_unit
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


async def unit_for(scope: Scope, edition: Edition, titles: Sequence[str]) -> dict[str, UUID]:
    """Give the unit that answers for items of these titles, as far as the mechanism names one and its seat is bound."""
    rule = edition.default_unit
    if rule is None or not titles:
        return {}
    parameters = await read_in_force(scope, edition, await today(scope.connection))
    bound = {row.seat: row.unit_id for row in await seat_queries.bindings(scope.connection, scope.tenant_id)}
    named = {title: bound.get(rule(title, parameters) or "") for title in dict.fromkeys(titles)}
    return {title: unit for title, unit in named.items() if unit is not None}


async def assign_units(scope: Scope, edition: Edition, project_ids: Sequence[UUID]) -> int:
    """Give the items of these projects that lack a unit the one for their kind; gives how many got one."""
    if edition.default_unit is None or not project_ids:
        return 0
    lacking = await items_without_unit(scope.connection, scope.tenant_id, project_ids)
    units = await unit_for(scope, edition, [row.title for row in lacking])
    rows = [{"id": row.id, "unit_id": units[row.title]} for row in lacking if row.title in units]
    await update_rows(scope.connection, items, scope.tenant_id, rows, also="version = t.version + 1")
    if rows:
        counted = {title: sum(row.title == title for row in lacking) for title in units}
        await record(scope, "assign_units", "items", {"items": counted})
    return len(rows)
