"""Leaders that a project must have and lacks."""

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.responsibilities import Requirement
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.vocabulary import ResponsibilityKind


def findings(requirements: tuple[Requirement, ...], facts: ProjectFacts) -> list[Judgement]:
    """Find the requirements of which no alternative is whole, each against the project's lead unit."""
    have = {part.kind for part in facts.parts}
    return [
        _finding(one, facts, have)
        for one in requirements
        if one.applies(facts) and not any(have.issuperset(kinds) for kinds in one.alternatives)
    ]


def _finding(one: Requirement, facts: ProjectFacts, have: set[ResponsibilityKind]) -> Judgement:
    ways = "，或".join("和".join(kind.label for kind in kinds) for kinds in one.alternatives)
    there = "、".join(part.kind.label for part in facts.parts) or "均未明确"
    because = f"项目应有{ways}，现{'有' if facts.parts else ''}{there}；明确后消除"
    figures = {"present": sorted(have), "alternatives": [list(kinds) for kinds in one.alternatives]}
    ruling = Ruling("missing", one.clause, because, figures)
    return Judgement(RulingKind.FINDING, one.code, Subject(facts.project, facts.lead_unit), ruling)


def may_have(
    requirements: tuple[Requirement, ...], facts: ProjectFacts, kind: ResponsibilityKind
) -> Requirement | None:
    """Give the requirement that keeps the project from having this part, if one does."""
    naming = [one for one in requirements if kind in one.kinds]
    if not naming or any(one.applies(facts) for one in naming):
        return None
    return naming[0]
