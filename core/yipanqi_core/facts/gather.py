"""Gathering a county's facts for a period: one pass over its records, every project frozen as of the period's end."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from yipanqi_core.database.at_once import AtOnce
from yipanqi_core.facts import (
    act_facts,
    act_queries,
    county_queries,
    override_queries,
    queries,
    record_queries,
    review_queries,
)
from yipanqi_core.facts.county import county_facts, part
from yipanqi_core.facts.kept import entries
from yipanqi_core.facts.names import Names, names
from yipanqi_core.facts.paths import reviews, with_cases, with_collected, with_own_seats
from yipanqi_core.facts.record_facts import done, task
from yipanqi_core.facts.supervision import with_county_supervision, with_supervision
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import (
    CountyFacts,
    EarlierRuling,
    IssueFacts,
    ItemFacts,
    LateOverride,
    MonthFacts,
    PassageFacts,
    ProjectFacts,
    ReplanFacts,
)
from yipanqi_core.registers.queries import entries_on
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import DecidingLevel, ItemKind, Level, Nature, Urgency

Grouped = Mapping[UUID, Sequence[Row[Any]]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A county's facts with the ids behind their names."""

    county: CountyFacts
    projects: tuple[ProjectFacts, ...]
    project_ids: Mapping[str, UUID]
    names: Names


@dataclass(frozen=True, slots=True)
class _Parts:
    items: Grouped
    figures: Grouped
    passages: Grouped
    issues: Grouped
    earlier: Mapping[UUID, Sequence[EarlierRuling]]
    proposals: Grouped
    marks: Grouped
    corrections: Grouped
    offices: Mapping[str, str]
    leaders: Grouped
    replans: Grouped
    reviews: Grouped
    cases: Grouped
    set_late: Grouped
    entries: Grouped
    records: Grouped
    tasks: Grouped


async def gather(
    scope: Scope,
    edition: Edition,
    period: str,
    on: date,
    *,
    only: Sequence[UUID] | None = None,
    earlier: Mapping[UUID, Sequence[EarlierRuling]] | None = None,
    whole_county: bool = False,
) -> Gathered:
    """Read all that rules may be told of the county on the day `on`; `only` narrows to these projects.

    Narrowed to some projects, the county's own facts are its units alone, unless `whole_county` asks for all; then
    most of the statements go as one.
    """
    if not only or isinstance(scope.connection, AtOnce):
        return await _gather(scope, edition, period, on, only, earlier, whole_county=whole_county)
    async with AtOnce(scope.connection, ("gather", edition.name), given(scope.tenant_id, on, only)) as connection:
        at_once = replace(scope, connection=connection)
        return await _gather(at_once, edition, period, on, only, earlier, whole_county=whole_county)


def given(tenant_id: UUID, on: date, only: Sequence[UUID]) -> dict[str, Any]:
    """Give what the statements of a gathering have in common."""
    return {"tenant": tenant_id, "since": record_queries.first_day(on), "on": on, "only": list(only)}


async def _gather(  # noqa: PLR0917
    scope: Scope,
    edition: Edition,
    period: str,
    on: date,
    only: Sequence[UUID] | None,
    earlier: Mapping[UUID, Sequence[EarlierRuling]] | None,
    *,
    whole_county: bool,
) -> Gathered:
    connection, tenant = scope.connection, scope.tenant_id
    posts = await queries.post_rows(connection, tenant, on)
    who = names(await queries.unit_rows(connection, tenant), posts)
    rows = await queries.project_rows(connection, tenant, on, only)
    joint = [kind.code for kind in edition.reviews if kind.joint]
    kept = await entries_on(connection, tenant, on, only or None)
    county = not only or whole_county
    records = await record_queries.record_rows(connection, tenant, on, only, county=county)
    parts = _Parts(
        items=_by_project(await queries.item_rows(connection, tenant, on, only)),
        figures=_by_project(await queries.figure_rows(connection, tenant, on, only)),
        passages=_by_project(await queries.passage_rows(connection, tenant, on, edition.track.code, only)),
        issues=_by_project(await queries.issue_rows(connection, tenant, on, only)),
        earlier=earlier or {},
        proposals=_by_project(await act_queries.proposal_rows(connection, tenant, on, only)),
        marks=_by_project(await act_queries.mark_rows(connection, tenant, on, only)),
        corrections=_by_project(await act_queries.correction_rows(connection, tenant, on, only)),
        offices=await act_queries.offices(connection, tenant, on),
        leaders=_by_project(await county_queries.part_rows(connection, tenant, on, only)),
        replans=_by_project(await review_queries.replan_rows(connection, tenant, on, only)),
        reviews=_by_project(await review_queries.review_rows(connection, tenant, on, joint, only)),
        set_late=_by_project(await override_queries.late_override_rows(connection, tenant, on, only)),
        cases=_by_project(await review_queries.case_rows(connection, tenant, on, only)),
        entries=_by_project(row for row in kept if row.project_id is not None),
        records=_by_project(row for row in records if row.project_id is not None),
        tasks=_by_project(await record_queries.task_rows(connection, tenant, on, only)),
    )
    facts = CountyFacts(period, on, tuple(who.units.values()))
    if county:
        facts = await county_facts(scope, period, on, who, posts, [row for row in kept if row.project_id is None])
        facts = replace(facts, records=tuple(done(row, who) for row in records if row.project_id is None))
    projects = {row.id: _on_paths(edition, row, _project(row, period, on, who, parts), who, parts) for row in rows}
    projects = await with_supervision(scope, edition, on, who, projects, only)
    if county:
        facts = await with_collected(scope, edition, on, who, facts)
        facts = await with_county_supervision(scope, edition, who, facts, projects)
    return Gathered(
        county=facts,
        projects=tuple(projects.values()),
        project_ids={row.name: row.id for row in rows},
        names=who,
    )


def _by_project(rows: Iterable[Row[Any]]) -> Grouped:
    grouped: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        grouped[row.project_id].append(row)
    return grouped


def _project(row: Row[Any], period: str, on: date, who: Names, parts: _Parts) -> ProjectFacts:
    lead, owner = who.units[row.lead_id].name, who.units[row.owner_id]
    return ProjectFacts(
        period=period,
        on=on,
        project=row.name,
        nature=_NATURES[row.nature],
        sector=row.sector,
        level=None if row.level is None else Level.of(row.level),
        total_investment=row.total_investment,
        annual_plan=row.annual_plan,
        lead_unit=lead,
        owner=owner.name,
        owner_kind=owner.kind,
        leader=None if row.leader_id is None else who.posts[row.leader_id],
        deputies=who.deputies(row.leader_id, lead),
        fields=row.fields,
        items=tuple(_item(one, who) for one in parts.items.get(row.id, ())),
        figures=tuple(
            MonthFacts(_month(one.month), one.planned, one.completed) for one in parts.figures.get(row.id, ())
        ),
        passages=tuple(
            PassageFacts(one.step, one.entered_on, one.left_on, one.cause, one.left_cause)
            for one in parts.passages.get(row.id, ())
        ),
        issues=tuple(
            IssueFacts(one.category, Urgency.of(one.urgency), one.raised_on, one.required_on, one.resolved_on)
            for one in parts.issues.get(row.id, ())
        ),
        earlier=tuple(parts.earlier.get(row.id, ())),
        declared_nature=None if row.declared_nature is None else _NATURES[row.declared_nature],
        registered_on=row.registered_on,
        proposals=tuple(act_facts.proposal(one) for one in parts.proposals.get(row.id, ())),
        marks=tuple(act_facts.mark(one) for one in parts.marks.get(row.id, ())),
        corrections=tuple(act_facts.correction(one) for one in parts.corrections.get(row.id, ())),
        offices=parts.offices,
        parts=tuple(part(one, who) for one in parts.leaders.get(row.id, ())),
        replans=tuple(
            ReplanFacts(_KINDS[one.kind], one.title, one.round, one.from_on, one.to_on, one.approved_on, one.reason)
            for one in parts.replans.get(row.id, ())
        ),
        site=row.site,
        code=row.code,
        content=row.content,
        tasks=tuple(task(one, who) for one in parts.tasks.get(row.id, ())),
        set_late=tuple(
            LateOverride(one.period, one.before, one.value, one.clause, one.reason, one.set_on)
            for one in parts.set_late.get(row.id, ())
        ),
        records=tuple(done(one, who) for one in parts.records.get(row.id, ())),
        entries=entries(parts.entries.get(row.id, ())),
    )


def _on_paths(edition: Edition, row: Row[Any], facts: ProjectFacts, who: Names, parts: _Parts) -> ProjectFacts:
    """Add reviews, cases and the project's own seats."""
    facts = replace(facts, reviews=reviews(edition, parts.reviews.get(row.id, ())))
    return with_own_seats(edition, with_cases(facts, parts.cases.get(row.id, ())), who)


_NATURES = {nature.value: nature for nature in Nature}
_KINDS = {kind.value: kind for kind in ItemKind}
_DECIDED = {level.value: level for level in DecidingLevel}


@lru_cache(maxsize=256)
def _month(first: date) -> str:
    """Write a month as periods are written; a county's projects share their months."""
    return f"{first:%Y-%m}"


def _item(row: Row[Any], who: Names) -> ItemFacts:
    return ItemFacts(
        kind=_KINDS[row.kind],
        title=row.title,
        unit=None if row.unit_id is None else who.units[row.unit_id].name,
        planned_on=row.planned_on,
        finished_on=row.finished_on,
        decided_at=None if row.decided_at is None else _DECIDED[row.decided_at],
        person=row.person,
    )
