"""What rules are told of work that was recorded, and of what units were given to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """A record of work done by the day, of the day's year or of the week in which that year began.

    `by` is the post or unit that did it, by name, `unit` the unit itself or the one that the post belongs to. Records
    alike in kind, project, doer, day, note and data are one. `as_leader`: on its day the post was the project's leader.
    """

    id: str
    kind: str
    on: date
    by: str
    unit: str
    is_post: bool
    as_leader: bool = False
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What a unit was given to do by the day; done only if done by the day."""

    kind: str
    title: str
    unit: str
    opened_on: date
    due_on: date | None
    done_on: date | None
