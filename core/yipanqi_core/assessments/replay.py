"""Judging stored facts again: the same edition on the same facts must give the same rulings."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from yipanqi_core.assessments import queries, standing_queries, storage
from yipanqi_core.assessments.adding_up import ranked, stored_points
from yipanqi_core.assessments.errors import NotAssessedError
from yipanqi_core.assessments.published import published_outcome
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.canonical import decode, encode
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.rules.engine import Outcome, judge_county, judge_month
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a stored outcome and its repetition part."""

    subject: str
    stored: str
    repeated: str


@dataclass(frozen=True, slots=True)
class Replay:
    """The result of judging a stored assessment again."""

    period: str
    edition: str
    digest: str
    rulings: int
    scores: int
    differences: tuple[Difference, ...]


async def replay(scope: Scope, registry: Registry, period: Period) -> Replay:
    """Judge a stored assessment again from its own facts and parameters. Raises NotAssessedError, NotInForceError."""
    county = await read_county(scope.connection, scope.tenant_id)
    row = await queries.find(scope.connection, scope.tenant_id, str(period))
    if row is None:
        raise NotAssessedError(f"{period.title}没有已存的评估；先运行 assess")
    stored = await storage.load(scope, county, row)
    again = await _judge(scope, registry, county.mechanism, row, period)
    before = [*map(_ruling_line, stored.judgements), *map(_score_line, stored.scores)]
    after = [*map(_ruling_line, again.judgements), *map(_score_line, again.scores)]
    differences = _differences(before, after)
    if row.published_on is not None:
        differences += await _published(scope, registry, county.mechanism, row, period)
    return Replay(str(period), row.edition, row.digest, len(stored.judgements), len(stored.scores), differences)


async def _published(
    scope: Scope, registry: Registry, mechanism: str, row: Row[Any], period: Period
) -> tuple[Difference, ...]:
    """Compare what was published otherwise than computed with the facts and the overrides that it rests on."""
    judged, scored = await standing_queries.published_rows(scope.connection, scope.tenant_id, row.id)
    again = await published_outcome(scope, registry.edition(mechanism, row.edition), row, period) or Outcome((), ())
    before = [*(_ruling_line(storage.judgement(one)) for one in judged)]
    before += [_score_line(storage.score(one)) for one in scored]
    return _differences(before, [*map(_ruling_line, again.judgements), *map(_score_line, again.scores)])


async def _judge(scope: Scope, registry: Registry, mechanism: str, row: Row[Any], period: Period) -> Outcome:
    edition = registry.edition(mechanism, row.edition)
    parameters = edition.parameters.model_validate_json(row.parameters)
    bodies = await queries.fact_rows(scope.connection, scope.tenant_id, row.id)
    county = decode(bodies.pop(storage.COUNTY), CountyFacts)
    if period.kind is PeriodKind.MONTH:
        return judge_month(edition, parameters, county, [decode(body, ProjectFacts) for body in bodies.values()])
    if edition.scoring is None:
        return Outcome((), ())
    points = await stored_points(scope, period)
    found = judge_county(edition, parameters, county, period.kind)
    return Outcome(found, await ranked(scope, edition, row, county, period, points.computed))


def _ruling_line(one: Any) -> tuple[str, bytes]:
    ruling = one.ruling
    subject = f"{one.kind} {one.code} {one.subject.project or one.subject.unit or ''}"
    return subject, encode([ruling.value, ruling.clause, ruling.because, ruling.facts])


def _score_line(one: Any) -> tuple[str, bytes]:
    return f"score {one.group} {one.unit}", encode([one.points, one.rank, one.board, one.basis])


def _differences(before: list[tuple[str, bytes]], after: list[tuple[str, bytes]]) -> tuple[Difference, ...]:
    longest = max(len(before), len(after))
    nothing = ("无", b"")
    before = before + [nothing] * (longest - len(before))
    after = after + [nothing] * (longest - len(after))
    return tuple(
        Difference(old[0], old[1].decode(), new[1].decode())
        for old, new in zip(before, after, strict=True)
        if old != new
    )
