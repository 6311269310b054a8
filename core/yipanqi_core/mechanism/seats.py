"""Seats and kinds of records: the offices and posts a document names, and the work it asks to be recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from yipanqi_core.mechanism.references import Condition, FactDate

LEAD_UNIT, OWNER_UNIT, PROJECT_DEPUTY = "lead_unit", "owner_unit", "project_deputy"
"""Seats that every mechanism has in each project: its lead unit, its owner, its portfolio deputy (分管县领导)."""


class SeatKind(StrEnum):
    """What a seat binds to."""

    UNIT = "unit"
    POST = "post"
    PORTFOLIO = "portfolio"  # the post whose 分管领域 holds `field`, whatever its title


@dataclass(frozen=True, slots=True)
class Seat:
    """An office or post that the document names; a tenant binds it to one of its own units or posts, with dates."""

    code: str
    title: str
    kind: SeatKind
    aliases: tuple[str, ...] = ()
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `most` records of a kind per project, for those it applies to, until `until` has happened."""

    most: Callable[[BaseModel], int]
    until: FactDate
    clause: str
    applies: Condition


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of work record by its Chinese title; `cap` limits how often it may be held for one project."""

    title: str
    clause: str | None = None
    cap: Cap | None = None
