"""Facts as of an earlier day: what came after it is taken away."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from yipanqi_core.mechanism.facts import ItemFacts, ProjectFacts

BEGAN = (
    "entered_on", "raised_on", "approved_on", "corrected_on", "set_on", "since_on", "on", "opened_on", "proposed_on",
    "inspected_on",
)  # fmt: skip
"""Dates since which a fact is one: the first of these that it has and that is known. Later than the day: no fact."""

ENDED: dict[str, dict[str, object]] = {
    "left_on": {"left_cause": None},
    "resolved_on": {},
    "closed_on": {"outcome": None},
    "finished_on": {},
    "inspected_on": {},
    "decided_on": {"state": "open"},
    "done_on": {},
    "until_on": {},
}
"""Dates on which something came to an end, with what goes with them. Later than the day: it had not yet."""

PLANNED = ("planned_on", "required_on", "due_on", "from_on", "to_on")
"""Dates that were meant; they stay, but for a re-plan approved later."""


def as_of(facts: ProjectFacts, on: date) -> ProjectFacts:
    """Give the facts without what is dated after `on`.

    A re-plan approved later gives way to the plan before it. What bears no date of its own (amounts, leaders, marks)
    stays as it is; a case that has moved on since is left out. Raises ValueError for a day after the facts' own.
    """
    if on > facts.on:
        raise ValueError(f"facts of {facts.on} say nothing about {on}")
    changes: dict[str, Any] = {
        name: tuple(_ended(one, on) for one in value if _begun(one, on))
        for name in _names(ProjectFacts)
        if isinstance(value := getattr(facts, name), tuple)
    }
    month = f"{on:%Y-%m}"
    figures = tuple(
        one if one.completed is None or one.month <= month else replace(one, completed=None) for one in facts.figures
    )
    items = tuple(_planned(facts, one, on) for one in changes["items"])
    return replace(facts, **{**changes, "on": on, "figures": figures, "items": items})


def _begun(one: Any, on: date) -> bool:
    for name in _dated(one.__class__, BEGAN):
        began = getattr(one, name)
        if began is not None:
            return not isinstance(began, date) or began <= on
    return True


def _ended(one: Any, on: date) -> Any:
    changes: dict[str, object] = {}
    for name in _dated(one.__class__, tuple(ENDED)):
        ended = getattr(one, name)
        if ended is not None and ended > on:
            others = ENDED[name].items()
            changes |= {name: None, **{other: value for other, value in others if other in _names(one.__class__)}}
    return replace(one, **changes) if changes else one


@cache
def _names(kind: object) -> tuple[str, ...]:
    """Name the fields of a kind of fact; a text has none."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


@cache
def _dated(kind: object, dates: tuple[str, ...]) -> tuple[str, ...]:
    """Name those of these dates that a kind of fact has, in their order: asked once for each kind, not each fact."""
    return tuple(name for name in dates if name in _names(kind))


def _planned(facts: ProjectFacts, item: ItemFacts, on: date) -> ItemFacts:
    later = [one for one in facts.replans if (one.kind, one.title) == (item.kind, item.title) and one.approved_on > on]
    return replace(item, planned_on=min(later, key=lambda one: one.round).from_on) if later else item
