"""Storing an assessment with all that is needed to judge it again, and reading it back exactly."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
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
from yipanqi_core.fingerprints.editions import fingerprint
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.canonical import decode, encode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.rules.engine import Outcome
from yipanqi_core.rules.scoring import Score
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope

_HEAD_ONCE = ("period", "mechanism", "edition")
_HEAD = (
    *_HEAD_ONCE,
    *("period_kind", "starts_on", "ends_on", "revision", "text_fingerprint", "engine_fingerprint"),
    *("subject_count", "made_by"),
)

COUNTY = "county"
"""Subject of the facts that concern the county as a whole."""
PARAMETERS = "parameters"
"""How the audit trail names the parameters among the facts."""
MARK = 8
"""Signs of a mark."""


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
    by = fingerprint(edition)
    row: dict[str, Any] = {
        "period": str(period),
        "period_kind": period.kind,
        "starts_on": period.start,
        "ends_on": period.end,
        "mechanism": county.mechanism,
        "edition": edition.name,
        "revision": edition.revision.number,
        "text_fingerprint": by.text,
        "engine_fingerprint": by.engine,
        "parameters": told,
        "subject_count": len(gathered.projects),
        "made_by": scope.actor,
    }
    row["digest"] = _digest(row, facts, judged, scored)
    connection, tenant = scope.connection, scope.tenant_id
    written = insert(assessments).values(tenant_id=tenant, id=assessment_id, **row).returning(assessments.c.made_at)
    made_at = (await connection.execute(written)).scalar_one()
    fact_rows = [
        {"assessment_id": assessment_id, "subject": subject, "position": index, "body": body}
        for index, (subject, body) in enumerate(facts)
    ]
    await insert_rows(connection, assessment_facts, tenant, fact_rows)
    await insert_rows(connection, rulings, tenant, judged)
    await insert_rows(connection, scores, tenant, scored)
    kept = ("edition", "revision", "text_fingerprint", "engine_fingerprint", "digest")
    marks = "".join(mark(subject, body) for subject, body in [(PARAMETERS, told), *facts])
    body = {**{key: row[key] for key in kept}, "made_at": instant(made_at), "marks": marks}
    await record(scope, "assess", f"assessment:{period}", body)
    return assessment_id


def mark(subject: str, body: bytes) -> str:
    """Give the short mark by which the audit trail knows one part of the facts, to name it when it was changed."""
    return hashlib.sha256(subject.encode() + b"\0" + body).hexdigest()[:MARK]


def instant(at: datetime) -> str:
    """Write an instant as the audit trail is told it."""
    return at.astimezone(UTC).isoformat()


async def digest_of(scope: Scope, row: Row[Any]) -> str:
    """Give the digest of an assessment as its stored rows have it now; it equals the one kept unless they changed."""
    facts = await queries.fact_rows(scope.connection, scope.tenant_id, row.id)
    judged = await queries.ruling_rows(scope.connection, scope.tenant_id, row.id)
    scored = await queries.score_rows(scope.connection, scope.tenant_id, row.id)
    rulings_stored, scores_stored = [one._mapping for one in judged], [one._mapping for one in scored]
    return _digest(row._mapping, facts.items(), rulings_stored, scores_stored)


async def standing_digest(scope: Scope, assessment_id: UUID) -> str | None:
    """Give the digest of what was published otherwise than computed; None: nothing was."""
    judged, scored = await standing_queries.published_rows(scope.connection, scope.tenant_id, assessment_id)
    if not judged and not scored:
        return None
    total = hashlib.sha256()
    for line in (*(_ruling(one._mapping) for one in judged), *(_score(one._mapping) for one in scored)):
        total.update(line)
    return total.hexdigest()


def _digest(
    row: Mapping[Any, Any],
    facts: Iterable[tuple[str, bytes]],
    judged: Iterable[Mapping[Any, Any]],
    scored: Iterable[Mapping[Any, Any]],
) -> str:
    whole = row["text_fingerprint"] is not None  # else it was stored before all of its columns were told
    total = hashlib.sha256(encode([row[name] for name in (_HEAD if whole else _HEAD_ONCE)]) + row["parameters"] + b"\n")
    for subject, body in facts:
        total.update(subject.encode() + b"\0" + body + b"\n")
    for one in judged:
        total.update(_ruling(one, whole=whole))
    for one in scored:
        total.update(_score(one, whole=whole))
    return total.hexdigest()


def _ruling(row: Mapping[Any, Any], *, whole: bool = True) -> bytes:
    place = [row["position"]] if whole else []
    told = [*place, row["kind"], row["code"], row["value"], row["clause"], row["because"], *_named(row)]
    return encode(told) + bytes(row["facts"])


def _score(row: Mapping[Any, Any], *, whole: bool = True) -> bytes:
    place = [row["position"], row["clause"], row["because"]] if whole else []
    told = [*place, row["assessment_group"], row["points"], row["rank"], row["board"], *_named(row)]
    return encode(told) + bytes(row["basis"])


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
