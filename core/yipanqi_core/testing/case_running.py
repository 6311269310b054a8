"""Running a case: the engine judges what is given, and what comes out is held against what is expected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError

from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.scores import CountyView
from yipanqi_core.rules.engine import Outcome, judge_month, month_view
from yipanqi_core.rules.scoring import score
from yipanqi_core.testing.came import Came
from yipanqi_core.testing.case_facts import county_facts, project_facts
from yipanqi_core.testing.case_file import Case
from yipanqi_core.testing.declarations import lookup, plain
from yipanqi_core.testing.expectations import unmet
from yipanqi_core.testing.faults import CaseFileError


@dataclass(frozen=True, slots=True)
class Given:
    """A case's facts."""

    parameters: BaseModel
    county: CountyFacts
    projects: tuple[ProjectFacts, ...]


def given(case: Case, edition: Edition) -> Given:
    """Build what a case gives. Raises CaseFileError."""
    try:
        parameters = edition.parameters(**case.parameters)
    except ValidationError as error:
        raise CaseFileError(f"设参数不合格：{error}") from error
    projects = tuple(project_facts(one, case.on, edition) for one in case.projects)
    units = [*case.units, *_mentioned(case.units, projects)]
    month = str(Period.containing(case.on, PeriodKind.MONTH))
    county = county_facts(case.county, units, case.on, edition, month)
    return Given(parameters, county, tuple(_seated(one, edition, county) for one in projects))


def _seated(facts: ProjectFacts, edition: Edition, county: CountyFacts) -> ProjectFacts:
    """Put the project's own seats, such as its townships, where the case does not say who sits there."""
    own = {seat.code: seat.units(facts, county.units) for seat in edition.project_seats}
    return replace(facts, own_seats={**own, **facts.own_seats})


def _mentioned(units: Sequence[Mapping[str, Any]], projects: Sequence[ProjectFacts]) -> Iterator[Mapping[str, Any]]:
    """Units that projects name and the case does not describe."""
    known = {one.get("名称") for one in units}
    for unit in sorted({one.lead_unit for one in projects} - known):
        yield {"名称": unit}
    for facts in {one.owner: one for one in projects}.values():
        if facts.owner not in known and facts.owner not in {one.lead_unit for one in projects}:
            yield {"名称": facts.owner, "类别": facts.owner_kind.label}


def judged(edition: Edition, facts: Given, period: str | None) -> Outcome:
    """Judge the month, and score the longer period that the case names, if it does."""
    outcome = judge_month(edition, facts.parameters, facts.county, facts.projects)
    asked = None if period is None else Period.parse(period)
    if asked is None or asked.kind is PeriodKind.MONTH:
        return outcome
    months = month_view(edition, facts.county, facts.projects, outcome.judgements, ()).months
    view = CountyView(str(asked), asked.kind, facts.county, facts.projects, months)
    return Outcome(outcome.judgements, score(edition.scoring, facts.parameters, view))


def failures(case: Case, edition: Edition) -> list[str]:
    """Run a case and say, in one sentence each, what did not come out as expected."""
    try:
        facts = given(case, edition)
        told = list(_declared(case, edition, facts.parameters))
        if case.expected or case.excluded:
            outcome = judged(edition, facts, case.period)
            came = Came(edition, facts.parameters, facts.county, facts.projects, outcome)
            told += [message for one in case.expected if (message := unmet(came, one, case.clauses)) is not None]
            told += [
                f"不应有 {_text(one)}，却出现了" for one in case.excluded if unmet(came, one, case.clauses) is None
            ]
    except CaseFileError as error:
        return [str(error)]
    except Exception as error:  # a rule that fails is the county's own mistake, told like any other
        return [f"规则出错（{type(error).__name__}：{error}）"]
    return told


def _declared(case: Case, edition: Edition, parameters: BaseModel) -> Iterator[str]:
    for path, expected in case.declared.items():
        try:
            found = plain(lookup(edition, parameters, path))
        except LookupError as error:
            yield str(error)
            continue
        if str(found) != str(plain(expected)):
            yield f"声明 {path} 应为 {plain(expected)}，实为 {found}"


def _text(one: Mapping[str, Any]) -> str:
    return "，".join(f"{key} {value}" for key, value in one.items())
