"""What a county's own cases bring forth, gathered once for all checks: facts, judgements, scores."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.rulings import Judgement, RulingKind
from yipanqi_core.rules.engine import Outcome
from yipanqi_core.rules.scoring import Score
from yipanqi_core.testing.case_file import Case, read_cases
from yipanqi_core.testing.case_running import Given, given, judged
from yipanqi_core.testing.discovery import CountyPlugin
from yipanqi_core.testing.faults import CaseFileError


@dataclass(frozen=True, slots=True)
class RunCase:
    """A case with what it gives and what comes out of it."""

    case: Case
    given: Given
    outcome: Outcome


def cases_of(county: CountyPlugin, edition: Edition) -> tuple[Case, ...]:
    """Give the cases of an edition as revised: its own, and those of all its revisions. Raises CaseFileError."""
    of = (edition.name, None), (edition.name, edition.revision.number)
    return tuple(
        case for file in read_cases(county.cases) if (file.edition, file.revision) in of for case in file.cases
    )


def run_cases(county: CountyPlugin, edition: Edition) -> tuple[RunCase, ...]:
    """Run an edition's cases; those that cannot be run are left to the cases' own test."""
    return _run(county, edition.name, edition.revision.number)


def judgements(county: CountyPlugin, edition: Edition, kind: RulingKind) -> Iterator[tuple[RunCase, Judgement]]:
    """Give all judgements of a kind that the cases bring forth."""
    for one in run_cases(county, edition):
        for judgement in one.outcome.judgements:
            if judgement.kind is kind:
                yield one, judgement


def scores(county: CountyPlugin, edition: Edition) -> Iterator[Score]:
    """Give all scores that the cases bring forth."""
    for one in run_cases(county, edition):
        yield from (score for score in one.outcome.scores if score.points is not None)


@lru_cache(maxsize=64)
def _run(county: CountyPlugin, name: str, revision: int) -> tuple[RunCase, ...]:
    named = (one for one in county.mechanism.editions if (one.name, one.revision.number) == (name, revision))
    edition = next(named)
    found = []
    try:
        cases = cases_of(county, edition)
    except CaseFileError:
        return ()
    for case in cases:
        try:
            facts = given(case, edition)
            found.append(RunCase(case, facts, judged(edition, facts, case.period)))
        except Exception:  # noqa: S112 - told by the cases' own check, with the case's name
            continue
    return tuple(found)
