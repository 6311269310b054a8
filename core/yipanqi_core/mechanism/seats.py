"""Seats: the offices and posts that a document names."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from yipanqi_core.mechanism.facts import ProjectFacts, UnitFacts

LEAD_UNIT, OWNER_UNIT, PROJECT_DEPUTY = "lead_unit", "owner_unit", "project_deputy"
"""Seats that every mechanism has in each project: its lead unit, its owner, its portfolio deputy (分管县领导)."""


class SeatKind(StrEnum):
    """What a seat binds to."""

    UNIT = "unit"
    POST = "post"
    PORTFOLIO = "portfolio"  # the post whose 分管领域 holds `field`, whatever its title


@dataclass(frozen=True, slots=True)
class Seat:
    """An office or post that the document names; a tenant binds it to one of its own units or posts, with dates.

    With `own_name` what it issues is signed by its title, not by the unit that it sits in (an office within a bureau).
    """

    code: str
    title: str
    kind: SeatKind
    aliases: tuple[str, ...] = ()
    field: str | None = None
    own_name: bool = False


@dataclass(frozen=True, slots=True)
class ProjectSeat:
    """A seat that each project has of its own, beside those that every mechanism has: its townships, say.

    `units` gives the names of the units that sit there, of all the county's; several may. They may fill in the fields
    of the mechanism's own that `fills` names, beside whoever corrects the project; with `told` (places {project} and
    {due}: the earliest day of the clocks that they owe) a unit is told when a correction seats it.
    """

    code: str
    title: str
    clause: str
    units: Callable[[ProjectFacts, tuple[UnitFacts, ...]], tuple[str, ...]]
    fills: tuple[str, ...] = ()
    told: str = ""
