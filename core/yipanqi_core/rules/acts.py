"""What acts come to: what the facts ask for, what forbids an act, and as what a project counts."""

from collections.abc import Callable
from dataclasses import replace

from pydantic import BaseModel

from yipanqi_core.mechanism.acts import Act, ActKind, Due, Motion
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import PassageFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling
from yipanqi_core.mechanism.tracks import Track
from yipanqi_core.rules.engine import ADMITTED


def gate_due(track: Track) -> Callable[[ProjectFacts], Due | None]:
    """Make the rule by which an open gate asks for the passage through it."""

    def due(facts: ProjectFacts) -> Due | None:
        step = facts.step
        gate = None if step is None else track.open_gate(facts, step)
        if step is None or gate is None:
            return None
        source, target = track.step(step).title, track.step(gate.target).title
        happened = gate.fact.read(facts)
        return Due(gate.target, f"{gate.fact.title}已于 {happened} 完成，应由“{source}”转入“{target}”")

    return due


def as_counted(edition: Edition, parameters: BaseModel, facts: ProjectFacts) -> ProjectFacts:
    """Give the facts with the nature that the project counts as; what it was declared as stays beside it."""
    if edition.counted_nature is None:
        return facts
    declared = facts.declared_nature or facts.nature
    counted = edition.counted_nature(facts, parameters) or declared
    return replace(facts, nature=counted, declared_nature=None if counted is declared else declared)


def forbids(edition: Edition, act: Act, motion: Motion, facts: ProjectFacts, parameters: BaseModel) -> Ruling | None:
    """Give the ruling that forbids the act now, if one does."""
    if act.kind is ActKind.ENTER and motion.target is not None:
        step = edition.track.step(motion.target)
        there = replace(facts, passages=(PassageFacts(step.code, facts.on, None, None),))
        admission = edition.admission(there, parameters)
        if admission.value != ADMITTED:
            return admission
        if facts.nature not in step.natures:
            because = f"“{step.title}”清单不收{facts.nature.label}项目；请改清单，或核实项目性质"
            return Ruling("refused", edition.track.clause, because)
    return act.refused(facts, motion, parameters)
