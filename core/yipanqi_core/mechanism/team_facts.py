"""Facts of who works on what: the members of teams and bodies, and the work plans of teams."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yipanqi_core.vocabulary import UnitKind


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """Who had a part in a project's team or in a body on the day: a post, a unit, or a named person of a unit.

    `belongs_to` is the unit of the post or person, empty where none is known, and `unit_kind` its kind; facts that were
    kept before units were told have None, and are not asked for it.
    """

    team: str
    part: str
    post: str | None = None
    unit: str | None = None
    person: str | None = None
    rank: str | None = None
    belongs_to: str | None = None
    unit_kind: UnitKind | None = None


@dataclass(frozen=True, slots=True)
class WorkPlanFacts:
    """A team's work plan in force on the day; a topic's date is None where it does not apply."""

    team: str
    set_on: date
    plan: str
    topics: Mapping[str, date | None]
