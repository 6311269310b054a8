"""What several clauses ask of a project: whether it promotes investment, has started, has its procedures."""

from yipanqi_core.mechanism.facts import ItemFacts, ProjectFacts
from yipanqi_core.mechanism.references import Finished
from yipanqi_core.vocabulary import ItemKind, Nature

SIGNED = Finished(("洽谈签约",), ItemKind.NODE)
STARTED = Finished(("开工", "主体完工", "竣工", "投产"), ItemKind.NODE, earliest=True)
"""开工, or a later node: what comes after it proves it."""
COMPLETED = Finished(("竣工", "投产"), ItemKind.NODE)
PRODUCING = Finished(("投产",), ItemKind.NODE)
LAND_APPROVED = Finished(("用地批复",), ItemKind.PROCEDURE)
FEASIBILITY = Finished(("可研批复",), ItemKind.PROCEDURE)


def promotion(facts: ProjectFacts) -> bool:
    """Whether this is an investment-promotion project."""
    return facts.nature is Nature.INVESTMENT_PROMOTION


def built_by(facts: ProjectFacts) -> Finished:
    """What shows that a project is built: production or, where that is not planned, completion."""
    return PRODUCING if node(facts, "投产") is not None else COMPLETED


def listed(facts: ProjectFacts) -> bool:
    """Whether this is a key project: it stands on the county's list."""
    return facts.step is not None


def node(facts: ProjectFacts, title: str) -> ItemFacts | None:
    """Give the node of this title, if it is planned."""
    return next((item for item in facts.of(ItemKind.NODE) if item.title == title), None)
