"""A project of the demonstration in the few words from which its rows are worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from yipanqi_core.vocabulary import Level, Nature

Dated = tuple[str, date, date | None]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A project; items are written `开工 25-03-10/25-03-28, 竣工 26-06-30`: planned, and actual once it happened.

    `pace` gives the ratio of completed to planned investment at some months' ends (`1:0.95 6:0.70`), between which it
    runs evenly; `begins` is the first month with a plan, `unreported` are months without a report. Without `monthly`
    the year's plan is not broken down into months.
    """

    name: str
    nature: Nature
    sector: str
    total: str
    lead: str
    owner: str
    step: str
    site: str
    content: str
    plan: str | None = None
    level: Level | None = None
    leader: str | None = None
    entered_on: date | None = None
    nodes: str = ""
    procedures: str = ""
    guarantees: str = ""
    pace: str = ""
    begins: int = 1
    unreported: tuple[int, ...] = ()
    monthly: bool = True
    fields: Mapping[str, object] = field(default_factory=dict)


def dated(text: str) -> tuple[Dated, ...]:
    """Read items in the short form."""
    return tuple(_one(part.strip()) for part in text.split(",") if part.strip())


def _one(part: str) -> Dated:
    title, days = part.split(" ")
    planned, _, actual = days.partition("/")
    return title, _day(planned), _day(actual) if actual else None


def _day(text: str) -> date:
    return date.fromisoformat(f"20{text}")


def ratios(text: str) -> dict[int, float]:
    """Read a pace: the ratio at each month's end, from the first month named to the last."""
    marks = [(int(month), float(ratio)) for month, ratio in (mark.split(":") for mark in text.split())]
    found = dict(marks[:1])
    for (month, ratio), (later, reached) in pairwise(marks):
        for step in range(1, later - month + 1):
            found[month + step] = ratio + (reached - ratio) * step / (later - month)
    return found
