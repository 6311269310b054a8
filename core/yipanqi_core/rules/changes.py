"""What moved on the lists in a period, and what the facts say should move: additions, transfers, exits."""

from collections.abc import Sequence
from datetime import date

from yipanqi_core.mechanism.acts import Act, ActKind
from yipanqi_core.mechanism.facts import PassageFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.tracks import Track
from yipanqi_core.rules.told import shown_under

REGISTER = "register"
"""Cause of a passage that a county's register brought along: the decided state at its beginning, not an addition."""


def changes(track: Track, facts: ProjectFacts, start: date, acts: Sequence[Act] = ()) -> list[Judgement]:
    """Give the period's additions, transfers, exits and the transfers now due, from `start` to the facts' day."""
    found = [
        _entered(track, facts, index, acts)
        for index, stay in enumerate(facts.passages)
        if _within(stay.entered_on, start, facts)
    ]
    last = facts.passages[-1] if facts.passages else None
    if last is not None and last.left_on is not None and _within(last.left_on, start, facts):
        found.append(_exit(track, facts, last, acts))
    found.append(_due(track, facts))
    return [one for one in found if one is not None]


def _within(day: date, start: date, facts: ProjectFacts) -> bool:
    return start <= day <= facts.on


def _judgement(facts: ProjectFacts, code: str, ruling: Ruling) -> Judgement:
    return Judgement(RulingKind.CHANGE, code, Subject(project=facts.project), ruling)


def _entered(track: Track, facts: ProjectFacts, index: int, acts: Sequence[Act]) -> Judgement | None:
    stay = facts.passages[index]
    if stay.cause == REGISTER:
        return None
    to = track.step(stay.step).title
    if index == 0 or facts.passages[index - 1].left_on != stay.entered_on:
        clause = shown_under(acts, ActKind.ENTER, None, track.clause)
        because = f"{stay.entered_on} 增列入“{to}”清单"
        return _judgement(facts, "addition", Ruling(stay.step, clause, because, {"on": stay.entered_on}))
    clause = shown_under(acts, ActKind.MOVE, None, track.clause)
    source = track.step(facts.passages[index - 1].step).title
    because = f"{stay.entered_on} 由“{source}”转入“{to}”"
    return _judgement(facts, "transfer", Ruling(stay.step, clause, because, {"on": stay.entered_on}))


def _exit(track: Track, facts: ProjectFacts, stay: PassageFacts, acts: Sequence[Act]) -> Judgement:
    clause = shown_under(acts, ActKind.LEAVE, stay.left_cause, track.clause)
    because = f"{stay.left_on} 退出“{track.step(stay.step).title}”清单" + (
        f"：{stay.left_cause}" if stay.left_cause else ""
    )
    return _judgement(facts, "exit", Ruling(None, clause, because, {"on": stay.left_on}))


def _due(track: Track, facts: ProjectFacts) -> Judgement | None:
    step = facts.step
    gate = None if step is None else track.open_gate(facts, step)
    if step is None or gate is None:
        return None
    happened = gate.fact.read(facts)
    because = (
        f"{gate.fact.title}已于 {happened} 完成，应由“{track.step(step).title}”转入“{track.step(gate.target).title}”"
    )
    return _judgement(facts, "transfer_due", Ruling(gate.target, gate.clause, because, {"on": happened}))
