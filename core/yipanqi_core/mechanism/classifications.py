"""Classifications: classes computed from the facts, which change when the facts change."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.rulings import Ruling


@dataclass(frozen=True, slots=True)
class ClassValue:
    """A class that may come out, by its code and its Chinese title (the code itself, where that is Chinese)."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Classification:
    """A kind of classes (`kind`: tier, stage, reserve …), computed at each month's end and at any moment.

    `classify` gives a ruling whose value is one of `values`, or None for “in no class” with the reason; no ruling at
    all where the kind does not concern the project. Asked of projects on the lists, and with `registered` of the
    others too. The class as of an earlier day is that of `rules.as_of.as_of(facts, day)`; where it is to stay as it was
    first told, `kept` lets the rule see the year's first stored ruling of this kind (`ProjectFacts.first_class`).
    """

    kind: str
    title: str
    clause: str
    values: tuple[ClassValue, ...]
    classify: Callable[[ProjectFacts, BaseModel], Ruling | None]
    registered: bool = False
    kept: bool = False

    def value(self, code: str | None) -> ClassValue | None:
        """Give the class of this code, if there is one."""
        return next((one for one in self.values if one.code == code), None)
