"""What a gate would have missed: projects that a register put past gates whose facts nobody recorded."""

from collections.abc import Callable, Mapping
from itertools import groupby, pairwise

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import PassageFacts, ProjectFacts
from yipanqi_core.mechanism.references import FactDate
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.tracks import Gate, Track
from yipanqi_core.rules.changes import REGISTER

UNMET = "gate_unmet"

Findings = tuple[Judgement, ...]


def gates_unmet(
    track: Track, proofs: Mapping[FactDate, FactDate] | None = None
) -> Callable[[ProjectFacts, BaseModel], Findings]:
    """Make the check that a project loaded onto a step has the facts of the gates up to it.

    Gates judge acts, not a loaded register, so the project stays where it is. `proofs` gives for a gate's fact the
    wider one that counts for it here: what comes after a fact proves that it happened.
    """
    wider = proofs or {}

    def find(facts: ProjectFacts, _: BaseModel) -> Findings:
        loaded = _loaded(facts)
        if loaded is None:
            return ()
        return tuple(
            _finding(track, facts, loaded, gates)
            for gates in _passed(track, facts, loaded)
            if all(wider.get(gate.fact, gate.fact).read(facts) is None for gate in gates)
        )

    return find


def _loaded(facts: ProjectFacts) -> PassageFacts | None:
    """Give the stay that a register began, unless the project has left the track since."""
    if facts.step is None:
        return None
    stays = facts.passages
    broken = [index for index, (one, after) in enumerate(pairwise(stays), 1) if one.left_on != after.entered_on]
    unbroken = stays[broken[-1] :] if broken else stays
    return next((stay for stay in reversed(unbroken) if stay.cause == REGISTER), None)


def _passed(track: Track, facts: ProjectFacts, loaded: PassageFacts) -> list[tuple[Gate, ...]]:
    """Give the gates that lie before the step, for the project's nature; those out of one step stand for each other."""
    order = [step.code for step in track.steps]
    fitting = [
        gate
        for gate in track.gates
        if facts.nature in gate.natures and order.index(gate.target) <= order.index(loaded.step)
    ]
    fitting.sort(key=lambda gate: order.index(gate.source))
    return [tuple(gates) for _, gates in groupby(fitting, key=lambda gate: gate.source)]


def _finding(track: Track, facts: ProjectFacts, loaded: PassageFacts, gates: tuple[Gate, ...]) -> Judgement:
    first = gates[0]
    missing = [gate.fact.title for gate in gates]
    named = "或".join(f"“{title}”" for title in missing)
    step, target = track.step(loaded.step).title, track.step(first.target).title
    because = (
        f"登记时列在“{step}”清单，至 {facts.on} 未见转入“{target}”所依据的{named}实际日期；"
        f"补记{named}实际日期，或更正所在清单后消除"
    )
    figures = {"step": loaded.step, "target": first.target, "missing": missing, "entered_on": loaded.entered_on}
    subject = Subject(facts.project, facts.lead_unit)
    return Judgement(RulingKind.FINDING, UNMET, subject, Ruling("unmet", first.clause, because, figures))
