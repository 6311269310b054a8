"""A second structure of the clauses, across the document's sections, as it is shown."""

from typing import Annotated, Self

import msgspec
from msgspec import Meta

from yipanqi_core.mechanism.clauses import Framework
from yipanqi_core.mechanism.edition import Edition


class PlaceView(msgspec.Struct):
    """A place of a framework with the clauses that hang on it."""

    code: str
    part: Annotated[str, Meta(description="属于结构中的哪一部分，如“4”个关键")]
    title: str
    clauses: Annotated[list[str], Meta(description="条款编号")]


class FrameworkView(msgspec.Struct):
    """A framework with its places in order."""

    code: str
    title: str
    places: list[PlaceView]

    @classmethod
    def of(cls, one: Framework, edition: Edition) -> Self:
        """Show a framework."""
        places = [
            PlaceView(
                place.code,
                place.part,
                place.title,
                [clause.id for clause in edition.clauses if place.code in clause.places],
            )
            for place in one.places
        ]
        return cls(one.code, one.title, places)
