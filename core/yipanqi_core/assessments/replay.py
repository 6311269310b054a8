"""Judging stored facts again: the same edition on the same facts must give the same rulings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from yipanqi_core.assessments import queries, standing_queries, storage
from yipanqi_core.assessments.adding_up import MonthPoints
from yipanqi_core.assessments.differences import Difference
from yipanqi_core.assessments.differences import differences as compared
from yipanqi_core.assessments.errors import NotAssessedError
from yipanqi_core.assessments.judged_by import JudgedBy, explained, judged_by, most_changed, noted
from yipanqi_core.assessments.published import published_outcome
from yipanqi_core.assessments.repeating import repeat, repeat_points, stored_months
from yipanqi_core.assessments.stored_facts import months_read
from yipanqi_core.assessments.told import against_the_trail, published_by
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.rules.engine import Outcome
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class Replay:
    """The result of judging a stored assessment again."""

    period: str
    edition: str
    revision: int
    digest: str
    rulings: int
    scores: int
    differences: tuple[Difference, ...]
    by: JudgedBy

    @property
    def intact(self) -> bool:
        """Whether what is stored is what was stored first, as far as digests and the audit trail can tell."""
        return not any(one.tampered for one in self.differences)

    @property
    def because(self) -> str:
        """Say which it is: nothing changed, the rules were changed since, or what is stored was."""
        tampered = sum(one.tampered for one in self.differences)
        return explained(self.by, tampered=tampered, differing=len(self.differences) - tampered)


async def replay(scope: Scope, registry: Registry, period: Period) -> Replay:
    """Judge a stored assessment again from its own facts and parameters, a longer one from those of its months.

    Raises NotAssessedError, NotInForceError.
    """
    county = await read_county(scope.connection, scope.tenant_id)
    row = await queries.find(scope.connection, scope.tenant_id, str(period))
    if row is None:
        raise NotAssessedError(f"{period.title}没有已存的评估；先运行 assess")
    months = [] if period.kind is PeriodKind.MONTH else await stored_months(scope, period)
    tampered = await against_the_trail(scope, [row, *months])
    try:
        counts, differing, by = await _judged_again(scope, registry, county, row, period, months)
    except Exception as error:  # what was changed may be anything
        if not tampered:
            raise
        unfit = Difference("replay", "所存", f"已不能重算（{type(error).__name__}）", tampered=True)
        counts, differing, by = (0, 0), (unfit,), JudgedBy(row.period, noted(row), None)
    differences = dict.fromkeys((*tampered, *differing))
    return Replay(str(period), row.edition, row.revision, row.digest, *counts, tuple(differences), by)


async def _judged_again(  # noqa: PLR0917
    scope: Scope, registry: Registry, county: County, row: Row[Any], period: Period, months: Sequence[Row[Any]]
) -> tuple[tuple[int, int], tuple[Difference, ...], JudgedBy]:
    """Judge it again; gives how many rulings and scores are stored, where they differ, and by what they were judged."""
    stored = await storage.load(scope, county, row)
    points = await repeat_points(scope, registry, months)
    again = await repeat(scope, registry, row, period, points)
    before = [*map(_ruling_line, stored.judgements), *map(_score_line, stored.scores)]
    after = [*map(_ruling_line, again.judgements), *map(_score_line, again.scores)]
    read = await _read(scope, registry, row, period)
    found = await against_the_trail(scope, read) + compared(before, after)
    by = [judged_by(registry, one) for one in (row, *months, *read)]
    if row.published_on is not None:
        found += await _published(scope, registry, row, period, points)
        if (then := await published_by(scope, row)) is not None:
            by.append(JudgedBy(f"{row.period} 公布时的", then, by[0].now))
    return (len(stored.judgements), len(stored.scores)), found, most_changed(by)


async def _read(scope: Scope, registry: Registry, row: Row[Any], period: Period) -> Sequence[Row[Any]]:
    """Find the months that the scores read, beyond those that the period is made of."""
    own = {str(month) for month in period.months()}
    names = [
        one for one in months_read(registry.edition(row.mechanism, row.edition, row.revision), period) if one not in own
    ]
    found = [await queries.find(scope.connection, scope.tenant_id, month) for month in names]
    return [one for one in found if one is not None]


async def _published(
    scope: Scope, registry: Registry, row: Row[Any], period: Period, points: MonthPoints
) -> tuple[Difference, ...]:
    """Compare what was published otherwise than computed with the facts and the overrides that it rests on."""
    judged, scored = await standing_queries.published_rows(scope.connection, scope.tenant_id, row.id)
    edition = registry.edition(row.mechanism, row.edition, row.revision)
    again = await published_outcome(scope, edition, row, period, points) or Outcome((), ())
    before = [*(_ruling_line(storage.judgement(one)) for one in judged)]
    before += [_score_line(storage.score(one)) for one in scored]
    return compared(before, [*map(_ruling_line, again.judgements), *map(_score_line, again.scores)])


def _ruling_line(one: Any) -> tuple[str, bytes]:
    ruling = one.ruling
    subject = f"{one.kind} {one.code} {one.subject.project or one.subject.unit or ''}"
    return subject, encode([ruling.value, ruling.clause, ruling.because, ruling.facts])


def _score_line(one: Any) -> tuple[str, bytes]:
    told = [one.points, one.rank, one.board, one.clause, one.because, one.basis]
    return f"score {one.group} {one.unit}", encode(told)
