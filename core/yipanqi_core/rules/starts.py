"""A start of construction that later nodes show and that nobody has dated."""

from collections.abc import Callable

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.vocabulary import ItemKind

Rule = Callable[[ProjectFacts, BaseModel], tuple[Judgement, ...]]


def undated_start(code: str, clause: str, nodes: tuple[str, ...]) -> Rule:
    """Make the rule that finds a later one of these nodes finished while the first, the start, has no actual date."""
    start, *following = nodes

    def rule(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
        done = {item.title: item.finished_on for item in facts.of(ItemKind.NODE) if item.finished_on is not None}
        later = [title for title in following if title in done]
        if start in done or not later:
            return ()
        because = f"{'、'.join(later)}已有实际日期而“{start}”没有，按已{start}计；补记{start}日期后消除"
        figures = {"later": later, "later_on": min(done[title] for title in later)}
        subject = Subject(facts.project, facts.lead_unit)
        return (Judgement(RulingKind.FINDING, code, subject, Ruling("undated", clause, because, figures)),)

    return rule
