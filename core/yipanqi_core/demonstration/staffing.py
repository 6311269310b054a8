"""Who works in a demonstration county: teams are named with their plans, and what is proposed is inspected."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import cycle
from uuid import UUID

from yipanqi_core.calendar import Period
from yipanqi_core.demonstration.queries import staff, waiting_inspections
from yipanqi_core.facts.gather import Gathered, gather
from yipanqi_core.inspections.service import FoundProblem, NewInspection, record_inspection
from yipanqi_core.mechanism.demonstration import Demonstration
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.inspections import InspectionKind
from yipanqi_core.mechanism.teams import Team, TeamPart
from yipanqi_core.people import seat_queries
from yipanqi_core.rules.teams import units_of
from yipanqi_core.teams.service import Change, Member, set_part, set_plan
from yipanqi_core.tenants.scope import Scope

Staff = dict[UUID, list[Member]]
FROM_DAY = 15
"""From this day of a month on people make the month's inspections."""


async def name_teams(scope: Scope, edition: Edition, on: date, *, silent_every: int) -> None:
    """Name the teams of listed projects with their plans; every nth project stays without, for its finding."""
    if not edition.teams:
        return
    gathered = await gather(scope, edition, f"{on:%Y-%m}", on)
    people: Staff = defaultdict(list)
    for row in await staff(scope.connection, scope.tenant_id):
        people[row.unit_id].append(Member(post_id=row.post_id) if row.post_id else Member(None, row.unit_id, row.name))
    listed = [one for one in gathered.projects if one.step is not None]
    for number, facts in enumerate(listed, start=1):
        for team in edition.teams:
            if number % silent_every and team.applies(facts):
                await _name(scope, team, facts, gathered, people)


async def _name(scope: Scope, team: Team, facts: ProjectFacts, gathered: Gathered, people: Staff) -> None:
    project = gathered.project_ids[facts.project]
    for place, part in enumerate(team.parts):
        members = _members(part, place, _candidates(part, facts, gathered, people))
        if members:
            await set_part(scope, team, part, Change(members, None), project, ())
    if team.plan is not None:
        end = date(facts.on.year, 12, 31)
        first = facts.on + timedelta(days=30)
        topics = {topic.code: None if place == 0 else min(end, first + timedelta(days=20 * place))
                  for place, topic in enumerate(team.topics)}  # fmt: skip
        text = f"成立{facts.project}{team.title}，按月调度、挂图作战，{facts.lead_unit}牵头落实各项任务。"
        await set_plan(scope, team, project, text, topics)


def _candidates(part: TeamPart, facts: ProjectFacts, gathered: Gathered, people: Staff) -> list[Member]:
    """The project's leader first, then the people of its lead unit, then of its items' units: who fits the part."""
    who, able = gathered.names, units_of(facts).get(part.of or "", ())
    found = [] if part.asks_unit else [Member(post_id=who.post_ids[post]) for post in facts.deputies[:1]]
    units = dict.fromkeys([facts.lead_unit, *(item.unit for item in facts.items if item.unit is not None)])
    for unit in units:
        key = who.unit_ids[unit]
        if (not part.of or unit in able) and (not part.kinds or who.units[key].kind in part.kinds):
            found += people.get(key, [])
    return list(dict.fromkeys(found))


def _members(part: TeamPart, place: int, candidates: list[Member]) -> tuple[Member, ...]:
    rank = part.ranks[0] if part.ranks else None
    chosen = candidates[place : place + max(part.least, 1)]
    return tuple(Member(one.post_id, one.unit_id, one.person, rank) for one in chosen)


async def inspect(scope: Scope, edition: Edition, shown: Demonstration, on: date) -> None:
    """Make, in the second half of a month, the month's inspections that were proposed; every nth stays undone."""
    if on.day < FROM_DAY:
        return
    units = {row.seat: row.unit_id for row in await seat_queries.bindings(scope.connection, scope.tenant_id)}
    seen, trouble = cycle(shown.seen), cycle(shown.trouble)
    for kind in edition.inspections:
        unit = next((units[seat] for seat in kind.bodies if units.get(seat) is not None), None)
        period = str(Period.containing(on, kind.cadence))
        rows = await waiting_inspections(scope.connection, scope.tenant_id, kind.code, period)
        for number, row in enumerate(rows, start=1):
            if unit is None or not number % shown.silent_every:
                continue
            new = NewInspection(
                project_id=row.project_id,
                subject_unit_id=row.subject_unit_id,
                inspected_on=on,
                words=_words(kind, next(seen), number),
                note=None,
                problems=() if number % 2 else (FoundProblem(next(trouble)),),
            )
            await record_inspection(scope, edition, kind, new, unit)


def _words(kind: InspectionKind, text: str, number: int) -> dict[str, str]:
    return {one.code: f"{60 + 35 * (number % 7)}.50" if one.amount else text for one in kind.aspects}
