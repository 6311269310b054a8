"""What a source puts on an agenda, before it is an item."""

from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Draft:
    """An item that a source puts on the agenda; `category` is that of its issue."""

    topic: str
    title: str
    list_step: str | None = None
    issue_id: UUID | None = None
    project_id: UUID | None = None
    assignment_id: UUID | None = None
    answer_unit_id: UUID | None = None
    under: str | None = None
    category: str | None = None

    @property
    def about(self) -> tuple[object, ...]:
        """What makes it the same item when the agenda is filled again."""
        if self.issue_id is not None and self.assignment_id is None:
            return ("issue", self.issue_id)
        if self.topic == "project":
            return ("project", self.under, self.project_id)
        return (self.topic, self.list_step, self.assignment_id)

    def under_topic(self, code: str) -> Self:
        """Put it under a topic of the series."""
        return replace(self, under=code)
