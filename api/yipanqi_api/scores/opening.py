"""Opening scores: from points to the months, projects and rulings that they add up from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

import msgspec

from yipanqi_api.colours import colour_word
from yipanqi_api.references import Reference, Word
from yipanqi_api.rulings import RulingView
from yipanqi_api.scores.views import (
    BasisView,
    GroupScore,
    MonthBehind,
    PartBehind,
    RatingBehind,
    board_word,
    maybe_points,
    points_of,
)
from yipanqi_core.assessments.reading_queries import ratings_behind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.tenants.scope import Scope


class Entry(msgspec.Struct):
    """A stored entry of a score's basis: a rated project, a month of a longer period, or a part of another kind."""

    points: str
    project: str | None = None
    colour: str | None = None
    period: str | None = None
    part: str | None = None
    title: str | None = None
    clause: str | None = None
    because: str | None = None
    done: str | None = None
    due: str | None = None
    counted: bool = True
    entries: list[msgspec.Raw] = []

    @property
    def rated(self) -> bool:
        """Whether it stands on a project's rating."""
        return self.project is not None and self.part is None


_ENTRIES = msgspec.json.Decoder(list[Entry])


class Behind:
    """The ratings that months' points come from, found by assessment and the project's name as judged."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = {(row.assessment_id, row.project): row for row in rows}

    def holds(self, named: Iterable[tuple[UUID, str]]) -> bool:
        """Tell whether every one of these ratings is at hand."""
        return self._rows.keys() >= set(named)

    def basis(self, score: Any) -> list[BasisView]:
        """Give a score's entries, each with the address of what it comes from."""
        return [self._entry(score, entry) for entry in _ENTRIES.decode(score.basis)]

    def month(self, score: Any) -> MonthBehind:
        """Open a month's score to its ratings."""
        entries = _ENTRIES.decode(score.basis)
        rated = [self._rating(score, entry) for entry in entries if entry.rated]
        return MonthBehind(score.period, points_of(score.points), rated, parts_of(entries))

    def _entry(self, score: Any, entry: Entry) -> BasisView:
        points = points_of(entry.points)
        if entry.period is not None:
            return BasisView(points, f"/v1/scores/{entry.period}/{score.unit_id}", period=entry.period)
        if entry.part is not None:
            return BasisView(points, None, part=part_of(entry))
        row = self._rows.get((score.assessment_id, entry.project))
        return BasisView(
            points,
            None if row is None else f"/v1/ratings/{row.id}",
            project=None if row is None else Reference(row.project_id, row.project),
            colour=colour_word(entry.colour),
        )

    def _rating(self, score: Any, entry: Entry) -> RatingBehind:
        row = self._rows[score.assessment_id, entry.project]
        return RatingBehind(
            project=Reference(row.project_id, row.project),
            colour=colour_word(entry.colour),
            points=points_of(entry.points),
            rating_id=row.id,
            href=f"/v1/ratings/{row.id}",
            ruling=RulingView(row.value, row.clause, row.because, msgspec.Raw(row.facts)),
        )


async def behind_scores(scope: Scope, scores: Sequence[Any]) -> Behind:
    """Read the ratings behind these scores of months; a project renamed since is found in a second statement."""
    named = {
        (one.assessment_id, entry.project)
        for one in scores
        for entry in _ENTRIES.decode(one.basis)
        if entry.project is not None and entry.rated
    }
    ids, names = {assessment_id for assessment_id, _ in named}, {project for _, project in named}
    read = partial(ratings_behind, scope.connection, scope.tenant_id, ids)
    behind = Behind(await read(names))
    return behind if behind.holds(named) else Behind(await read())


def part_of(entry: Entry) -> PartBehind:
    """Show what a part gave or took, and on what."""
    return PartBehind(
        code=entry.part or "",
        title=entry.title or entry.part or "",
        clause=entry.clause,
        because=entry.because,
        points=points_of(entry.points),
        counted=entry.counted,
        done=entry.done,
        due=entry.due,
        project=entry.project,
        entries=entry.entries,
    )


def parts_of(entries: Iterable[Entry]) -> list[PartBehind]:
    """Show those entries that are parts."""
    return [part_of(entry) for entry in entries if entry.part is not None]


def group_word(edition: Edition, title: str) -> Word:
    """Name a group of units by its code in the edition; one that it does not know goes by its title."""
    group = None if edition.scoring is None else edition.scoring.group(title)
    return Word(title if group is None else group.code, title)


def opened(edition: Edition, period: str, rows: Sequence[Any], behind: Behind) -> list[GroupScore]:
    """Open a unit's scores of a period, group by group; `rows` also hold the scores of its months."""
    months: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if row.points is not None and len(row.period) == len("2024-06") and "Q" not in row.period:
            months[row.assessment_group].append(row)
    return [
        GroupScore(
            group=group_word(edition, row.assessment_group),
            points=maybe_points(row.points),
            rank=row.rank,
            board=board_word(row.board),
            clause=row.clause,
            because=row.because,
            months=[behind.month(month) for month in months[row.assessment_group]],
            parts=parts_of(_ENTRIES.decode(row.basis)),
        )
        for row in rows
        if row.period == period
    ]
