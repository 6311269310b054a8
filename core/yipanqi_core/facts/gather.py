"""Gathering a county's facts for a period: one pass over its records, every project frozen as of the period's end."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar
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
from yipanqi_core.facts.unread import Unread
from yipanqi_core.facts.vacancies import by_post, vacancies
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
from yipanqi_core.mechanism.vacancy_facts import VacancyFacts
from yipanqi_core.registers.queries import entries_on
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import DecidingLevel, ItemKind, Level, Nature, Urgency

Grouped = Mapping[UUID, Sequence[Row[Any]]]
Fact = TypeVar("Fact")


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
    vacancies: Mapping[str, tuple[VacancyFacts, ...]] | Unread


async def gather(
    scope: Scope,
    edition: Edition,
    period: str,
    on: date,
    *,
    only: Sequence[UUID] | None = None,
    earlier: Mapping[UUID, Sequence[EarlierRuling]] | None = None,
    whole_county: bool = False,
    parts: frozenset[str] | None = None,
) -> Gathered:
    """Read all that rules may be told of the county on the day `on`; `only` narrows to these projects.

    Narrowed to some projects, the county's own facts are its units alone, unless `whole_county` asks for all; then
    most of the statements go as one. So it is with `parts`, which names the parts of the projects' facts that are
    read: another cannot be looked at (`facts.unread`).
    """
    if (not only and parts is None) or isinstance(scope.connection, AtOnce):
        return await _gather(scope, edition, period, on, only, earlier, parts, whole_county=whole_county)
    name = ("gather", edition.name, parts, whole_county)
    async with AtOnce(scope.connection, name, given(scope.tenant_id, on, only)) as connection:
        at_once = replace(scope, connection=connection)
        return await _gather(at_once, edition, period, on, only, earlier, parts, whole_county=whole_county)


def given(tenant_id: UUID, on: date, only: Sequence[UUID] | None) -> dict[str, Any]:
    """Give what the statements of a gathering have in common."""
    asked = {"tenant": tenant_id, "since": record_queries.first_day(on), "on": on}
    return {**asked, "only": list(only)} if only else asked


async def _gather(  # noqa: PLR0917
    scope: Scope,
    edition: Edition,
    period: str,
    on: date,
    only: Sequence[UUID] | None,
    earlier: Mapping[UUID, Sequence[EarlierRuling]] | None,
    asked: frozenset[str] | None,
    *,
    whole_county: bool,
) -> Gathered:
    connection, tenant = scope.connection, scope.tenant_id
    posts = await queries.post_rows(connection, tenant, on)
    who = names(await queries.unit_rows(connection, tenant), posts)
    rows = await queries.project_rows(connection, tenant, on, only)
    joint = [kind.code for kind in edition.reviews if kind.joint]
    county = (not only and asked is None) or whole_county
    kept = await entries_on(connection, tenant, on, only or None) if county or _is(asked, "entries") else ()
    records: Sequence[Row[Any]] = ()
    if county or _is(asked, "records"):
        records = await record_queries.record_rows(connection, tenant, on, only, county=county)

    unheld: tuple[VacancyFacts, ...] = ()
    if county or _is(asked, "vacancies"):
        unheld = vacancies(posts, await queries.tenure_rows(connection, tenant, on), who, on)

    async def part(name: str, query: Callable[..., Awaitable[Iterable[Row[Any]]]], *given: Any) -> Any:
        if not _is(asked, name):
            return Unread.called(name)
        return _by_project(await query(connection, tenant, on, *given, only))

    def kept_part(name: str, found: Sequence[Row[Any]]) -> Any:
        return _by_project(r for r in found if r.project_id is not None) if _is(asked, name) else Unread.called(name)

    parts = _Parts(
        items=await part("items", queries.item_rows),
        figures=await part("figures", queries.figure_rows),
        passages=await part("passages", queries.passage_rows, edition.track.code),
        issues=await part("issues", queries.issue_rows),
        earlier=earlier or {},
        proposals=await part("proposals", act_queries.proposal_rows),
        marks=await part("marks", act_queries.mark_rows),
        corrections=await part("corrections", act_queries.correction_rows),
        offices=await act_queries.offices(connection, tenant, on),
        leaders=await part("leaders", county_queries.part_rows),
        replans=await part("replans", review_queries.replan_rows),
        reviews=await part("reviews", review_queries.review_rows, joint),
        set_late=await part("set_late", override_queries.late_override_rows),
        cases=await part("cases", review_queries.case_rows),
        entries=kept_part("entries", kept),
        records=kept_part("records", records),
        tasks=await part("tasks", record_queries.task_rows),
        vacancies=by_post(unheld) if _is(asked, "vacancies") else Unread.called("vacancies"),
    )
    facts = CountyFacts(period, on, tuple(who.units.values()))
    if county:
        facts = await county_facts(
            scope, edition, period, on, who, posts, [row for row in kept if row.project_id is None]
        )
        done_of_none = tuple(done(row, who) for row in records if row.project_id is None)
        facts = replace(facts, records=done_of_none, vacancies=unheld)
    projects = {row.id: _on_paths(edition, row, _project(row, period, on, who, parts), who, parts) for row in rows}
    projects = await with_supervision(scope, edition, on, who, projects, only, asked)
    if county:
        facts = await with_collected(scope, edition, on, who, facts)
        facts = await with_county_supervision(scope, edition, who, facts, projects)
    return Gathered(
        county=facts,
        projects=tuple(projects.values()),
        project_ids={row.name: row.id for row in rows},
        names=who,
    )


def _is(asked: frozenset[str] | None, part: str) -> bool:
    return asked is None or part in asked


def _made(rows: Any, make: Callable[[Any], Fact]) -> tuple[Fact, ...]:
    """Make a part of the facts of its rows; one that was not read stays so."""
    return rows if isinstance(rows, Unread) else tuple(make(row) for row in rows)


def _by_project(rows: Iterable[Row[Any]]) -> Grouped:
    grouped: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        grouped[row.project_id].append(row)
    return grouped


def _project(row: Row[Any], period: str, on: date, who: Names, parts: _Parts) -> ProjectFacts:
    lead, owner = who.units[row.lead_id].name, who.units[row.owner_id]
    kept: Any = parts.entries.get(row.id, ())
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
        items=_made(parts.items.get(row.id, ()), lambda one: _item(one, who)),
        figures=_made(
            parts.figures.get(row.id, ()), lambda one: MonthFacts(f"{one.month:%Y-%m}", one.planned, one.completed)
        ),
        passages=_made(
            parts.passages.get(row.id, ()),
            lambda one: PassageFacts(one.step, one.entered_on, one.left_on, one.cause, one.left_cause),
        ),
        issues=_made(
            parts.issues.get(row.id, ()),
            lambda one: IssueFacts(
                one.category, Urgency.of(one.urgency), one.raised_on, one.required_on, one.resolved_on
            ),
        ),
        earlier=tuple(parts.earlier.get(row.id, ())),
        declared_nature=None if row.declared_nature is None else _NATURES[row.declared_nature],
        registered_on=row.registered_on,
        proposals=_made(parts.proposals.get(row.id, ()), act_facts.proposal),
        marks=_made(parts.marks.get(row.id, ()), act_facts.mark),
        corrections=_made(parts.corrections.get(row.id, ()), act_facts.correction),
        offices=parts.offices,
        parts=_made(parts.leaders.get(row.id, ()), lambda one: part(one, who)),
        replans=_made(
            parts.replans.get(row.id, ()),
            lambda one: ReplanFacts(
                _KINDS[one.kind], one.title, one.round, one.from_on, one.to_on, one.approved_on, one.reason
            ),
        ),
        site=row.site,
        code=row.code,
        content=row.content,
        tasks=_made(parts.tasks.get(row.id, ()), lambda one: task(one, who)),
        set_late=_made(
            parts.set_late.get(row.id, ()),
            lambda one: LateOverride(one.period, one.before, one.value, one.clause, one.reason, one.set_on),
        ),
        records=_made(parts.records.get(row.id, ()), lambda one: done(one, who)),
        entries=kept if isinstance(kept, Unread) else entries(kept),
        vacancies=_vacancies(row, who, parts),
    )


def _vacancies(row: Row[Any], who: Names, parts: _Parts) -> tuple[VacancyFacts, ...]:
    """Give the vacancies of the posts that lead the project, each post's once."""
    if isinstance(parts.vacancies, Unread) or not parts.vacancies:
        return parts.vacancies if isinstance(parts.vacancies, Unread) else ()
    led = [row.leader_id, *(one.post_id for one in parts.leaders.get(row.id, ()))]
    named = dict.fromkeys(who.posts[post] for post in led if post is not None)
    return tuple(one for post in named for one in parts.vacancies.get(post, ()))


def _on_paths(edition: Edition, row: Row[Any], facts: ProjectFacts, who: Names, parts: _Parts) -> ProjectFacts:
    """Add reviews, cases and the project's own seats."""
    submitted = parts.reviews.get(row.id)
    if isinstance(submitted, Unread):
        facts = replace(facts, reviews=submitted)
    elif submitted:
        facts = replace(facts, reviews=reviews(edition, submitted))
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
