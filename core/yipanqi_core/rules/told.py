"""How a period's assessment tells of what was decided and corrected: under which clause, in which words."""

from collections.abc import Sequence

from yipanqi_core.mechanism.acts import Act, ActKind
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject


def shown_under(acts: Sequence[Act], kind: ActKind, cause: str | None, otherwise: str) -> str:
    """Give the clause under which a passage is told: that of the act that the cause names, else of the kind's first."""
    of_kind = [act for act in acts if act.kind is kind]
    named = [act for act in of_kind if act.title == cause]
    first = (named or of_kind)[:1]
    return first[0].shown if first else otherwise


def corrected(clause: str | None, facts: ProjectFacts) -> list[Judgement]:
    """Tell of the month's corrections: they never change what was judged before."""
    if clause is None:
        return []
    return [
        Judgement(
            RulingKind.CHANGE,
            "correction",
            Subject(project=facts.project),
            Ruling(
                None,
                clause,
                f"{one.corrected_on} 更正“{one.title}”：由“{one.old or '空'}”改为“{one.new or '空'}”，"
                f"理由：{one.reason}",
                {"title": one.title, "old": one.old, "new": one.new, "on": one.corrected_on},
            ),
        )
        for one in facts.corrections
        if one.corrected_on >= facts.on.replace(day=1)
    ]
