"""Clauses: the numbered places of a county's document on which every ruling rests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its id, its short title, the article it comes from, and its places in the edition's frameworks."""

    id: str
    title: str
    article: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a framework; `part` says to which of its numbered parts it belongs."""

    code: str
    part: str
    title: str


@dataclass(frozen=True, slots=True)
class Framework:
    """A second structure of the same clauses, across the document's sections: a way of working with a name."""

    code: str
    title: str
    places: tuple[Place, ...]
