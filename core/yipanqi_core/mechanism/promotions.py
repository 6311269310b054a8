"""Promotions: how a project rises to a higher level, from a day on, with its history kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Promotion:
    """A project has one level; it rises by a dated act of the daily office or of who sits in `decided_by`."""

    title: str
    clause: str
    decided_by: tuple[str, ...]
