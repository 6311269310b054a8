"""Rows of reviews and cases as facts, and the units that sit in a project's own seats."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row

from yipanqi_core.facts.names import Names
from yipanqi_core.facts.review_queries import collected_rows
from yipanqi_core.facts.unread import Unread
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import CaseFacts, CollectedFacts, CountyFacts, ProjectFacts, ReviewFacts
from yipanqi_core.mechanism.reviews import Opinion, ReviewKind, ReviewState
from yipanqi_core.tenants.scope import Scope

_DECISIONS = {
    Opinion.APPROVE.value: ReviewState.APPROVED,
    Opinion.REJECT.value: ReviewState.REJECTED,
    Opinion.RETURN.value: ReviewState.RETURNED,
}


def reviews(edition: Edition, rows: Iterable[Row[Any]]) -> tuple[ReviewFacts, ...]:
    """Give joint reviews with their state as of the day."""
    kinds = {kind.code: kind for kind in edition.reviews}
    return tuple(
        ReviewFacts(
            one.kind, one.opened_on, tuple(one.seats), tuple(one.against), _state(kinds[one.kind], one), one.decided_on
        )
        for one in rows
    )


def _state(kind: ReviewKind, row: Row[Any]) -> str:
    if row.decision is not None:
        return _DECISIONS[row.decision].value
    if not {asked.seat for asked in kind.asks}.issubset(row.seats):
        return ReviewState.OPEN.value
    return kind.concluded(bool(row.against)).value


def with_cases(facts: ProjectFacts, rows: Sequence[Row[Any]]) -> ProjectFacts:
    """Add a project's cases, those open on the day apart from those closed by it."""
    if isinstance(rows, Unread):
        return replace(facts, cases=rows, closed_cases=rows)
    if not rows:
        return facts
    return replace(
        facts,
        cases=tuple(_case(row) for row in rows if row.closed_on is None),
        closed_cases=tuple(_case(row) for row in rows if row.closed_on is not None),
    )


def _case(row: Row[Any]) -> CaseFacts:
    return CaseFacts(
        row.kind,
        row.title,
        row.step,
        row.entered_on,
        row.follower,
        row.opened_on,
        row.closed_on,
        row.year,
        row.fields,
        tuple(row.returned_on or ()),
    )


def with_own_seats(edition: Edition, facts: ProjectFacts, who: Names) -> ProjectFacts:
    """Add the units that sit in the seats which the mechanism gives each project."""
    if not edition.project_seats:
        return facts
    units = tuple(who.units.values())
    return replace(facts, own_seats={seat.code: seat.units(facts, units) for seat in edition.project_seats})


async def with_collected(scope: Scope, edition: Edition, on: date, who: Names, facts: CountyFacts) -> CountyFacts:
    """Add what the units had handed in for the mechanism's yearly collections by the day."""
    handed_in: Mapping[str, Sequence[str]] = {
        kind.code: [step.code for step in kind.steps if kind.reaches(step.code, kind.collection.handed_in)]
        for kind in edition.cases
        if kind.collection is not None
    }
    last = {kind.code: kind.steps[-1].code for kind in edition.cases if kind.collection is not None}
    rows = await collected_rows(scope.connection, scope.tenant_id, on, handed_in, last)
    if not rows:
        return facts
    collected = (
        CollectedFacts(row.kind, row.year, who.units[row.unit_id].name, row.cases, row.first_on, row.waiting)
        for row in rows
    )
    return replace(facts, collected=tuple(collected))
