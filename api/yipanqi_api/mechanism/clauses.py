"""Clauses, and what in the mechanism rests on each."""

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from yipanqi_api.mechanism.clause_views import ClauseInUse, ClauseView, SectionView, UseView
from yipanqi_api.mechanism.declared import SHOWN, declarations
from yipanqi_api.mechanism.grammar import section_of
from yipanqi_core.mechanism.edition import Edition


def clauses_of(edition: Edition) -> list[ClauseView]:
    """Show every clause with its section."""
    return [
        ClauseView(one.id, one.title, one.article, section_of(edition, one.id), list(one.places))
        for one in edition.clauses
    ]


def structure_of(edition: Edition) -> list[SectionView]:
    """Show the document's parts with the clauses in each."""
    placed = [(clause.id, section_of(edition, clause.id)) for clause in edition.clauses]
    return [
        SectionView(code, title, [clause for clause, section in placed if section is not None and section.code == code])
        for code, title in edition.structure
    ]


def clause_in_use(edition: Edition, clause_id: str) -> ClauseInUse:
    """Show a clause with all that rests on it. Raises KeyError."""
    clause = edition.clause(clause_id)
    used = [use for cited, use in _uses(edition) if cited == clause_id]
    named = re.compile(rf"{re.escape(clause_id)}(?![0-9])")
    used += [
        UseView("parameter", name, field.title or name)
        for name, field in edition.parameters.model_fields.items()
        if named.search(field.description or "")
    ]
    section = section_of(edition, clause_id)
    return ClauseInUse(clause.id, clause.title, clause.article, section, edition.name, used)


def _uses(edition: Edition) -> Iterator[tuple[str | None, UseView]]:
    track = edition.track
    yield track.clause, UseView("track", track.code, track.title)
    for gate in track.gates:
        title = f"{track.step(gate.source).title} → {track.step(gate.target).title}"
        yield gate.clause, UseView("gate", f"{gate.source}:{gate.target}", title)
    for clock in edition.clocks:
        yield clock.clause, UseView("clock", clock.code, clock.title)
    for check in (*edition.checks, *edition.register_checks):
        yield check.clause, UseView("check", check.code, check.title)
    for letter in edition.letters:
        yield letter.clause, UseView("letter", letter.kind, letter.kind)
    for task in edition.tasks:
        yield task.clause, UseView("task", task.code, task.title)
    for record in edition.records:
        yield record.clause, UseView("record", record.title, record.title)
    for duty in edition.duties:
        yield duty.clause, UseView("duty", duty.code, duty.title)
    for schedule in edition.schedules:
        yield schedule.clause, UseView("schedule", schedule.code, schedule.title)
    if edition.scoring is not None:
        yield edition.scoring.clause, UseView("scoring", "boards", "计分与排名")
    yield from _supervised(edition)
    yield from _computed(edition)
    for field in fields(edition):
        if field.name not in SHOWN:
            yield from ((clause, UseView(field.name, *named)) for clause, named in _cited(getattr(edition, field.name)))


def _supervised(edition: Edition) -> Iterator[tuple[str | None, UseView]]:
    for team in edition.teams:
        yield team.clause, UseView("team", team.code, team.title)
    for body in edition.bodies:
        yield body.clause, UseView("body", body.code, body.title)
    for kind in edition.inspections:
        yield kind.clause, UseView("inspection", kind.code, kind.title)
    if edition.fast_lane is not None:
        yield edition.fast_lane.clause, UseView("fast_lane", "fast_lane", edition.fast_lane.title)


def _computed(edition: Edition) -> Iterator[tuple[str | None, UseView]]:
    for kind in edition.classifications:
        yield kind.clause, UseView("classification", kind.kind, kind.title)
    for cut in edition.breakdowns:
        yield cut.clause, UseView("breakdown", cut.by, cut.title)
    for order in edition.orders:
        yield order.clause, UseView("order", order.code, order.title)
    for kept in ("figures", "targets", "goals", "registers"):
        for one in getattr(edition, kept):
            yield one.clause, UseView(kept.removesuffix("s"), one.code, one.title)
    for single in ("promotion", "unit_book"):
        if (declared := getattr(edition, single)) is not None:
            yield declared.clause, UseView(single, single, declared.title)


def _cited(value: Any) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give the clause, code and title of every further declaration that names a clause."""
    for one in declarations(value):
        clause = getattr(one, "clause", None)
        if isinstance(clause, str):
            title = str(getattr(one, "title", None) or getattr(one, "kind", None) or type(one).__name__)
            yield clause, (str(getattr(one, "code", title)), title)
