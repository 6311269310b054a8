"""What came out of a case, with what was given."""

from dataclasses import dataclass

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.rules.engine import Outcome
from yipanqi_core.testing.declarations import within
from yipanqi_core.testing.faults import CaseFileError


@dataclass(frozen=True, slots=True)
class Came:
    """What came out of a case, with what was given."""

    edition: Edition
    parameters: BaseModel
    county: CountyFacts
    projects: tuple[ProjectFacts, ...]
    outcome: Outcome

    def project(self, name: str | None) -> ProjectFacts:
        """Give the project of this name, without one the case's first. Raises CaseFileError."""
        named = [one for one in self.projects if name in (None, one.project)]
        if not named:
            raise CaseFileError(f"示例中没有项目“{name or ''}”")
        return named[0]

    def titles(self) -> dict[str, set[str]]:
        """Map the code of everything declared to what it is called."""
        found: dict[str, set[str]] = {}
        for _, one in within(self.edition):
            code, title = getattr(one, "code", None), getattr(one, "title", None)
            if isinstance(code, str) and isinstance(title, str):
                found.setdefault(code, {code}).add(title)
        return found
