"""Tracks: the ordered steps a project travels, and the gates between them that facts open."""

from dataclasses import dataclass

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.references import FactDate
from yipanqi_core.vocabulary import Nature

EVERY_NATURE = frozenset(Nature)


@dataclass(frozen=True, slots=True)
class Step:
    """A step (清单, 库, 阶段); `natures` are the project natures that may stand on it."""

    code: str
    title: str
    natures: frozenset[Nature] = EVERY_NATURE


@dataclass(frozen=True, slots=True)
class Gate:
    """The passage from one step to the next, due as soon as `fact` is recorded for projects of these natures."""

    source: str
    target: str
    fact: FactDate
    clause: str
    natures: frozenset[Nature] = EVERY_NATURE


@dataclass(frozen=True, slots=True)
class Track:
    """The steps in order, with their gates; a project stands on one step at a time."""

    code: str
    title: str
    steps: tuple[Step, ...]
    gates: tuple[Gate, ...]
    clause: str

    def step(self, code: str) -> Step:
        """Give the step of this code. Raises KeyError."""
        return {step.code: step for step in self.steps}[code]

    def by_title(self, title: str) -> Step | None:
        """Give the step that documents and workbooks call `title`, if there is one."""
        return next((step for step in self.steps if step.title == title), None)

    def open_gate(self, facts: ProjectFacts, step: str) -> Gate | None:
        """Give the gate out of `step` whose fact is recorded on the facts' day, if any."""
        for gate in self.gates:
            if gate.source == step and facts.nature in gate.natures and gate.fact.read(facts) is not None:
                return gate
        return None

    def place(self, facts: ProjectFacts) -> str | None:
        """Say on which step the facts put a project that no one has placed: as far as its gates stand open.

        A later gate's fact carries past an earlier one: what has started is on the last step. None when no step takes
        projects of this nature.
        """
        open_to = [step.code for step in self.steps if facts.nature in step.natures]
        if not open_to:
            return None
        reached = open_to[0]
        for gate in self.gates:
            if facts.nature in gate.natures and gate.fact.read(facts) is not None:
                reached = gate.target if self._later(gate.target, reached) else reached
        return reached

    def _later(self, one: str, other: str) -> bool:
        order = [step.code for step in self.steps]
        return order.index(one) > order.index(other)
