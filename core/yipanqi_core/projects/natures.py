"""Keeping beside what a project was declared as the nature that it counts as in every list, count and score."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from yipanqi_core.audit.service import record
from yipanqi_core.database.bulk import update_rows
from yipanqi_core.facts.gather import Gathered, gather
from yipanqi_core.facts.narrow import ask
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.projects.tables import projects
from yipanqi_core.rules.acts import as_counted
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import today
from yipanqi_core.tenants.scope import Scope


async def reclassify(scope: Scope, edition: Edition, only: Sequence[UUID] | None = None) -> int:
    """Work out again as what the county's projects, or these, count; gives how many count otherwise than before."""
    if edition.counted_nature is None:
        return 0
    on = await today(scope.connection)
    parameters = await read_in_force(scope, edition, on)

    def otherwise(gathered: Gathered) -> list[dict[str, Any]]:
        return list(_rows(edition, parameters, gathered))

    if only is None:
        rows = await ask(scope, edition, f"{on:%Y-%m}", on, "natures", otherwise)
    else:
        rows = otherwise(await gather(scope, edition, f"{on:%Y-%m}", on, only=only))
    if rows:
        await update_rows(scope.connection, projects, scope.tenant_id, rows, also="version = t.version + 1")
        await record(scope, "count_natures", "projects", rows)
    return len(rows)


def _rows(edition: Edition, parameters: BaseModel, gathered: Gathered) -> Iterator[dict[str, Any]]:
    for facts in gathered.projects:
        counted = as_counted(edition, parameters, facts)
        if (counted.nature, counted.declared_nature) != (facts.nature, facts.declared_nature):
            declared = None if counted.declared_nature is None else counted.declared_nature.value
            project_id = gathered.project_ids[facts.project]
            yield {"id": project_id, "nature": counted.nature.value, "declared_nature": declared}
