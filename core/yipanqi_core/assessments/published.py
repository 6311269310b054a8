"""The month as published: what people's other ratings changed, kept beside what was computed and provable like it."""

from typing import Any

from sqlalchemy import Row

from yipanqi_core.assessments import queries, standing_queries, storage
from yipanqi_core.assessments.adding_up import MonthPoints, added_up, ranked, stored_points
from yipanqi_core.assessments.stored_facts import months_read, rulings_before, stored_facts
from yipanqi_core.assessments.tables import published_scores, rulings
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.facts.names import names
from yipanqi_core.facts.queries import post_rows, unit_rows
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.scores import CountyView
from yipanqi_core.rules.engine import Outcome
from yipanqi_core.rules.overrides import Chosen, as_published
from yipanqi_core.rules.scoring import score
from yipanqi_core.tenants.scope import Scope


async def publish_outcome(scope: Scope, edition: Edition, row: Row[Any], period: Period) -> None:
    """Store what is published otherwise than computed; nothing where no person has set another rating."""
    outcome = await published_outcome(scope, edition, row, period)
    if outcome is None:
        return
    connection, tenant = scope.connection, scope.tenant_id
    who = names(await unit_rows(connection, tenant), await post_rows(connection, tenant, period.end))
    ids = {
        decode(body, ProjectFacts).project: subject
        for subject, body in (await queries.fact_rows(connection, tenant, row.id)).items()
        if subject != storage.COUNTY
    }
    judged_by = await queries.unit_names(connection, tenant, row.id)  # a unit may have been renamed since
    unit_ids = {**who.unit_ids, **{name: key for key, name in judged_by.items()}}
    first = await standing_queries.last_position(connection, tenant, row.id) + 1
    judged = [
        storage.ruling_row(row.id, place, one, ids, unit_ids)
        for place, one in enumerate(outcome.judgements, start=first)
    ]
    scored = [storage.score_row(row.id, place, one, unit_ids) for place, one in enumerate(outcome.scores)]
    await insert_rows(connection, rulings, tenant, judged)
    await insert_rows(connection, published_scores, tenant, scored)


async def published_outcome(
    scope: Scope, edition: Edition, row: Row[Any], period: Period, points: MonthPoints | None = None
) -> Outcome | None:
    """Judge a period again as it is published, from its stored facts and the overrides that count.

    A longer period is added up from its months as published, by `points` or as they are stored; what is computed reads
    the year's months as published. None: nothing differs from what was computed.
    """
    if period.kind is not PeriodKind.MONTH and added_up(edition, period):
        return await _longer(scope, edition, row, period, points or await stored_points(scope, period))
    connection, tenant = scope.connection, scope.tenant_id
    set_by_people = await standing_queries.counting(connection, tenant, row.id)
    reads = () if edition.scoring is None else edition.scoring.reads
    if not set_by_people and not await queries.any_published(connection, tenant, months_read(edition, period), reads):
        return None
    parameters = edition.parameters.model_validate_json(row.parameters)
    facts = await stored_facts(scope, row)
    projects = tuple(facts.projects.values())
    before = await rulings_before(scope, edition, row, period, facts, as_published=True)
    if period.kind is not PeriodKind.MONTH:
        view = CountyView(row.period, period.kind, facts.county, projects, before)
        return Outcome((), score(edition.scoring, parameters, view))
    chosen = {
        facts.projects[one.project_id].project: Chosen(one.value, one.clause, one.reason, one.set_by, one.set_on)
        for one in set_by_people
    }
    return as_published(edition, parameters, facts.county, projects, chosen, before)


async def _longer(scope: Scope, edition: Edition, row: Row[Any], period: Period, points: MonthPoints) -> Outcome | None:
    if points.computed == points.standing:
        return None
    body = await queries.fact_body(scope.connection, scope.tenant_id, row.id, storage.COUNTY)
    county = decode(body, CountyFacts)
    return Outcome((), await ranked(scope, edition, row, county, period, points.standing))
