"""Ratings that a person set after their month was published: they change nothing then, and show in the next month."""

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.vocabulary import Colour


def set_late(facts: ProjectFacts) -> list[Judgement]:
    """Show what was set in the month for months published before: it changed nothing then, and is told now."""
    return [
        Judgement(
            RulingKind.CHANGE,
            "override",
            Subject(project=facts.project, unit=facts.lead_unit),
            Ruling(
                one.value,
                one.clause,
                f"{one.set_on} 将 {one.period} 的评级由{label(one.before)}改定为{label(one.value)}：{one.reason}；"
                "当月已公布，得分与文书不变",
                {"period": one.period, "computed": one.before, "set_on": one.set_on, "reason": one.reason},
            ),
        )
        for one in facts.set_late
    ]


def label(value: str | None) -> str:
    """Call a colour as documents do."""
    return "未评级" if value is None else f"{Colour.of(value).label}色"
