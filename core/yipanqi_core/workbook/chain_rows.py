"""Key chains in a workbook: who has each in hand, read from the county, checked and written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from yipanqi_core.identifiers import new_id
from yipanqi_core.workbook.register import Post

if TYPE_CHECKING:
    from yipanqi_core.workbook.ids import Ids, TableRow
    from yipanqi_core.workbook.plan import Writing


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A key chain: its head's post, its lead unit with a named person, its task force."""

    name: str
    head: Post | None = None
    unit: str | None = None
    person: str | None = None
    task_force: str | None = None

    @property
    def key(self) -> str:
        """Its name."""
        return self.name

    @property
    def called(self) -> str:
        """Its name, as a chain's."""
        return f"产业链“{self.name}”"


def chain(row: Any, of_unit: Mapping[UUID, str], of_post: Mapping[UUID, Post]) -> ChainRow:
    """Make the row of a chain from its running term."""
    return ChainRow(
        name=row.name,
        head=None if row.head_post_id is None else of_post[row.head_post_id],
        unit=None if row.unit_id is None else of_unit[row.unit_id],
        person=row.person,
        task_force=row.task_force,
    )


def chains(writing: "Writing", ids: "Ids") -> "tuple[list[TableRow], list[TableRow]]":
    """Give the chains that are new, and those whose term is corrected: their version rises."""
    found = writing.differences.chains
    rows = [{"id": ids.chains[row.name], "name": row.name} for row in found.created]
    return rows, [{"id": change.id, "name": change.after.name} for change in found.changed]


def terms(writing: "Writing", ids: "Ids") -> "tuple[list[TableRow], list[TableRow]]":
    """Give the terms of new chains, from the year's beginning, and the running ones corrected in place."""
    found, known = writing.differences.chains, writing.known.chain_terms
    from_on = min(date(writing.year, 1, 1), writing.county.today)
    new = [
        {"id": new_id(), "chain_id": ids.chains[row.name], "from_on": from_on} | _hands(row, ids)
        for row in found.created
    ]
    return new, [{"id": known[change.after.name]} | _hands(change.after, ids) for change in found.changed]


def _hands(row: ChainRow, ids: "Ids") -> "TableRow":
    return {
        "head_post_id": None if row.head is None else ids.posts[row.head],
        "unit_id": None if row.unit is None else ids.units[row.unit],
        "person": row.person,
        "task_force": row.task_force,
    }
