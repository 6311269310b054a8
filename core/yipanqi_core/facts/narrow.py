"""Answers from a day's facts that read no more of them than they look at, which is found out by looking."""

from collections.abc import Callable, Hashable
from datetime import date
from typing import TypeVar

from yipanqi_core.facts.gather import Gathered, gather
from yipanqi_core.facts.unread import UnreadError
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.tenants.scope import Scope

T = TypeVar("T")
_MOST = 256
_looked_at: dict[Hashable, frozenset[str]] = {}  # by edition and question: the parts that it has looked at so far


async def ask(  # noqa: PLR0917
    scope: Scope,
    edition: Edition,
    period: str,
    on: date,
    question: Hashable,
    answer: Callable[[Gathered], T],
    *,
    whole_county: bool = False,
) -> T:
    """Answer from the facts of a day. `answer` looks at nothing but these, and what it gives looks at none later.

    Where it looks at a part of the projects' facts that was not read, it is asked again with that part; the next time
    the part is there at once. So an answer never depends on what was looked at before.
    """
    parts = looked_at(edition, question)
    while True:
        try:
            return answer(await gather(scope, edition, period, on, parts=parts, whole_county=whole_county))
        except UnreadError as unread:
            parts |= look_at(edition, question, unread.part)


def looked_at(edition: Edition, question: Hashable) -> frozenset[str]:
    """Give the parts of the projects' facts that a question has looked at so far."""
    return _looked_at.get((edition.name, question), frozenset())


def look_at(edition: Edition, question: Hashable, part: str) -> frozenset[str]:
    """Remember a part that a question has looked at, and give it with those before."""
    parts = looked_at(edition, question) | {part}
    if len(_looked_at) < _MOST or (edition.name, question) in _looked_at:
        _looked_at[edition.name, question] = parts
    return parts
