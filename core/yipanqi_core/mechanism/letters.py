"""Letters and tasks: what a ruling brings about, whom it is addressed to and what answer it asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from yipanqi_core.calendar import Duration


@dataclass(frozen=True, slots=True)
class ReplyPart:
    """One part that a reply must have."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table of the figures that the ruling rests on; left out when `rows` finds none.

    `rows` reads the ruling's figures as they were stored (JSON: amounts and dates are text).
    """

    headings: tuple[str, ...]
    rows: Callable[[Mapping[str, Any]], tuple[tuple[str, ...], ...]]
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class ByHand:
    """A letter that a person issues, on a matter of a unit, with a deadline for the matter.

    The time to reply runs from the day on which the unit records its receipt, by default the day on which it came into
    its inbox. Without a reply in time it is escalated to the seat `escalated_to` and shown in the next bulletin.
    """

    escalated_to: str


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of official letter, addressed to the project's lead unit and copied to its deputy.

    `letterheads` maps each seat that may issue it to the series it numbers in (机关代字); the ruling names the seat
    under `issuer`. Title and body have the places {project}, {period}, {value}, {because}, {clause}, {unit},
    {reply_due}, {reply_parts}, filled from the ruling; a leading # makes a heading, a FigureTable its table.
    One letter a project and month: of several due the one of the highest `grade`. With `by_hand` no ruling brings it
    about: it has the places {matter}, {of_project} (empty without one), {deadline} and {unit} of whoever it is issued
    to. `escalated_to` is the seat told of one that a ruling brought about and nobody answered in time; None: nobody is.
    """

    kind: str
    clause: str
    letterheads: Mapping[str, str]
    title: str
    body: tuple[str | FigureTable, ...]
    reply_parts: tuple[ReplyPart, ...]
    reply_within: Callable[[BaseModel], Duration]
    grade: int = 0
    by_hand: ByHand | None = None
    escalated_to: str | None = None

    @property
    def told_of_silence(self) -> str | None:
        """The seat that is told of a letter without a reply in time."""
        return self.by_hand.escalated_to if self.by_hand is not None else self.escalated_to


@dataclass(frozen=True, slots=True)
class TaskKind:
    """Something a project's deputy owes when a ruling says so, or a unit when work assigns it.

    A record of work of kind `closed_by`, done by who owes it, closes it.
    """

    code: str
    title: str
    clause: str
    closed_by: str
