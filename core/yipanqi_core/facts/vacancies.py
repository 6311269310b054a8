"""Vacancies of posts: the gaps between those who held them, from the first day of the facts' month on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row

from yipanqi_core.facts.names import Names
from yipanqi_core.mechanism.vacancy_facts import VacancyFacts

Tenure = tuple[date | None, date | None]
Gap = tuple[date | None, date | None]


def vacancies(posts: Iterable[Row[Any]], tenures: Iterable[Row[Any]], who: Names, on: date) -> tuple[VacancyFacts, ...]:
    """Give each post's gaps that touch the month of the day, as they were known by it; posts in their order."""
    held: dict[Any, list[Tenure]] = defaultdict(list)
    for row in tenures:
        held[row.post_id].append((row.from_on, row.to_on))
    units = {row.id: row.unit for row in posts}
    first = on.replace(day=1)
    return tuple(
        VacancyFacts(who.posts[post], unit, since, until)
        for post, unit in units.items()
        for since, until in gaps(held[post], on)
        if until is None or until > first
    )


def gaps(tenures: Sequence[Tenure], on: date) -> Iterator[Gap]:
    """Give the times up to the day that no tenure covers, as (first day, day after the last); None: open."""
    begun = [one for one in tenures if (one[0] is None or one[0] <= on) and (one[0] is None or one[0] != one[1])]
    covered: date | None = None  # up to this day, exclusive; None at first: nothing is
    for place, (from_on, to_on) in enumerate(sorted(begun, key=lambda one: (one[0] is not None, one[0] or on))):
        if from_on is not None and (place == 0 or (covered is not None and from_on > covered)):
            yield covered, from_on
        if to_on is None:
            return
        covered = to_on if covered is None else max(covered, to_on)
    if covered is None or covered <= on:
        yield covered, None


def by_post(found: Iterable[VacancyFacts]) -> Mapping[str, tuple[VacancyFacts, ...]]:
    """Group vacancies by their post."""
    grouped: dict[str, tuple[VacancyFacts, ...]] = {}
    for one in found:
        grouped[one.post] = (*grouped.get(one.post, ()), one)
    return grouped
