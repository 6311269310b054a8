"""How a declaration points at a fact: a date in the mechanism's own fields, or an item's actual date."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.vocabulary import ItemKind


@dataclass(frozen=True, slots=True)
class FieldDate:
    """A date that the mechanism's own project fields hold under `name`."""

    name: str
    title: str

    def read(self, facts: ProjectFacts) -> date | None:
        """Give the date, if it is recorded and not after the facts' day."""
        value = facts.fields.get(self.name)
        if isinstance(value, str):
            value = date.fromisoformat(value)
        return value if isinstance(value, date) and value <= facts.on else None


@dataclass(frozen=True, slots=True)
class Finished:
    """The actual date of the first of these items that has one, in the order given; or the earliest of theirs."""

    titles: tuple[str, ...]
    kind: ItemKind
    earliest: bool = False

    @property
    def title(self) -> str:
        """How the fact is called towards people."""
        return " / ".join(self.titles)

    def read(self, facts: ProjectFacts) -> date | None:
        """Give the actual date known on the facts' day."""
        done = [
            item.finished_on
            for title in self.titles
            for item in facts.items
            if item.kind is self.kind and item.title == title and item.finished_on is not None
        ]
        return min(done, default=None) if self.earliest else next(iter(done), None)


FactDate = FieldDate | Finished
Condition = Callable[[ProjectFacts], bool]
