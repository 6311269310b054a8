"""How a finding of this mechanism is put together."""

from collections.abc import Mapping

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject


def finding(  # noqa: PLR0917
    code: str,
    clause: str,
    facts: ProjectFacts,
    because: str,
    figures: Mapping[str, object],
    unit: str | None = None,
    value: str = "open",
) -> Judgement:
    """Give a finding about a project, against its lead unit unless another unit answers for it."""
    subject = Subject(facts.project, unit or facts.lead_unit)
    return Judgement(RulingKind.FINDING, code, subject, Ruling(value, clause, because, figures))
