"""The ids behind a plan's names: those the county has, and fresh ones for what is new."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yipanqi_core.identifiers import new_id
from yipanqi_core.workbook.county_register import Kept
from yipanqi_core.workbook.plan import Writing
from yipanqi_core.workbook.register import Holder, Post

TableRow = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids by name, login and post; `new_posts` are those that the county lacks."""

    units: Mapping[str, UUID]
    users: Mapping[str, UUID]
    posts: Mapping[Post, UUID]
    new_posts: Mapping[Post, UUID]
    projects: Mapping[str, UUID]
    chains: Mapping[str, UUID]
    items: Mapping[Hashable, UUID]

    @classmethod
    def of(cls, writing: Writing) -> "Ids":
        """Collect them for a plan."""
        found, known = writing.differences, writing.known
        new_posts = {one.post: new_id() for one in writing.tenures.created if one.post not in known.posts}
        return cls(
            units=_by_key(known.units, found.units.created),
            users=_by_key(known.people, found.people.created),
            posts={**known.posts, **new_posts},
            new_posts=new_posts,
            projects=_by_key(known.projects, found.projects.created),
            chains=_by_key(known.chains, found.chains.created),
            items=_by_key(known.items, found.items.created),
        )

    def holder(self, holder: Holder) -> TableRow:
        """Give the two columns that name a unit or a post."""
        if isinstance(holder, Post):
            return {"unit_id": None, "post_id": self.posts[holder]}
        return {"unit_id": self.units[holder], "post_id": None}


def _by_key(known: Iterable[Kept[Any]], created: Iterable[Any]) -> dict[Any, UUID]:
    return {kept.row.key: kept.id for kept in known} | {row.key: new_id() for row in created}
