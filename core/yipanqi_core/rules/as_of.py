"""Facts as of an earlier day: what came after it is taken away."""

from dataclasses import replace
from datetime import date

from yipanqi_core.mechanism.facts import ItemFacts, PassageFacts, ProjectFacts


def as_of(facts: ProjectFacts, on: date) -> ProjectFacts:
    """Give the facts without what is dated after `on`: passages, actual dates, figures, issues, reviews, proposals.

    A re-plan approved later gives way to the plan before it. What bears no date of its own (amounts, leaders, marks)
    stays as it is. Raises ValueError for a day after the facts' own.
    """
    if on > facts.on:
        raise ValueError(f"facts of {facts.on} say nothing about {on}")
    return replace(
        facts,
        on=on,
        items=tuple(_item(facts, one, on) for one in facts.items),
        figures=tuple(one if one.month <= f"{on:%Y-%m}" else replace(one, completed=None) for one in facts.figures),
        passages=tuple(_passage(one, on) for one in facts.passages if one.entered_on <= on),
        issues=tuple(
            one if one.resolved_on is None or one.resolved_on <= on else replace(one, resolved_on=None)
            for one in facts.issues
            if one.raised_on <= on
        ),
        proposals=tuple(
            one if one.closed_on is None or one.closed_on <= on else replace(one, closed_on=None, outcome=None)
            for one in facts.proposals
            if one.opened_on <= on
        ),
        corrections=tuple(one for one in facts.corrections if one.corrected_on <= on),
        replans=tuple(one for one in facts.replans if one.approved_on <= on),
        reviews=tuple(one for one in facts.reviews if one.opened_on <= on),
        cases=tuple(one for one in facts.cases if one.entered_on <= on),
        set_late=tuple(one for one in facts.set_late if one.set_on <= on),
    )


def _item(facts: ProjectFacts, item: ItemFacts, on: date) -> ItemFacts:
    later = [one for one in facts.replans if (one.kind, one.title) == (item.kind, item.title) and one.approved_on > on]
    planned_on = min(later, key=lambda one: one.round).from_on if later else item.planned_on
    finished_on = item.finished_on if item.finished_on is None or item.finished_on <= on else None
    return replace(item, planned_on=planned_on, finished_on=finished_on)


def _passage(passage: PassageFacts, on: date) -> PassageFacts:
    if passage.left_on is None or passage.left_on <= on:
        return passage
    return replace(passage, left_on=None, left_cause=None)
