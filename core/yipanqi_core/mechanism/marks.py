"""Marks: what a project is noted as for a year, such as standing on an annual list, with what is recorded of it."""

from dataclasses import dataclass

from yipanqi_core.mechanism.facts import MarkFacts, ProjectFacts
from yipanqi_core.mechanism.seasons import Season
from yipanqi_core.vocabulary import Nature


@dataclass(frozen=True, slots=True)
class MarkPart:
    """One thing that the mark records besides; what is lacking is for a check to say."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: which seats may set it, for projects of which natures, and when it may come and go.

    One that is `lasting` holds from its day until it is taken away, whatever the year.
    Outside `set_in` no project gets it any more for that year (its parts can still be completed); outside `ended_in`
    it is not taken away. Without a season it may come or go on any day.
    """

    code: str
    title: str
    clause: str
    seats: tuple[str, ...]
    parts: tuple[MarkPart, ...] = ()
    natures: frozenset[Nature] = frozenset(Nature)
    set_in: Season | None = None
    ended_in: Season | None = None
    lasting: bool = False

    def of(self, facts: ProjectFacts, year: int) -> MarkFacts | None:
        """Give the mark as the project bears it for the year on the facts' day; a lasting one is borne for any."""
        own = (one for one in facts.marks if one.mark == self.code)
        return next((one for one in own if self.lasting or one.year == year), None)
