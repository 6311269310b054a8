"""Clauses: the numbered places of a county's document on which every ruling rests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its id, its short title and the article of the county's document it comes from."""

    id: str
    title: str
    article: str
