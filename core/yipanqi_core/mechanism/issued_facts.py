"""What rules are told of bulletins that went out."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class IssuedFacts:
    """A bulletin of the schedule's, issued by the day in the day's year or in the week in which that began."""

    id: str
    kind: str
    period: str
    number: str
    issued_on: date
