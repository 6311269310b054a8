"""Fast lanes: approval items that go before others, with the days that each department has them in hand."""

from dataclasses import dataclass

from yipanqi_core.mechanism.references import Condition
from yipanqi_core.vocabulary import ItemKind


@dataclass(frozen=True, slots=True)
class FastLane:
    """Unfinished items of these kinds of listed projects of which `applies` is true are urgent.

    Days in hand run from the day on which an item was handed in to its unit, without the days it lay returned.
    """

    title: str
    clause: str
    applies: Condition
    kinds: tuple[ItemKind, ...] = (ItemKind.PROCEDURE,)
