"""A rate as the mechanism declares it."""

from typing import Annotated, Self

import msgspec
from msgspec import Meta

from yipanqi_api.references import Word
from yipanqi_core.mechanism.rates import Rate


class RateKindView(msgspec.Struct):
    """A part over a whole, added up per unit."""

    code: str
    title: str
    clause: str
    part: Annotated[str, Meta(description="分子")]
    whole: Annotated[str, Meta(description="分母")]
    measure: Word

    @classmethod
    def of(cls, one: Rate) -> Self:
        """Show a declaration."""
        return cls(one.code, one.title, one.clause, one.part_title, one.whole_title, Word.of(one.measure))
