"""The ladder: who holds an issue, for how long, who is next, and what happens when the time runs out."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts


class HolderKind(StrEnum):
    """Who holds the issues that stand on a rung."""

    OWNER = "owner"  # the project's owner
    DEPARTMENT = "department"  # the unit of the guarantee item of the category, else the lead unit
    DEPUTY = "deputy"  # the project's portfolio deputy
    SEAT = "seat"  # whoever sits in `seat`
    CITY = "city"  # the city: reached by a referral alone


class TimeRunOut(StrEnum):
    """What the time running out on a rung brings."""

    CLIMB = "climb"
    PROPOSE_REFERRAL = "propose_referral"  # a person decides


def no_limit(_: BaseModel) -> None:
    """An issue may stand on the rung as long as it likes."""


Starts = Callable[[ProjectFacts, str], str | None]
"""On which rung an issue of this category of the project begins; None: where issues begin otherwise."""


def as_declared(_: ProjectFacts, __: str) -> str | None:
    """Every issue begins where the ladder says, whatever its project and category."""
    return None


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung; `days` are calendar days that an issue may stand on it, None for no limit.

    A seat's rung is also held by those in `beside_seats`: each of them is told and may act. Issues of
    `owner_categories` the project's owner holds on it, whoever holds others.
    """

    code: str
    title: str
    holder: HolderKind
    seat: str | None = None
    days: Callable[[BaseModel], int | None] = no_limit
    run_out: TimeRunOut = TimeRunOut.CLIMB
    owner_categories: frozenset[str] = frozenset()
    beside_seats: tuple[str, ...] = ()

    @property
    def seats(self) -> tuple[str, ...]:
        """The seats that hold the rung, the first of them before those beside it."""
        return self.beside_seats if self.seat is None else (self.seat, *self.beside_seats)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs from the lowest to the highest.

    `raised` is where an issue begins, `loaded` where one stands that came with a workbook, `major` the rung to which
    a major issue goes at once (None: there is no such mark). `starts` names another beginning for some issues, raised
    or loaded. Those in `closing_seats` strike off as well, parties to the issue or not.
    """

    title: str
    clause: str
    closing_clause: str  # why an issue is struck off with evidence by a second person
    rungs: tuple[Rung, ...]
    raised: str
    loaded: str
    major: str | None = None
    starts: Starts = as_declared
    closing_seats: tuple[str, ...] = ()

    def rung(self, code: str) -> Rung:
        """Give the rung of this code. Raises KeyError."""
        return {rung.code: rung for rung in self.rungs}[code]

    def place(self, code: str) -> int:
        """Give how high a rung is, from 0."""
        return [rung.code for rung in self.rungs].index(code)

    @property
    def deputy_title(self) -> str | None:
        """What the rung of the project's county leader is called; None without such a rung."""
        return next((rung.title for rung in self.rungs if rung.holder is HolderKind.DEPUTY), None)

    @property
    def city(self) -> Rung | None:
        """The rung beyond the county, if there is one."""
        return next((rung for rung in self.rungs if rung.holder is HolderKind.CITY), None)

    @property
    def top(self) -> Rung:
        """The highest rung within the county."""
        return [rung for rung in self.rungs if rung.holder is not HolderKind.CITY][-1]
