"""How a goal is shown with how far it is."""

from decimal import Decimal
from typing import Annotated, Self

import msgspec
from msgspec import Meta

from yipanqi_api.references import Word
from yipanqi_core.rules.goals import GoalState


class GoalView(msgspec.Struct):
    """A goal of the county or of a unit at a month's end."""

    goal: Word
    clause: str
    unit: Annotated[str | None, Meta(description="单位；空为全县")]
    month: str
    needed: Annotated[str | None, Meta(description="应达；金额以万元计，两位小数。空为没有可据以测算的目标")]
    reached: str | None
    measure: Word
    met: bool | None
    because: str

    @classmethod
    def of(cls, state: GoalState, month: str) -> Self:
        """Show a goal's state."""
        return cls(
            goal=Word(state.goal.code, state.goal.title),
            clause=state.goal.clause,
            unit=state.unit,
            month=month,
            needed=_text(state.needed),
            reached=_text(state.reached),
            measure=Word.of(state.goal.measure),
            met=None if state.ruling.value is None else state.ruling.value == "met",
            because=state.ruling.because,
        )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"
