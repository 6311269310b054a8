"""Cases: child records of a project with a track of their own, such as a dossier that offices hand on."""

from dataclasses import dataclass

from pydantic import BaseModel

from yipanqi_core.mechanism.tracks import Step


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case; its steps are travelled in order, one at a time.

    `kept_by` is the seat that moves it and names its follower, `led_by` the seat whose task force it is. From
    `followed_from` on a follower is due. Before a step, what `required` names for it must be filled in.
    """

    code: str
    title: str
    clause: str
    steps: tuple[Step, ...]
    fields: type[BaseModel]
    kept_by: str
    led_by: str
    followed_from: str
    required: tuple[tuple[str, str], ...] = ()  # (step, field)

    def step(self, code: str) -> Step:
        """Give the step of this code. Raises KeyError."""
        return {step.code: step for step in self.steps}[code]

    def reaches(self, step: str, target: str) -> bool:
        """Tell whether a case on `step` has reached `target`."""
        order = [one.code for one in self.steps]
        return order.index(step) >= order.index(target)

    def after(self, step: str) -> Step | None:
        """Give the next step; None on the last."""
        order = [one.code for one in self.steps]
        place = order.index(step) + 1
        return self.steps[place] if place < len(order) else None
