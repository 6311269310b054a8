"""Teams, inspections, letters by hand and the fast lane as facts; only what the mechanism declares is read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from yipanqi_core.facts import supervision_queries as queries
from yipanqi_core.facts import team_queries
from yipanqi_core.facts.names import Names
from yipanqi_core.facts.unread import Unread
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts, SeatFacts
from yipanqi_core.mechanism.lanes import FastLane
from yipanqi_core.mechanism.supervision_facts import InspectionFacts, LaneFacts, LetterFacts
from yipanqi_core.mechanism.team_facts import MemberFacts, WorkPlanFacts
from yipanqi_core.mechanism.teams import Body
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import ItemKind

Rows = Sequence[Row[Any]]
_OWN = frozenset({"team", "plans", "inspections"})
"""Parts of a project's facts that are read here, all or none."""


async def with_supervision(  # noqa: PLR0917
    scope: Scope,
    edition: Edition,
    on: date,
    who: Names,
    projects: Mapping[UUID, ProjectFacts],
    only: Sequence[UUID] | None,
    asked: frozenset[str] | None = None,
) -> dict[UUID, ProjectFacts]:
    """Give the projects with their teams, plans and inspections, and with the units that answer by default.

    What is not `asked` for stays unread.
    """
    connection, tenant = scope.connection, scope.tenant_id
    if asked is not None and not asked & _OWN:
        unread: dict[str, Any] = {name: Unread.called(name) for name in _OWN}
        found = {key: replace(facts, **unread) for key, facts in projects.items()}
        return await _with_units(scope, edition, on, found) if "items" in asked else found
    members = _grouped(await team_queries.member_rows(connection, tenant, on, only)) if edition.teams else {}
    plans = _grouped(await team_queries.plan_rows(connection, tenant, on, only)) if edition.teams else {}
    seen = await queries.inspection_rows(connection, tenant, on, only) if edition.inspections else ()
    made = _grouped([row for row in seen if row.project_id is not None])
    found = {
        key: replace(
            facts,
            team=tuple(member(row, who) for row in members.get(key, ())),
            plans=tuple(_plan(row) for row in plans.get(key, ())),
            inspections=tuple(_inspection(row, who) for row in made.get(key, ())),
        )
        if key in members or key in plans or key in made
        else facts
        for key, facts in projects.items()
    }
    return await _with_units(scope, edition, on, found) if asked is None or "items" in asked else found


async def with_county_supervision(
    scope: Scope, edition: Edition, who: Names, county: CountyFacts, projects: Mapping[UUID, ProjectFacts]
) -> CountyFacts:
    """Give the county's facts with its bodies, letters by hand, inspected units and fast lane."""
    connection, tenant, on = scope.connection, scope.tenant_id, county.on
    if edition.bodies:
        rows = await team_queries.body_rows(connection, tenant, on)
        changed = await team_queries.changed_parts(connection, tenant, on)
        county = replace(county, bodies=_bodies(edition, county.seats, who, rows, changed))
    if any(kind.by_hand is not None for kind in edition.letters):
        letters = await queries.letter_rows(connection, tenant, on)
        county = replace(county, letters=tuple(_letter(row) for row in letters))
    if any(kind.of_units is not None for kind in edition.inspections):
        made = await queries.inspection_rows(connection, tenant, on, [])
        county = replace(county, inspections=tuple(_inspection(row, who) for row in made if row.project_id is None))
    if edition.fast_lane is not None:
        rounds = await queries.round_rows(connection, tenant, on)
        county = replace(county, lane=_lane(edition.fast_lane, rounds, on, projects))
    return county


def member(row: Row[Any], who: Names) -> MemberFacts:
    """Give a member of a team or body with the unit that its post or person belongs to."""
    own = row.unit_id if row.post_id is None else row.post_unit_id
    return MemberFacts(
        row.team,
        row.part,
        None if row.post_id is None else who.posts[row.post_id],
        None if row.unit_id is None else who.units[row.unit_id].name,
        row.person,
        row.rank,
        "" if own is None else who.units[own].name,
        None if own is None else who.units[own].kind,
    )


def founding(body: Body, part: str, seats: Sequence[SeatFacts], who: Names) -> tuple[MemberFacts, ...]:
    """Give the members that the document itself names for a part, as far as their seats are bound."""
    named = {seat.seat: seat.holder for seat in seats}
    found = []
    for seat in body.founding.get(part, ()):
        holder = named.get(seat)
        if holder is not None:
            is_unit = holder in who.unit_ids
            found.append(MemberFacts(body.code, part, None if is_unit else holder, holder if is_unit else None))
    if part == body.deputies_part:
        seated = {named.get(seat) for others in body.founding.values() for seat in others}
        found += [MemberFacts(body.code, part, post) for post in sorted(who.fields) if post not in seated]
    return tuple(found)


def _bodies(
    edition: Edition, seats: Sequence[SeatFacts], who: Names, rows: Rows, changed: set[tuple[str, str]]
) -> tuple[MemberFacts, ...]:
    found: list[MemberFacts] = []
    for body in edition.bodies:
        for part in body.parts:
            if (body.code, part.code) in changed:
                found += [member(row, who) for row in rows if (row.team, row.part) == (body.code, part.code)]
            else:
                found += founding(body, part.code, seats, who)
    return tuple(found)


def _grouped(rows: Rows) -> dict[UUID, list[Row[Any]]]:
    found: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.project_id].append(row)
    return found


def _plan(row: Row[Any]) -> WorkPlanFacts:
    topics = {code: None if on is None else date.fromisoformat(on) for code, on in sorted(row.topics.items())}
    return WorkPlanFacts(row.team, row.set_on, row.plan, topics)


def _inspection(row: Row[Any], who: Names) -> InspectionFacts:
    return InspectionFacts(
        kind=row.kind,
        period=row.period,
        proposed_on=row.proposed_on,
        inspected_on=row.inspected_on,
        unit=None if row.unit_id is None else who.units[row.unit_id].name,
        subject=None if row.subject_unit_id is None else who.units[row.subject_unit_id].name,
        words=row.words or {},
        problems=row.problems,
        because=row.because,
    )


def _letter(row: Row[Any]) -> LetterFacts:
    return LetterFacts(
        row.kind,
        row.number,
        row.unit,
        row.project,
        row.matter,
        row.issued_on,
        row.received_on,
        row.reply_due_on,
        row.replied_on,
    )


def _lane(lane: FastLane, rows: Rows, on: date, projects: Mapping[UUID, ProjectFacts]) -> tuple[LaneFacts, ...]:
    """Add up, item by item, the days from each handing-in to its answer."""
    rounds: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        facts = projects.get(row.project_id)
        if facts is None or facts.step is None or not lane.applies(facts) or ItemKind.of(row.kind) not in lane.kinds:
            continue
        rounds[row.item_id].append(row)
    found = []
    for own in rounds.values():
        facts, first = projects[own[0].project_id], own[0]
        unit = next((item.unit for item in facts.items if (item.kind, item.title) == (first.kind, first.title)), None)
        if unit is not None:
            days = sum(((row.given_on or row.finished_on or on) - row.submitted_on).days for row in own)
            found.append(LaneFacts(unit, facts.project, first.title, first.submitted_on, first.finished_on, days))
    return tuple(sorted(found, key=lambda one: (one.unit, -one.days, one.project, one.item)))


async def _with_units(
    scope: Scope, edition: Edition, on: date, projects: dict[UUID, ProjectFacts]
) -> dict[UUID, ProjectFacts]:
    """Let items without a unit be answered for by the seat that the mechanism names for them."""
    rule = edition.default_unit
    lacking = [key for key, facts in projects.items() if any(item.unit is None for item in facts.items)]
    if rule is None or not lacking:
        return projects
    parameters = await read_in_force(scope, edition, on)
    for key in lacking:
        facts = projects[key]
        items = tuple(
            item if item.unit is not None else replace(item, unit=facts.offices.get(rule(item.title, parameters) or ""))
            for item in facts.items
        )
        projects[key] = replace(facts, items=items)
    return projects
