"""Teams and bodies: who has which part in a project's team or in a body of the county, and what a team must plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yipanqi_core.mechanism.references import Condition
from yipanqi_core.vocabulary import UnitKind


@dataclass(frozen=True, slots=True)
class TeamPart:
    """A part in a team or body: held by a post (a successor has it from the first day), a unit, or a named person.

    Fewer than `least` are a finding, more than `most` are refused. With `ranks` a holder must have one of them. `of` is
    the seat whose unit the holder must belong to (a post to its unit, a person to the one named with it), `kinds` are
    the kinds of units that it may be. Who does not fit is refused when named, and a finding once it no longer fits. In
    a body each unit that has the part `each_of` must name its own. `clause` is its own, where it is another than the
    team's or body's.
    """

    code: str
    title: str
    least: int = 1
    most: int | None = None
    ranks: tuple[str, ...] = ()
    of: str | None = None
    kinds: tuple[UnitKind, ...] = ()
    each_of: str | None = None
    clause: str | None = None

    @property
    def asks_unit(self) -> bool:
        """Whether it matters which unit a holder belongs to."""
        return self.of is not None or bool(self.kinds)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a schedule: dated, or marked as not applicable."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Team:
    """The team that every listed project of which `applies` is true must have.

    With `plan` it also has a work plan under that title, and a schedule in which each of `topics` is dated or marked as
    not applicable. What is lacking is a finding against the project's lead unit.
    """

    code: str
    title: str
    clause: str
    applies: Condition
    parts: tuple[TeamPart, ...]
    plan: str | None = None
    topics: tuple[Topic, ...] = ()
    plan_clause: str | None = None

    def part(self, code: str) -> TeamPart | None:
        """Give the part of this code."""
        return next((part for part in self.parts if part.code == code), None)


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the county: a joint meeting, a task force, a joint inspection group.

    `founding` names by part the seats that the document puts there; they stand until the county changes the part from
    a day on; with them every post with a portfolio that is none of them has the part `deputies_part`. `kept_by` is
    the seat that keeps its members; a unit names its own people for a part with `each_of`. What is lacking is a
    finding at each month's end.
    """

    code: str
    title: str
    clause: str
    kept_by: str
    parts: tuple[TeamPart, ...]
    founding: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    deputies_part: str | None = None

    def part(self, code: str) -> TeamPart | None:
        """Give the part of this code."""
        return next((part for part in self.parts if part.code == code), None)
