"""Figures, targets and goals as the mechanism declares them."""

from collections.abc import Iterable
from typing import Annotated, Any, Self

import msgspec
from msgspec import Meta

from yipanqi_api.references import Word
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.figures import OWN_UNIT, Figure, Target
from yipanqi_core.mechanism.goals import Goal
from yipanqi_core.mechanism.promotions import Promotion
from yipanqi_core.mechanism.unit_books import UnitBook
from yipanqi_core.vocabulary import UnitKind


class FigureKindView(msgspec.Struct):
    """A monthly series."""

    code: str
    title: str
    clause: str
    subject: Annotated[Word, Meta(description="全县的，或按单位")]
    kinds: Annotated[list[Word], Meta(description="哪类单位；空为任一")]
    measure: Word
    shown_in: str | None
    reading: Annotated[Word, Meta(description="当月数或累计数")]
    kept_by: list[Word]

    @classmethod
    def of(cls, one: Figure, edition: Edition) -> Self:
        """Show a declaration."""
        return cls(
            one.code, one.title, one.clause, Word.of(one.subject), kinds(one.kinds), Word.of(one.measure),
            one.shown_in, Word.of(one.reading), keepers(one.kept_by, edition),
        )  # fmt: skip


class TargetKindView(msgspec.Struct):
    """A target of a year."""

    code: str
    title: str
    clause: str
    subject: Annotated[Word, Meta(description="全县的，或按单位")]
    kinds: Annotated[list[Word], Meta(description="哪类单位；空为任一")]
    measure: Word
    shown_in: str | None
    figure: Annotated[str | None, Meta(description="完成数取自哪一指标；空为由事实算出")]
    kept_by: list[Word]

    @classmethod
    def of(cls, one: Target, edition: Edition) -> Self:
        """Show a declaration."""
        return cls(
            one.code, one.title, one.clause, Word.of(one.subject), kinds(one.kinds), Word.of(one.measure),
            one.shown_in, one.figure, keepers(one.kept_by, edition),
        )  # fmt: skip


class GoalKindView(msgspec.Struct):
    """A goal worked out from the county's own figures."""

    code: str
    title: str
    clause: str
    subject: Annotated[Word, Meta(description="全县的，或按单位")]
    kinds: Annotated[list[Word], Meta(description="哪类单位；空为任一")]
    measure: Word
    shown_in: str | None

    @classmethod
    def of(cls, one: Goal) -> Self:
        """Show a declaration."""
        return cls(
            one.code, one.title, one.clause, Word.of(one.subject), kinds(one.kinds), Word.of(one.measure), one.shown_in
        )


class PromotionView(msgspec.Struct):
    """How a project rises to a higher level."""

    title: str
    clause: str
    decided_by: list[Word]

    @classmethod
    def of(cls, one: Promotion, edition: Edition) -> Self:
        """Show a declaration."""
        return cls(one.title, one.clause, keepers(one.decided_by, edition))


class UnitBookKindView(msgspec.Struct):
    """The book that each unit of these kinds has; read it at /v1/units/{id}/book."""

    title: str
    clause: str
    kinds: list[Word]

    @classmethod
    def of(cls, one: UnitBook) -> Self:
        """Show a declaration."""
        return cls(one.title, one.clause, kinds(one.kinds))


def kinds(some: Iterable[UnitKind]) -> list[Word]:
    """Show kinds of units in their own order."""
    meant = set(some)
    return [Word.of(kind) for kind in UnitKind if kind in meant]


def keepers(seats: Iterable[str], edition: Edition) -> list[Word]:
    """Name the seats that keep something."""
    return [Word(one, "该单位" if one == OWN_UNIT else edition.seat_title(one)) for one in seats]


def declared(edition: Edition) -> dict[str, Any]:
    """Give the sections of the mechanism's view that stand here."""
    return {
        "figures": [FigureKindView.of(one, edition) for one in edition.figures],
        "targets": [TargetKindView.of(one, edition) for one in edition.targets],
        "goals": [GoalKindView.of(one) for one in edition.goals],
        "promotion": None if edition.promotion is None else PromotionView.of(edition.promotion, edition),
        "unit_book": None if edition.unit_book is None else UnitBookKindView.of(edition.unit_book),
    }
