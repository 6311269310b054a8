"""What the audit trail was told of assessments, held against what is stored of them now."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Row

from yipanqi_core.assessments import queries, standing_queries, storage
from yipanqi_core.assessments.differences import NOTHING, Difference, Line, differences
from yipanqi_core.audit.chain import Break, around, told
from yipanqi_core.audit.queries import lines_of, link_now
from yipanqi_core.fingerprints.editions import Fingerprint
from yipanqi_core.mechanism.canonical import decode, encode
from yipanqi_core.tenants.scope import Scope


class _Published(Struct):
    by: dict[str, str] = {}  # not always told


_SET = ("project_id", "value", "before", "reason", "clause", "set_by", "set_on", "counts")


async def against_the_trail(scope: Scope, rows: Sequence[Row[Any]]) -> tuple[Difference, ...]:
    """Compare the digests, publications and set ratings of assessments with the trail's first lines of each.

    Facts and rulings changed alike agree with each other, not with the digest; that changed too, not with the trail;
    the trail's line changed too, not with its place in the chain.
    """
    found: list[Difference] = []
    lines: list[Row[Any]] = []
    for row in rows:
        now = await storage.digest_of(scope, row)
        if now != row.digest:
            found.append(Difference(f"digest {row.period}", row.digest, now, tampered=True))
        for differing, used in (
            await _assessed(scope, row, now),
            await _published(scope, row),
            await _set_by_people(scope, row),
        ):
            found += differing
            lines += used
    return (*found, *await _unlinked(scope, lines))


async def _assessed(scope: Scope, row: Row[Any], digest: str) -> tuple[Sequence[Difference], Sequence[Row[Any]]]:
    subject = f"audit {row.period}"
    line = await _first(scope, "assess", row.period)
    if line is None:
        return [Difference(subject, NOTHING, row.digest, tampered=True)], []
    body = decode(line.body, dict[str, object])
    now = {"digest": row.digest, "made_at": storage.instant(row.made_at)}
    names = [name for name in now if name in body]  # the time was not always told, nor were marks
    found = _pairs(subject, [(str(body[name]), now[name]) for name in names])
    if body["digest"] != digest:
        found += await _marks(scope, row, str(body.get("marks", "")))
    return found, [line]


async def _marks(scope: Scope, row: Row[Any], marks: str) -> list[Difference]:
    """Name the parts of the facts that are not those that the trail was told of."""
    known = {marks[place : place + storage.MARK] for place in range(0, len(marks), storage.MARK)}
    facts = await queries.fact_rows(scope.connection, scope.tenant_id, row.id) if known else {}
    here = {storage.PARAMETERS: row.parameters, **facts} if known else {}
    changed = [
        Difference(f"facts {row.period} {_called(subject, body)}", "所存事实", "不是评判时的事实", tampered=True)
        for subject, body in here.items()
        if storage.mark(subject, body) not in known
    ]
    gone = len(known) - (len(here) - len(changed))
    if gone > len(changed):
        told_of = f"{len(known)} 份事实和参数"
        changed.append(Difference(f"facts {row.period}", told_of, f"{len(here)} 份", tampered=True))
    return changed


def _called(subject: str, body: bytes) -> str:
    """Name the project that facts are of, as far as they can still be read."""
    try:
        return str(decode(body, dict[str, object]).get("project", subject))
    except ValueError:
        return subject


async def _published(scope: Scope, row: Row[Any]) -> tuple[Sequence[Difference], Sequence[Row[Any]]]:
    subject = f"publication {row.period}"
    line = await _first(scope, "publish", row.period)
    if line is None:
        return _pairs(subject, [(NOTHING, str(row.published_on or NOTHING))]), []
    body = decode(line.body, dict[str, object])
    pairs = [(str(body["on"]), str(row.published_on or NOTHING))]
    if row.published_on is not None:
        pairs.append((line.actor, row.published_by))
    if "standing" in body:  # it was not always told
        now = await storage.standing_digest(scope, row.id)
        pairs.append((str(body["standing"] or NOTHING), str(now or NOTHING)))
    return _pairs(subject, pairs), [line]


async def _set_by_people(scope: Scope, row: Row[Any]) -> tuple[Sequence[Difference], Sequence[Row[Any]]]:
    """Compare each rating set by a person with the line that told of it; one without a line, or gone, differs."""
    ratings = await queries.rating_ids(scope.connection, scope.tenant_id, row.id)
    lines = await lines_of(
        scope.connection, scope.tenant_id, "set_rating", [f"rating:{rating_id}" for rating_id in ratings]
    )
    bodies = [decode(line.body, dict[str, object]) for line in lines]
    here = await standing_queries.all_overrides(scope.connection, scope.tenant_id, row.id)
    before = [_set_line(body) for body in bodies if str(body["assessment_id"]) == str(row.id)]
    return differences(before, [_set_line(one._mapping) for one in here], tampered=True), lines


async def published_by(scope: Scope, row: Row[Any]) -> Fingerprint | None:
    """Give the fingerprint of what judged a period as it was published; None where it was published as computed."""
    line = await _first(scope, "publish", row.period)
    by = {} if line is None else decode(line.body, _Published).by
    return Fingerprint(**by) if by else None


def _set_line(row: Any) -> Line:
    return f"override {row['project_id']}", encode([str(row[name]) for name in _SET])


async def _first(scope: Scope, action: str, period: str) -> Row[Any] | None:
    lines = await lines_of(scope.connection, scope.tenant_id, action, [f"assessment:{period}"])
    return lines[0] if lines else None


async def _unlinked(scope: Scope, lines: Iterable[Row[Any]]) -> list[Difference]:
    """Tell of the lines that are not what was linked, and of those that stand in no place of the chain."""
    used = {line.id: line for line in lines}
    if any(line.number is None for line in used.values()):
        await link_now(scope.connection)  # its own lines stand in the chain when it commits
    links, broken = await around(scope, used)
    loose = [Break(None, told(line), "不在审计链上") for key, line in used.items() if key not in links]
    return [
        Difference(f"audit chain {one.number or ''}", one.because, one.line, tampered=True) for one in (*broken, *loose)
    ]


def _pairs(subject: str, pairs: Iterable[tuple[str, str]]) -> list[Difference]:
    return [Difference(subject, first, now, tampered=True) for first, now in pairs if first != now]
