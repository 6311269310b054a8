"""Revisions of an edition: the same document, its rules mended from a month on; what was judged before stays so."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Revision:
    """Which writing of the edition's rules this is: the first, or a mended one with its first month and its reason."""

    number: int = 1
    judges_from: date | None = None  # the first day of a month; None: as long as the edition is in force
    because: str = ""  # what was mended and why, in a sentence for people


FIRST = Revision()
"""The edition as it was first written."""
