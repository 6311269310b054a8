"""How this county's checks word a finding against a unit."""

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject

Findings = tuple[Judgement, ...]


def against_lead(code: str, facts: ProjectFacts, ruling: Ruling) -> Judgement:
    """Find against the project's lead unit."""
    return Judgement(RulingKind.FINDING, code, Subject(facts.project, facts.lead_unit), ruling)


def against_seat(code: str, facts: ProjectFacts, seat: str, ruling: Ruling) -> Judgement:
    """Find against the unit that sits in the seat, else against the lead unit."""
    return Judgement(RulingKind.FINDING, code, Subject(facts.project, facts.offices.get(seat, facts.lead_unit)), ruling)


def against_unit(code: str, unit: str | None, ruling: Ruling, project: str | None = None) -> Judgement:
    """Find against a unit, of a project or of none."""
    return Judgement(RulingKind.FINDING, code, Subject(project, unit), ruling)
