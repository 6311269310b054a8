"""The chain of the audit trail worked out again, link by link: what was changed since is found, and where."""

import hashlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from yipanqi_core.audit import queries
from yipanqi_core.tenants.scope import Scope

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the trail is not what was linked: the place in the chain, what stood there, what is wrong."""

    number: int | None  # None: a line that stands in no place
    line: str
    because: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A county's chain as found: how many links, the last of them, and where it breaks."""

    length: int
    head: str
    breaks: tuple[Break, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """A link noted at another time, and kept elsewhere."""

    number: int
    link: str


def link_of(previous: str, number: int, row: Any) -> str:
    """Work out the link of a line of the trail, as the database does when it is written."""
    since = (row.at - _EPOCH) // timedelta(microseconds=1)
    trace = "" if row.trace is None else f"={row.trace}"
    words = (previous, str(number), str(row.audit_id), str(since), row.actor, row.action, row.subject, trace)
    total = hashlib.sha256()
    for part in (*(word.encode() for word in words), row.body):
        total.update(b"%d:" % len(part) + part)
    return total.hexdigest()


async def examine(scope: Scope, noted: Iterable[Noted] = ()) -> Chain:
    """Work out a county's whole chain again; `noted` are links known from elsewhere, which must still be there."""
    known = {one.number: one.link for one in noted}
    breaks: list[Break] = []
    last, previous = 0, str(scope.tenant_id)
    async for row in _links(scope):
        breaks += _missing(last + 1, row.number, known)
        breaks += _wrong(previous, row, known.pop(row.number, None))
        last, previous = row.number, row.link
    breaks += [
        Break(number, "", f"外存凭据上有第 {number} 条，链上现在只到第 {last} 条：其后的记录被删")
        for number in sorted(known)
        if number > last
    ]
    for row in await queries.unlinked(scope.connection, scope.tenant_id):
        breaks.append(Break(None, told(row), "不在链上：绕过系统直接写入，或链上的这一环被删"))
    return Chain(last, previous if last else "", tuple(breaks))


async def around(scope: Scope, ids: Iterable[UUID]) -> tuple[frozenset[UUID], tuple[Break, ...]]:
    """Work out the links of some lines alone, each from the link before it; gives which have one, and the breaks."""
    found = await queries.links_of(scope.connection, scope.tenant_id, list(ids))
    breaks = tuple(one for row in found for one in _wrong(row.previous or str(scope.tenant_id), row, None))
    return frozenset(row.audit_id for row in found), breaks


def told(row: Any) -> str:
    """Name a line of the trail for people."""
    return f"{row.at:%Y-%m-%d %H:%M:%S} {row.actor} {row.action} {row.subject}"


async def _links(scope: Scope) -> AsyncIterator[Any]:
    after = 0
    while rows := await queries.links_after(scope.connection, scope.tenant_id, after):
        for row in rows:
            yield row
        after = rows[-1].number


def _missing(expected: int, number: int, known: dict[int, str]) -> list[Break]:
    """Tell of the places that are not there between two links."""
    for place in range(expected, number):
        known.pop(place, None)
    if expected == number:
        return []
    places = f"第 {expected} 条" if number - expected == 1 else f"第 {expected} 至 {number - 1} 条"
    return [Break(expected, "", f"链上缺{places}：被删")]


def _wrong(previous: str, row: Any, noted: str | None) -> list[Break]:
    if row.at is None:
        return [Break(row.number, "", f"链上第 {row.number} 条所记的审计记录被删（{row.audit_id}）")]
    if link_of(previous, row.number, row) != row.link:
        return [Break(row.number, told(row), f"链上第 {row.number} 条与链不符：记录的内容或链本身被改")]
    if noted is not None and noted != row.link:
        because = f"第 {row.number} 条与外存凭据不符：这一条或以前的记录被改，链也被重写"
        return [Break(row.number, told(row), because)]
    return []
