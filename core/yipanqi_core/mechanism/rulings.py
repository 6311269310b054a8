"""A ruling: what was decided, by which clause, why, and on which figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Ruling:
    """One outcome that explains itself.

    `value` is the outcome (a colour, a step, a letter's kind, a yes or no as text; None: nothing could be decided),
    `because` a Chinese sentence that also says what would have changed it, `facts` the figures used, ready for JSON.
    """

    value: str | None
    clause: str
    because: str
    facts: Mapping[str, object] = field(default_factory=dict)


class RulingKind(StrEnum):
    """What a stored ruling is about."""

    RATING = "rating"
    REFERENCE = "reference"  # a rating of a project that is tracked off the lists; no board counts it
    FINDING = "finding"
    LETTER = "letter"
    TASK = "task"
    CHANGE = "change"
    CLASS = "class"
    DUTY = "duty"
    PUBLISHED_RATING = "published_rating"  # as published, where a person had set another rating than the computed one
    PUBLISHED_LETTER = "published_letter"
    PUBLISHED_TASK = "published_task"


PUBLISHED_KINDS = (RulingKind.PUBLISHED_RATING, RulingKind.PUBLISHED_LETTER, RulingKind.PUBLISHED_TASK)
REPLACED_KINDS = (RulingKind.RATING, RulingKind.LETTER, RulingKind.TASK)
"""Rulings written at publication beside the computed ones, which they replace for their project."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a ruling concerns: a project, a unit, or both, by their names in the register."""

    project: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A ruling with its place: its kind, its code within the kind, and its subject."""

    kind: RulingKind
    code: str
    subject: Subject
    ruling: Ruling
