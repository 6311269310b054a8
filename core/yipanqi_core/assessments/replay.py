"""Judging stored facts again: the same edition on the same facts must give the same rulings."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import Row

from yipanqi_core.assessments import queries, standing_queries, storage
from yipanqi_core.assessments.adding_up import MonthPoints
from yipanqi_core.assessments.errors import NotAssessedError
from yipanqi_core.assessments.published import published_outcome
from yipanqi_core.assessments.repeating import repeat, repeat_points, stored_months
from yipanqi_core.assessments.stored_facts import months_read
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.rules.engine import Outcome
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope

NOTHING = "无"
"""What stands on a side that has nothing there."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a stored outcome and its repetition part; NOTHING on the side that lacks it."""

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
    """Judge a stored assessment again from its own facts and parameters, a longer one from those of its months.

    Raises NotAssessedError, NotInForceError.
    """
    county = await read_county(scope.connection, scope.tenant_id)
    row = await queries.find(scope.connection, scope.tenant_id, str(period))
    if row is None:
        raise NotAssessedError(f"{period.title}没有已存的评估；先运行 assess")
    stored = await storage.load(scope, county, row)
    months = [] if period.kind is PeriodKind.MONTH else await stored_months(scope, period)
    points = await repeat_points(scope, registry, months)
    again = await repeat(scope, registry, row, period, points)
    before = [*map(_ruling_line, stored.judgements), *map(_score_line, stored.scores)]
    after = [*map(_ruling_line, again.judgements), *map(_score_line, again.scores)]
    read = await _read(scope, registry, row, period)
    differences = await _digests(scope, [row, *months, *read]) + _differences(before, after)
    if row.published_on is not None:
        differences += await _published(scope, registry, row, period, points)
    return Replay(str(period), row.edition, row.digest, len(stored.judgements), len(stored.scores), differences)


async def _read(scope: Scope, registry: Registry, row: Row[Any], period: Period) -> Sequence[Row[Any]]:
    """Find the months that the scores read, beyond those that the period is made of."""
    own = {str(month) for month in period.months()}
    names = [one for one in months_read(registry.edition(row.mechanism, row.edition), period) if one not in own]
    found = [await queries.find(scope.connection, scope.tenant_id, month) for month in names]
    return [one for one in found if one is not None]


async def _digests(scope: Scope, rows: Sequence[Row[Any]]) -> tuple[Difference, ...]:
    """Compare each digest with what is stored, and with what the audit trail was told when it was assessed.

    Facts and rulings changed alike agree with each other, not with the digest; that changed too, not with the trail.
    """
    found = [(row, await storage.digest_of(scope, row)) for row in rows]
    changed = [Difference(f"digest {row.period}", row.digest, now) for row, now in found if now != row.digest]
    told = await queries.digests_told(scope.connection, scope.tenant_id, [row.period for row in rows])
    for row in rows:
        first = told.get(row.period, "无")
        if first != row.digest:
            changed.append(Difference(f"audit {row.period}", first, row.digest))
    return tuple(changed)


async def _published(
    scope: Scope, registry: Registry, row: Row[Any], period: Period, points: MonthPoints
) -> tuple[Difference, ...]:
    """Compare what was published otherwise than computed with the facts and the overrides that it rests on."""
    judged, scored = await standing_queries.published_rows(scope.connection, scope.tenant_id, row.id)
    edition = registry.edition(row.mechanism, row.edition)
    again = await published_outcome(scope, edition, row, period, points) or Outcome((), ())
    before = [*(_ruling_line(storage.judgement(one)) for one in judged)]
    before += [_score_line(storage.score(one)) for one in scored]
    return _differences(before, [*map(_ruling_line, again.judgements), *map(_score_line, again.scores)])


def _ruling_line(one: Any) -> tuple[str, bytes]:
    ruling = one.ruling
    subject = f"{one.kind} {one.code} {one.subject.project or one.subject.unit or ''}"
    return subject, encode([ruling.value, ruling.clause, ruling.because, ruling.facts])


def _score_line(one: Any) -> tuple[str, bytes]:
    return f"score {one.group} {one.unit}", encode([one.points, one.rank, one.board, one.basis])


def _differences(before: list[tuple[str, bytes]], after: list[tuple[str, bytes]]) -> tuple[Difference, ...]:
    """Compare by subject: what one side has more of is told as such, and shifts nothing else."""
    stored, repeated = _less(before, after), _less(after, before)
    return tuple(
        Difference(subject, old, new)
        for subject in dict.fromkeys([*stored, *repeated])
        for old, new in zip_longest(stored.get(subject, ()), repeated.get(subject, ()), fillvalue=NOTHING)
    )


def _less(lines: list[tuple[str, bytes]], others: list[tuple[str, bytes]]) -> dict[str, list[str]]:
    """Give by subject the lines that the others lack, each as often as they lack it."""
    known, found = Counter(others), defaultdict[str, list[str]](list)
    for line in lines:
        if known[line] > 0:
            known[line] -= 1
        else:
            found[line[0]].append(line[1].decode())
    return found
