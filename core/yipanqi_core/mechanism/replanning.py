"""Re-planning: by which clause a planned date may move, and whose consent it takes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Replanning:
    """A re-plan is a request with a reason that the lead unit's leader decides.

    Into a later year than the plan in force it also takes the seat `later_year`.
    """

    clause: str
    later_year: str
