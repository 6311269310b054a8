"""Climbing a ladder: where an issue goes when its holder gives it up, when it is major, and when its time has run out.

Pure: told where an issue stands, who holds each rung and what day it is; gives where it stands then, or refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.ladders import HolderKind, Ladder, Rung, TimeRunOut
from yipanqi_core.refusals import RefusedError
from yipanqi_core.vocabulary import ItemKind


class Cause(StrEnum):
    """How an issue came to stand where it stands."""

    RAISED = "raised"
    DECLARED = "declared"
    MAJOR = "major"
    TIME = "time"
    REFERRED = "referred"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Holder:
    """A unit or a post by its name in the register, with those that hold the same rung beside it."""

    name: str
    is_post: bool
    beside: tuple["Holder", ...] = ()

    @property
    def all(self) -> tuple["Holder", ...]:
        """Everyone who holds the rung, each by itself."""
        return replace(self, beside=()), *self.beside

    def shares_with(self, other: "Holder | None") -> bool:
        """Tell whether one post or unit is among the holders of both."""
        return other is not None and not set(self.all).isdisjoint(other.all)


Holders = Mapping[str, Holder | None]
"""Who holds each rung of one issue; None: nobody, or nobody can be told."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an issue stands, since when, and whether its referral has been proposed."""

    rung: str
    since_on: date
    cause: Cause
    proposed_on: date | None = None


def holders_of(ladder: Ladder, facts: ProjectFacts, category: str, seats: Mapping[str, Holder]) -> Holders:
    """Tell who holds each rung for an issue of this category of the project; `seats` are those bound."""
    return {rung.code: _holder(rung, facts, category, seats) for rung in ladder.rungs}


def starts_on(ladder: Ladder, facts: ProjectFacts, category: str, otherwise: str) -> str:
    """Give the rung on which an issue of this category of the project begins."""
    return ladder.starts(facts, category) or otherwise


def _holder(rung: Rung, facts: ProjectFacts, category: str, seats: Mapping[str, Holder]) -> Holder | None:
    if category in rung.owner_categories:
        return Holder(facts.owner, is_post=False)
    match rung.holder:
        case HolderKind.OWNER:
            return Holder(facts.owner, is_post=False)
        case HolderKind.DEPARTMENT:
            return Holder(department(facts, category), is_post=False)
        case HolderKind.DEPUTY:
            return Holder(facts.deputies[0], is_post=True) if len(facts.deputies) == 1 else None
        case HolderKind.SEAT:
            held = dict.fromkeys(seats[seat] for seat in rung.seats if seat in seats)
            return replace(first, beside=tuple(held)[1:]) if (first := next(iter(held), None)) else None
        case HolderKind.CITY:
            return None


def department(facts: ProjectFacts, category: str) -> str:
    """Name the unit of the guarantee item of this category, else the lead unit."""
    units = (item.unit for item in facts.of(ItemKind.GUARANTEE) if item.title == category)
    return next((unit for unit in units if unit is not None), facts.lead_unit)


def answering(ladder: Ladder, facts: ProjectFacts, category: str) -> str:
    """Name the unit that answers for an issue, whoever holds it now: the owner for its own kinds of issues."""
    owners = any(category in rung.owner_categories for rung in ladder.rungs)
    return facts.owner if owners else department(facts, category)


def begin(ladder: Ladder, rung: str, on: date, holders: Holders) -> Standing:
    """Put an issue on the rung where it begins, or as far up as the same holder reaches."""
    return Standing(_upmost(ladder, ladder.place(rung), holders).code, on, Cause.RAISED)


def next_rung(ladder: Ladder, rung: str, holders: Holders) -> Rung | None:
    """Give the next rung within the county; rungs that one post or unit holds count as one."""
    place = ladder.place(rung)
    here = holders[rung]
    while place < ladder.place(ladder.top.code):
        place += 1
        if here is None or not here.shares_with(holders[ladder.rungs[place].code]):
            return _upmost(ladder, place, holders)
    return None


def _upmost(ladder: Ladder, place: int, holders: Holders) -> Rung:
    holder = holders[ladder.rungs[place].code]
    while holder is not None and place < ladder.place(ladder.top.code):
        if not holder.shares_with(holders[ladder.rungs[place + 1].code]):
            break
        place += 1
    return ladder.rungs[place]


def declare(ladder: Ladder, standing: Standing, on: date, holders: Holders) -> Standing:
    """Send an issue up because its holder cannot solve it. Raises RefusedError."""
    _require_within_county(ladder, standing)
    target = next_rung(ladder, standing.rung, holders)
    if target is None:
        beyond = "，需上报的由其决定上报" if ladder.city else ""
        raise RefusedError(f"问题已在“{ladder.rung(standing.rung).title}”，本县没有更高层级{beyond}", ladder.clause)
    _require_one_a_day(ladder, standing, on)
    return Standing(target.code, on, Cause.DECLARED)


def mark_major(ladder: Ladder, standing: Standing, on: date) -> Standing:
    """Send a major issue straight to where such go, the same day. Raises RefusedError."""
    if ladder.major is None:
        raise RefusedError("本机制没有重大问题直报的规定，请逐级提级", ladder.clause)
    if ladder.place(standing.rung) >= ladder.place(ladder.major):
        raise RefusedError(f"问题已在“{ladder.rung(standing.rung).title}”，不必再按重大问题直报", ladder.clause)
    return Standing(ladder.major, on, Cause.MAJOR)


def past_due(ladder: Ladder, parameters: BaseModel, standing: Standing, on: date) -> bool:
    """Tell whether an issue has stood longer than its rung allows: past n days after the day it came."""
    days = ladder.rung(standing.rung).days(parameters)
    return days is not None and on > standing.since_on + timedelta(days=days)


def by_time(ladder: Ladder, parameters: BaseModel, standing: Standing, on: date, holders: Holders) -> Standing | None:
    """Give where an issue stands once its time has run out, or with its referral proposed; None: nothing happens."""
    if not past_due(ladder, parameters, standing, on):
        return None
    if ladder.rung(standing.rung).run_out is TimeRunOut.PROPOSE_REFERRAL:
        return None if standing.proposed_on is not None else replace(standing, proposed_on=on)
    target = next_rung(ladder, standing.rung, holders)
    return None if target is None else Standing(target.code, on, Cause.TIME)


def refer(ladder: Ladder, standing: Standing, on: date) -> Standing:
    """Hand an issue to the city. Raises RefusedError."""
    if ladder.city is None:
        raise RefusedError("本机制没有上报市级的规定", ladder.clause)
    _require_within_county(ladder, standing)
    if standing.rung != ladder.top.code:
        here, top = ladder.rung(standing.rung).title, ladder.top.title
        raise RefusedError(f"问题在“{here}”，到“{top}”后才能上报市级；请先提级", ladder.clause)
    _require_one_a_day(ladder, standing, on)
    return Standing(ladder.city.code, on, Cause.REFERRED)


def _require_within_county(ladder: Ladder, standing: Standing) -> None:
    if ladder.city is not None and standing.rung == ladder.city.code:
        raise RefusedError(f"问题已于 {standing.since_on} 上报“{ladder.city.title}”，请等待答复", ladder.clause)


def _require_one_a_day(ladder: Ladder, standing: Standing, on: date) -> None:
    if standing.since_on >= on and standing.cause is not Cause.RAISED:
        raise RefusedError(f"问题今天刚到“{ladder.rung(standing.rung).title}”，每天至多升一级", ladder.clause)
