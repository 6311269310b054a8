"""Storing an assessment with all that is needed to judge it again, and reading it back exactly."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Row, insert

from yipanqi_core.assessments import queries, standing_queries
from yipanqi_core.assessments.results import Assessment
from yipanqi_core.assessments.tables import assessment_facts, assessments, rulings, scores
from yipanqi_core.audit.service import record
from yipanqi_core.calendar import Period
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.facts.gather import Gathered
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.canonical import decode, encode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.rules.engine import Outcome
from yipanqi_core.rules.scoring import Score
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope

COUNTY = "county"
"""Subject of the facts that concern the county as a whole."""


async def store(  # noqa: PLR0917
    scope: Scope,
    county: County,
    edition: Edition,
    parameters: BaseModel,
    period: Period,
    gathered: Gathered,
    outcome: Outcome,
) -> UUID:
    """Write the assessment, its facts, rulings and scores; append-only for ever after."""
    assessment_id = new_id()
    facts = [(COUNTY, encode(gathered.county))]
    facts += [(str(gathered.project_ids[one.project]), encode(one)) for one in gathered.projects]
    ids, units = gathered.project_ids, gathered.names.unit_ids
    judged = [ruling_row(assessment_id, index, one, ids, units) for index, one in enumerate(outcome.judgements)]
    scored = [score_row(assessment_id, index, one, units) for index, one in enumerate(outcome.scores)]
    told = encode(parameters.model_dump(mode="json"))
    digest = _digest([str(period), county.mechanism, edition.name], told, facts, judged, scored)
    row = {
        "period": str(period),
        "period_kind": period.kind,
        "starts_on": period.start,
        "ends_on": period.end,
        "mechanism": county.mechanism,
        "edition": edition.name,
        "parameters": told,
        "subject_count": len(gathered.projects),
        "digest": digest,
        "made_by": scope.actor,
    }
    connection, tenant = scope.connection, scope.tenant_id
    await connection.execute(insert(assessments).values(tenant_id=tenant, id=assessment_id, **row))
    fact_rows = [
        {"assessment_id": assessment_id, "subject": subject, "position": index, "body": body}
        for index, (subject, body) in enumerate(facts)
    ]
    await insert_rows(connection, assessment_facts, tenant, fact_rows)
    await insert_rows(connection, rulings, tenant, judged)
    await insert_rows(connection, scores, tenant, scored)
    await record(scope, "assess", f"assessment:{period}", {"edition": edition.name, "digest": digest})
    return assessment_id


async def digest_of(scope: Scope, row: Row[Any]) -> str:
    """Give the digest of an assessment as its stored rows have it now; it equals the one kept unless they changed."""
    facts = await queries.fact_rows(scope.connection, scope.tenant_id, row.id)
    judged = await queries.ruling_rows(scope.connection, scope.tenant_id, row.id)
    scored = await queries.score_rows(scope.connection, scope.tenant_id, row.id)
    head = [row.period, row.mechanism, row.edition]
    rulings_stored, scores_stored = [one._mapping for one in judged], [one._mapping for one in scored]
    return _digest(head, row.parameters, facts.items(), rulings_stored, scores_stored)


def _digest(
    head: Sequence[str],
    parameters: bytes,
    facts: Iterable[tuple[str, bytes]],
    judged: Iterable[Mapping[Any, Any]],
    scored: Iterable[Mapping[Any, Any]],
) -> str:
    total = hashlib.sha256(encode(head) + parameters + b"\n")
    for subject, body in facts:
        total.update(subject.encode() + b"\0" + body + b"\n")
    for row in judged:
        total.update(
            encode([row["kind"], row["code"], row["value"], row["clause"], row["because"], *_named(row)]) + row["facts"]
        )
    for row in scored:
        total.update(
            encode([row["assessment_group"], row["points"], row["rank"], row["board"], *_named(row)]) + row["basis"]
        )
    return total.hexdigest()


def _named(row: Mapping[Any, Any]) -> list[object]:
    ids = [str(row[key]) for key in ("project_id", "unit_id") if row.get(key) is not None]
    return [*ids, row.get("project_name"), row["unit_name"]]


def ruling_row(
    assessment_id: UUID,
    position: int,
    one: Judgement,
    project_ids: Mapping[str, Any],
    unit_ids: Mapping[str, UUID],
) -> Mapping[str, Any]:
    """Give a judgement's row; names become ids and stay beside them."""
    project, unit = one.subject.project, one.subject.unit
    return {
        "id": new_id(),
        "assessment_id": assessment_id,
        "kind": one.kind.value,
        "position": position,
        "code": one.code,
        "value": one.ruling.value,
        "project_id": None if project is None else project_ids[project],
        "unit_id": None if unit is None else unit_ids[unit],
        "project_name": project,
        "unit_name": unit,
        "clause": one.ruling.clause,
        "because": one.ruling.because,
        "facts": encode(one.ruling.facts),
    }


def score_row(assessment_id: UUID, position: int, one: Score, unit_ids: Mapping[str, UUID]) -> Mapping[str, Any]:
    """Give a score's row; the unit's name becomes its id and stays beside it."""
    return {
        "assessment_id": assessment_id,
        "assessment_group": one.group,
        "unit_id": unit_ids[one.unit],
        "unit_name": one.unit,
        "position": position,
        "points": one.points,
        "rank": one.rank,
        "board": one.board,
        "clause": one.clause,
        "because": one.because,
        "basis": encode(one.basis),
    }


async def load(scope: Scope, county: County, row: Row[Any]) -> Assessment:
    """Read a stored assessment back as it was judged, with what was published otherwise; `row` is its own."""
    judged = await queries.ruling_rows(scope.connection, scope.tenant_id, row.id)
    scored = await queries.score_rows(scope.connection, scope.tenant_id, row.id)
    return Assessment(
        county.name,
        row.period,
        row.edition,
        stored=True,
        judgements=[judgement(one) for one in judged],
        scores=[score(one) for one in scored],
        published=None if row.published_on is None else await _published(scope, row.id),
    )


async def _published(scope: Scope, assessment_id: UUID) -> Outcome | None:
    judged, scored = await standing_queries.published_rows(scope.connection, scope.tenant_id, assessment_id)
    if not judged and not scored:
        return None
    return Outcome(tuple(judgement(one) for one in judged), tuple(score(one) for one in scored))


def judgement(row: Row[Any]) -> Judgement:
    """Rebuild a judgement from its stored row, its figures as they were stored."""
    return Judgement(
        RulingKind(row.kind),
        row.code,
        Subject(row.project, row.unit),
        Ruling(row.value, row.clause, row.because, decode(row.facts, dict[str, object])),
    )


def score(row: Row[Any]) -> Score:
    """Rebuild a score from its stored row."""
    basis = tuple(decode(row.basis, list[dict[str, object]]))
    return Score(row.assessment_group, row.unit, row.points, row.rank, row.board, row.clause, row.because, basis)
