"""Lookups: a field whose words are not free but name a row of a register."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lookup:
    """That `field` names a row of `register`, by the field that its rows go by.

    Of a register kept by years it is the rows of the year in question that count or, as long as none stand there, those
    of the latest year before. What is filled in under a name in `agrees` must say what that row says there.
    """

    field: str
    register: str
    clause: str
    agrees: tuple[str, ...] = ()
