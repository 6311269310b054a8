"""Units and posts by id and by name: facts speak in names, tables in ids."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row

from yipanqi_core.mechanism.facts import UnitFacts
from yipanqi_core.vocabulary import UnitKind


@dataclass(frozen=True, slots=True)
class Names:
    """Who is who in the county on a day."""

    units: dict[UUID, UnitFacts]
    posts: dict[UUID, str]
    unit_ids: dict[str, UUID]
    post_ids: dict[str, UUID]
    fields: dict[str, tuple[str, ...]]  # post → 分管领域
    unit_words: dict[str, tuple[str, ...]]  # unit → its name and 简称
    vacant: frozenset[UUID] = frozenset()  # posts that nobody held on the day

    def deputies(self, leader: UUID | None, lead_unit: str) -> tuple[str, ...]:
        """Give the posts that can be the deputy: the leader, else all whose portfolio names the unit's field."""
        if leader is not None:
            return (self.posts[leader],)
        words = self.unit_words[lead_unit]
        return tuple(
            post for post, fields in self.fields.items() if any(field in word for field in fields for word in words)
        )


_MOST = 32
_indexed: dict[tuple[int, int], tuple[Sequence[Any], Sequence[Any], Names]] = {}


def names(unit_rows: Sequence[Any], post_rows: Sequence[Any]) -> Names:
    """Index a county's units and posts; the very rows that were indexed before are not indexed again."""
    key = id(unit_rows), id(post_rows)
    known = _indexed.get(key)
    if known is not None and known[0] is unit_rows and known[1] is post_rows:
        return known[2]
    found = _names(unit_rows, post_rows)
    if unit_rows and isinstance(unit_rows[0], msgspec.Struct):  # read from a bundle, which gives the same rows again
        if len(_indexed) >= _MOST:
            _indexed.pop(next(iter(_indexed)), None)
        _indexed[key] = unit_rows, post_rows, found
    return found


def _names(unit_rows: Iterable[Row[Any]], post_rows: Iterable[Row[Any]]) -> Names:
    """Index units and posts; a post goes by its title, or by unit and title where titles repeat."""
    units = {row.id: row for row in unit_rows}
    held: dict[UUID, tuple[str, str, tuple[str, ...]]] = {}
    unheld = set[UUID]()
    for row in post_rows:
        if row.portfolio is None:
            unheld.add(row.id)
        before = held.get(row.id, ("", "", ()))[2]
        held[row.id] = (row.unit, row.title, (*before, *(row.portfolio or ())))
    repeated = Counter(title for _, title, _ in held.values())
    called = {post: title if repeated[title] == 1 else f"{unit}{title}" for post, (unit, title, _) in held.items()}
    return Names(
        units={key: UnitFacts(row.name, UnitKind.of(row.kind), row.assessment_group) for key, row in units.items()},
        posts=called,
        unit_ids={row.name: key for key, row in units.items()},
        post_ids={name: key for key, name in called.items()},
        fields={called[post]: fields for post, (_, _, fields) in held.items() if fields},
        unit_words={row.name: (row.name, *row.short_names) for row in units.values()},
        vacant=frozenset(unheld),
    )
