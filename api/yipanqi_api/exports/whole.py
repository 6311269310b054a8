"""A list's own handler asked for everything at once, its views left to be built where the file is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from yipanqi_api.answers import Answer
from yipanqi_api.paging import Page, Paging

MAX_ROWS = 10_000
"""Rows that one exported file holds."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a list found: rows, how each is shown, and whether there are more than a file holds."""

    rows: Sequence[Any]
    view: Callable[[Any], Any]
    more: bool


@dataclass(frozen=True, slots=True)
class WholeList(Paging):
    """The paging of an export: all rows from the first, kept as they are, since views cost time in the loop."""

    kept: list[Rows] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """All rows go into the file."""
        return True

    def answer(self, rows: Sequence[Any], *, view: Callable[[Any], Any], **_: Any) -> Any:
        """Keep the rows; the page that the list's handler gets is empty."""
        self.kept.append(Rows(rows[: self.limit], view, len(rows) > self.limit))
        return Answer(Page([], None, False))


def whole_list() -> WholeList:
    """Give the paging of an export, which has no `limit`, `cursor` or `count`."""
    return WholeList(MAX_ROWS, None, False, "", "")
