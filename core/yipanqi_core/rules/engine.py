"""Judging a month: every project of a county by the edition in force, from facts to judgements and scores."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from yipanqi_core.calendar import PeriodKind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.scores import CountyView, JudgedMonth
from yipanqi_core.rules import clocks, duties, goals, inspections, responsibilities, teams
from yipanqi_core.rules.changes import changes
from yipanqi_core.rules.classes import classes
from yipanqi_core.rules.meetings import meeting_findings
from yipanqi_core.rules.scoring import Score, score
from yipanqi_core.rules.set_late import set_late
from yipanqi_core.rules.told import corrected

ADMITTED = "admitted"
REFERENCE = "reference"
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a month's judging gave, in a fixed order."""

    judgements: tuple[Judgement, ...]
    scores: tuple[Score, ...]


def judge_month(
    edition: Edition,
    parameters: BaseModel,
    county: CountyFacts,
    projects: Sequence[ProjectFacts],
    before: Sequence[JudgedMonth] = (),
) -> Outcome:
    """Judge every project for the month that its facts are of, then score and rank the units.

    `before` are the year's earlier months, where the scores read them.
    """
    judgements: list[Judgement] = []
    for facts in projects:
        judgements += judge_project(edition, parameters, facts)
    judgements += judge_county(edition, parameters, county, PeriodKind.MONTH)
    judgements += duties.judge(edition, parameters, county, projects)
    judgements += goals.judge(edition.goals, parameters, county, projects)
    view = month_view(edition, county, projects, judgements, before)
    return Outcome(tuple(judgements), score(edition.scoring, parameters, view))


def month_view(
    edition: Edition,
    county: CountyFacts,
    projects: Sequence[ProjectFacts],
    judgements: Sequence[Judgement],
    before: Sequence[JudgedMonth],
) -> CountyView:
    """Give what a month's scores are read from."""
    reads = () if edition.scoring is None else edition.scoring.reads
    own = JudgedMonth(county.period, tuple(one for one in judgements if not reads or one.kind in reads))
    return CountyView(county.period, PeriodKind.MONTH, county, tuple(projects), (*before, own))


def judge_county(
    edition: Edition, parameters: BaseModel, county: CountyFacts, cadence: PeriodKind
) -> tuple[Judgement, ...]:
    """Judge what posts, chains and the county as a whole owe for a period of this length."""
    checks = [check for check in edition.county_checks if check.cadence is cadence]
    found = [one for check in checks for one in check.find(county, parameters)]
    found += meeting_findings(edition.meetings, county, cadence)
    if cadence is PeriodKind.MONTH:
        found += teams.body_findings(edition.bodies, county) + inspections.unit_findings(edition.inspections, county)
    return tuple(found)


def judge_project(edition: Edition, parameters: BaseModel, facts: ProjectFacts) -> list[Judgement]:
    """Judge one project: what changed, its classes, and, on a list, its rating and all that is found of it."""
    start = facts.on.replace(day=1)
    found = changes(edition.track, facts, start, edition.acts) + corrected(edition.attested, facts) + set_late(facts)
    found += classes(edition.classifications, facts, parameters)
    if facts.step is None:
        for check in edition.register_checks:
            found += check.find(facts, parameters)
        return found + _off_the_lists(edition, parameters, facts)
    subject = Subject(project=facts.project, unit=facts.lead_unit)
    ruling = None
    if edition.rating is not None:
        ruling = edition.rating(facts, parameters)
        found.append(Judgement(RulingKind.RATING, "colour", subject, ruling))
    found += brought_about(edition, parameters, facts, ruling, subject)
    for check in edition.checks:
        found += check.find(facts, parameters)
    found += responsibilities.findings(edition.responsibilities, facts) + teams.findings(edition.teams, facts)
    found += inspections.findings(edition.inspections, facts, parameters)
    return found + clocks.findings(edition.clocks, facts, parameters)


def brought_about(
    edition: Edition, parameters: BaseModel, facts: ProjectFacts, ruling: Ruling | None, subject: Subject
) -> list[Judgement]:
    """Give the letter and the tasks that a project's state brings about; they go out when the month is published.

    `ruling` is the project's rating; None where the mechanism rates none.
    """
    found: list[Judgement] = []
    if edition.letter_due is not None:
        letter = gravest(edition, edition.letter_due(facts, ruling, parameters))
        if letter is not None:
            found.append(Judgement(RulingKind.LETTER, letter.value or "", subject, letter))
    if edition.tasks_due is not None:
        found += edition.tasks_due(facts, ruling, parameters)
    return found


def gravest(edition: Edition, due: Ruling | tuple[Ruling, ...] | None) -> Ruling | None:
    """Give the one letter that goes out: of several due the one whose kind has the highest grade."""
    several = due if isinstance(due, tuple) else () if due is None else (due,)
    return max(several, key=lambda one: edition.letter(one.value or "").grade, default=None)


def _off_the_lists(edition: Edition, parameters: BaseModel, facts: ProjectFacts) -> list[Judgement]:
    """A project kept off the lists is rated for its department's use, if the mechanism allows; others have clocks.

    The clocks stop for a project that has left the lists: what it still owed was found while it stood on them.
    """
    admission = edition.admission(facts, parameters)
    if admission.value != REFERENCE:
        return [] if facts.passages else clocks.findings(edition.clocks, facts, parameters)
    if edition.rating is None:
        return []
    ruling = edition.rating(facts, parameters)
    because = f"参照管理，不入清单、不计分：{ruling.because}"
    seen = Ruling(ruling.value, admission.clause, because, ruling.facts)
    return [Judgement(RulingKind.REFERENCE, "colour", Subject(facts.project, facts.lead_unit), seen)]
