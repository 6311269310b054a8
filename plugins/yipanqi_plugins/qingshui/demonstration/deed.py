"""A deed of the diary in few words."""

from dataclasses import dataclass, replace
from datetime import date

from yipanqi_core.mechanism.demonstration import DiaryPage

YEAR = 2025


@dataclass(frozen=True, slots=True)
class Deed(DiaryPage):
    """A page with someone's act, which may be given a year or a unit."""

    def of_year(self, year: int) -> "Deed":
        """Say which year it is about."""
        return replace(self, year=year)

    def at_unit(self, unit: str) -> "Deed":
        """Say which unit it is about."""
        return replace(self, unit=unit)


def deed(  # noqa: PLR0917
    act: str, kind: str, on: str, who: str, project: str | None = None, note: str | None = None, **data: object
) -> Deed:
    """Give the page of someone's act on a day written as 10-09."""
    day = date.fromisoformat(f"{YEAR}-{on}")
    return Deed(kind, day, data, project=project, note=note, act=act, who=who)
