"""A list's own handler asked for everything at once, its views left to be built where the file is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from yipanqi_api.paging import Paging

MAX_ROWS = 10_000
"""Rows that one exported file holds."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a list found: rows, how each is shown, and whether there are more than a file holds."""

    rows: Sequence[Any]
    view: Callable[[Any], Any]
    more: bool


class WholeList(Paging):
    """The paging of an export: all rows from the first, handed over as they are; views cost time in the loop."""

    __slots__ = ()

    def answer(self, rows: Sequence[Any], *, view: Callable[[Any], Any], **_: Any) -> Any:
        """Hand over the rows instead of a page."""
        return Rows(rows[: self.limit], view, len(rows) > self.limit)


def whole_list() -> Paging:
    """Give the paging of an export, which has no `limit`, `cursor` or `count`."""
    return WholeList(MAX_ROWS, None, False, "", "")
