"""A project of the demonstration in the few words from which its rows are worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from yipanqi_core.vocabulary import Level, Nature

Dated = tuple[str, date, date | None]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A project; items are written `开工 25-03-10/25-03-28, 竣工 26-06-30`: planned, and actual once it happened.

    `pace` are the ratios of completed to planned investment at the quarters' ends, the last one in November; `begins`
    is the first month with a plan.
    """

    name: str
    nature: Nature
    sector: str
    total: str
    plan: str | None
    lead: str
    owner: str
    leader: str
    site: str
    content: str
    nodes: str = ""
    procedures: str = ""
    guarantees: str = ""
    pace: tuple[float, ...] = ()
    level: Level | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    begins: int = 1


def dated(text: str) -> tuple[Dated, ...]:
    """Read items in the short form."""
    return tuple(_one(part.strip()) for part in text.split(",") if part.strip())


def _one(part: str) -> Dated:
    title, days = part.split(" ")
    planned, _, actual = days.partition("/")
    return title, _day(planned), _day(actual) if actual else None


def _day(text: str) -> date:
    return date.fromisoformat(f"20{text}")
