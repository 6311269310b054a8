"""Letters and tasks: what a ruling brings about, whom it is addressed to and what answer it asks for."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from yipanqi_core.calendar import Duration


@dataclass(frozen=True, slots=True)
class ReplyPart:
    """One part that a reply must have."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of official letter, addressed to the project's lead unit and copied to its deputy.

    `letterhead` is the series it is numbered in (机关代字), `issuer` the seat that issues it. `body` are paragraphs
    (a leading # makes a heading) with the places {project}, {period}, {value}, {because}, {clause}, {unit},
    {reply_due}, {reply_parts}.
    """

    kind: str
    clause: str
    issuer: str
    letterhead: str
    title: str
    body: tuple[str, ...]
    reply_parts: tuple[ReplyPart, ...]
    reply_within: Callable[[BaseModel], Duration]


@dataclass(frozen=True, slots=True)
class TaskKind:
    """Something a project's deputy owes when a ruling says so; a record of work of kind `closed_by` closes it."""

    code: str
    title: str
    clause: str
    closed_by: str
