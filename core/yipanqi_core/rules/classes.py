"""Classes of projects, as they follow from the facts of a day."""

from collections.abc import Sequence

from pydantic import BaseModel

from yipanqi_core.mechanism.classifications import Classification
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, RulingKind, Subject


def classes(kinds: Sequence[Classification], facts: ProjectFacts, parameters: BaseModel) -> list[Judgement]:
    """Give the project's class of each kind that concerns it, in the order in which the kinds are declared."""
    found: list[Judgement] = []
    for kind in kinds:
        if facts.step is None and not kind.registered:
            continue
        ruling = kind.classify(facts, parameters)
        if ruling is not None:
            subject = Subject(facts.project, facts.lead_unit)
            found.append(Judgement(RulingKind.CLASS, kind.kind, subject, ruling))
    return found
