"""Cases: child records of a project that travel a path of their own, each step decided by a body of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.lookups import Lookup
from yipanqi_core.mechanism.references import Condition
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.mechanism.seats import LEAD_UNIT
from yipanqi_core.vocabulary import UnitKind

CaseRule = Callable[[ProjectFacts, BaseModel], Ruling | None]
"""The ruling by which something may not be done yet, if there is one; its sentence says what is lacking."""


def _every_project(_: ProjectFacts) -> bool:
    return True


def _nothing_lacks(_: ProjectFacts, __: BaseModel) -> Ruling | None:
    return None


@dataclass(frozen=True, slots=True)
class CaseStep:
    """A step of a path.

    Any one of `decided_by` (none named: the seat that keeps the case) lets it pass; `body` says in words who decides
    where that is no seat, such as a village. Before that `required` fields are filled in, with `evidence` a document
    is named, and `unmet` has nothing to say against it. `batched` steps are passed by several cases under one number.
    """

    code: str
    title: str
    decided_by: tuple[str, ...] = ()
    body: str | None = None
    required: tuple[str, ...] = ()
    evidence: bool = False
    unmet: CaseRule = _nothing_lacks
    batched: bool = False


@dataclass(frozen=True, slots=True)
class Collection:
    """What units of these kinds hand in each year, and an office draws up for the county.

    A case has been handed in when it stands on `handed_in` or beyond; `until` names the last day as 10-31. With
    `next_year` the cases are of the year after.
    """

    title: str
    clause: str
    until: Callable[[BaseModel], str]
    kinds: frozenset[UnitKind]
    handed_in: str
    next_year: bool = False

    def year(self, day_year: int) -> int:
        """Give the year of what is handed in during a year."""
        return day_year + 1 if self.next_year else day_year


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case; its steps are travelled in order, none is skipped, and one may be sent back with a reason.

    `kept_by` is the seat that keeps it and names its follower, `led_by` the seat whose task force it is; `opened_by`
    may open it. From `followed_from` on a follower is due. Standing on the last step it is closed, unless
    `last_decided`: then the last step too is decided. `refused` forbids opening one. A case with a `collection`
    belongs to a year. `demanded` names the field with the day of the demand, where that came before the case. Once
    closed it puts the project on the step `enters` of the main track, and what its field `annual_plan` holds becomes
    the plan of the case's year. What is filled in under `lookups` names a row of a register, looked up when it is
    filled in and again before a step that requires it. A `single` one is the only open one of its project at a time,
    and the only one of a year.
    """

    code: str
    title: str
    clause: str
    steps: tuple[CaseStep, ...]
    fields: type[BaseModel]
    kept_by: str
    led_by: str | None = None
    followed_from: str | None = None
    opened_by: tuple[str, ...] = ()
    applies: Condition = _every_project
    refused: CaseRule = _nothing_lacks
    last_decided: bool = False
    collection: Collection | None = None
    enters: str | None = None
    demanded: str | None = None
    single: bool = False
    annual_plan: str | None = None
    lookups: tuple[Lookup, ...] = ()

    @property
    def openers(self) -> tuple[str, ...]:
        """The seats that may open one."""
        return self.opened_by or (self.kept_by, LEAD_UNIT)

    def step(self, code: str) -> CaseStep:
        """Give the step of this code. Raises KeyError."""
        return {step.code: step for step in self.steps}[code]

    def step_titled(self, title: str) -> CaseStep:
        """Give the step of this title. Raises KeyError."""
        return {step.title: step for step in self.steps}[title]

    def deciders(self, code: str) -> tuple[str, ...]:
        """Give the seats that let a step pass."""
        return self.step(code).decided_by or (self.kept_by,)

    def reaches(self, step: str, target: str) -> bool:
        """Tell whether a case on `step` has reached `target`."""
        order = [one.code for one in self.steps]
        return order.index(step) >= order.index(target)

    def after(self, step: str) -> CaseStep | None:
        """Give the next step; None on the last."""
        order = [one.code for one in self.steps]
        place = order.index(step) + 1
        return self.steps[place] if place < len(order) else None

    def before(self, step: str) -> tuple[CaseStep, ...]:
        """Give the steps before one, in their order."""
        order = [one.code for one in self.steps]
        return self.steps[: order.index(step)]

    def closes(self, step: str) -> bool:
        """Tell whether a case is closed by standing on this step."""
        return not self.last_decided and self.after(step) is None
