"""Ledgers: numbered extracts of the open issues, compiled at the end of each period."""

from dataclasses import dataclass

from yipanqi_core.vocabulary import Urgency


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger, compiled by the schedule of the same code.

    Issues stand by urgency in this order, then by category in that order with all others after them by name, then the
    oldest first. With `reports` each lead unit of a listed project reports its state by the period's end. With
    `deputies` it is submitted to the county leaders of the projects: each is told how many of the issues are theirs.
    """

    code: str
    title: str  # also the head of its number
    clause: str
    compilers: tuple[str, ...]  # seats
    urgencies: tuple[Urgency, ...]
    categories: tuple[str, ...]
    reports: bool = False
    deputies: bool = False

    def order(self, urgency: str, category: str) -> tuple[int, int, str]:
        """Give the place of an issue before its age is asked."""
        known = self.categories.index(category) if category in self.categories else len(self.categories)
        return [one.value for one in self.urgencies].index(urgency), known, category
