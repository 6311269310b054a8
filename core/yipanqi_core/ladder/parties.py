"""The parties of projects' issues, read in one round trip: of its facts no more than most ladders ask for."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from yipanqi_core.database.at_once import AtOnce
from yipanqi_core.facts import queries
from yipanqi_core.facts.names import Names, names
from yipanqi_core.ladder.standing import Seen, bound_seats, ladder_of, see_projects
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ItemFacts, ProjectFacts
from yipanqi_core.mechanism.ladders import as_declared
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import ItemKind, Nature


async def see_parties(scope: Scope, edition: Edition, project_id: UUID, on: date) -> Seen:
    """Read the project of an issue on the county's own day, as far as who holds and handles its issues rests on it.

    A ladder that begins by the project's facts is told all of them. Raises NotFoundError, RefusedError.
    """
    found = await see_all_parties(scope, edition, [project_id], on)
    if project_id not in found:
        raise NotFoundError("没有这个项目")
    return found[project_id]


async def see_all_parties(scope: Scope, edition: Edition, project_ids: Sequence[UUID], on: date) -> dict[UUID, Seen]:
    """Read several projects for their issues; the statements do not grow with them. Raises RefusedError."""
    ladder = ladder_of(edition)
    if not project_ids:
        return {}
    if ladder.starts is not as_declared:
        return await see_projects(scope, edition, project_ids)
    tenant, only = scope.tenant_id, list(project_ids)
    async with AtOnce(scope.connection, "parties", {"tenant": tenant, "on": on, "only": only}) as connection:
        who = names(await queries.unit_rows(connection, tenant), await queries.post_rows(connection, tenant, on))
        rows = await queries.project_rows(connection, tenant, on, only)
        items = await queries.item_rows(connection, tenant, on, only)
    guaranteed = defaultdict(list)
    for row in items:
        guaranteed[row.project_id].append(_guarantee(row, who))
    seats = await bound_seats(scope, ladder, who)
    facts = {row.id: replace(_parties(row, on, who), items=tuple(guaranteed[row.id])) for row in rows}
    return {each: Seen(ladder, project, who, seats, on, edition) for each, project in facts.items()}


def _parties(row: Any, on: date, who: Names) -> ProjectFacts:
    lead, owner = who.units[row.lead_id].name, who.units[row.owner_id]
    return ProjectFacts(
        period=f"{on:%Y-%m}",
        on=on,
        project=row.name,
        nature=Nature.of(row.nature),
        sector=row.sector,
        level=None,
        total_investment=row.total_investment,
        annual_plan=row.annual_plan,
        lead_unit=lead,
        owner=owner.name,
        owner_kind=owner.kind,
        leader=None if row.leader_id is None else who.posts[row.leader_id],
        deputies=who.deputies(row.leader_id, lead),
        fields=row.fields,
    )


def _guarantee(row: Any, who: Names) -> ItemFacts:
    unit = None if row.unit_id is None else who.units[row.unit_id].name
    return ItemFacts(ItemKind.of(row.kind), row.title, unit, row.planned_on, row.finished_on)
