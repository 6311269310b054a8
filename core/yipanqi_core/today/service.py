"""Gathering what someone sees first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yipanqi_core.auth.identity import Identity
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.projects.filter_queries import ProjectSearch
from yipanqi_core.projects.frame_queries import Frame
from yipanqi_core.projects.page_queries import count_projects, project_page
from yipanqi_core.projects.wanted import MyProjects, ProjectsWanted
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.today import queries
from yipanqi_core.today.holding import person_of
from yipanqi_core.vocabulary import Colour, Role

SOON_DAYS = 14
"""What falls due within so many days is soon."""

COUNTY_WIDE = frozenset({Role.OFFICE, Role.INSPECTOR, Role.ADMIN, Role.AUDIT})
"""Roles whose concern are all projects of the county."""


@dataclass(frozen=True, slots=True)
class Today:
    """The cut sections by code, the red projects shown and how many there are; None where projects have no colours."""

    sections: Mapping[str, Sequence[Any]]
    red: Sequence[Any] | None
    red_count: int


async def look(scope: Scope, edition: Edition, frame: Frame, who: Identity) -> Today:
    """Read what waits for the person, falls due, is late and is red, on the county's own day."""
    person = await person_of(scope, edition, who)
    rows = await queries.sections(scope.connection, scope.tenant_id, person, frame.today, SOON_DAYS)
    if edition.rating is None:
        return Today(_by_section(rows), None, 0)
    mine = None if who.role in COUNTY_WIDE else MyProjects(who.unit_id, who.post_ids)
    wanted = ProjectsWanted(colours=[Colour.RED.value], mine=mine)
    search = ProjectSearch(frame, edition.track.code, wanted)
    red = await project_page(
        scope.connection, frame, edition.track.code, search, [("name", False)], None, queries.SHOWN
    )
    total = await count_projects(scope.connection, search) if len(red) == queries.SHOWN else len(red)
    return Today(_by_section(rows), red, total)


async def look_at_city(scope: Scope, day: date) -> Today:
    """Read what a city's counties have referred to it and it has not answered; a city rates no projects."""
    rows = await queries.sections(scope.connection, scope.tenant_id, None, day, SOON_DAYS)
    return Today(_by_section(rows), None, 0)


def _by_section(rows: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.section, []).append(row)
    return found
