"""Clocks: a time that starts on a fact, runs in working days, days or months, and ends on a fact."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from yipanqi_core.calendar import Duration
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.references import Condition, FactDate


def _everyone(_: ProjectFacts) -> bool:
    return True


def _no_one(_: ProjectFacts) -> str | None:
    return None


def _nothing(_: ProjectFacts) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit. `applies` says for which projects it runs; `exempt` names the reason why one is let off.

    Overrun it is a finding against the unit in the project's own seat `owed_by`, else its lead unit. It runs for
    projects on no list yet as well, unless it is `listed_only`. `unfinished` names what else is still open of what it
    bounds; its finding says so.
    """

    code: str
    title: str
    clause: str
    starts: FactDate
    ends: FactDate
    duration: Callable[[BaseModel], Duration]
    applies: Condition = _everyone
    exempt: Callable[[ProjectFacts], str | None] = _no_one
    listed_only: bool = False
    unfinished: Callable[[ProjectFacts], tuple[str, ...]] = _nothing
    owed_by: str | None = None

    def owing(self, facts: ProjectFacts) -> str:
        """Give the unit that owes what the clock bounds."""
        return next(iter(facts.own_seats.get(self.owed_by or "", ())), facts.lead_unit)
