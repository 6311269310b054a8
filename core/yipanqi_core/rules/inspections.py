"""Which projects are due for inspection in a period, and which were not inspected in time."""

from dataclasses import replace

from pydantic import BaseModel

from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.inspections import InspectionKind
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.supervision_facts import InspectionFacts
from yipanqi_core.rules.as_of import as_of


def due(kind: InspectionKind, facts: ProjectFacts, period: Period, parameters: BaseModel) -> Ruling | None:
    """Rule whether a project is to be inspected in a period, told what is known by then; None: it is not.

    The measure is taken of the project as it stood when the period before ended.
    """
    if kind.due is None:
        return None
    day = min(period.previous().end, facts.on)
    then = as_of(facts, day)
    if day.year != facts.on.year:  # the year's figures say nothing about the year before
        then = replace(then, figures=(), annual_plan=None)
    return None if then.step is None else kind.due(then, parameters)


def asked(kind: InspectionKind, facts: ProjectFacts, period: Period, parameters: BaseModel) -> Ruling | None:
    """Rule whether a project was to be inspected in a period: what was proposed for it stands, whatever came after.

    Where nothing was proposed, the measure is taken anew. Of the year before only the proposal still knows all figures.
    """
    for one in facts.inspections:
        if (one.kind, one.period) == (kind.code, str(period)) and one.proposed_on is not None:
            return Ruling("proposed", kind.clause, one.because or f"已列入{period.title}{kind.title}", {"on": facts.on})
    return due(kind, facts, period, parameters)


def made_in(kind: InspectionKind, inspections: tuple[InspectionFacts, ...], period: Period) -> list[InspectionFacts]:
    """Give the inspections of the kind that were made in the period, each with a word on every aspect."""
    return [
        one
        for one in inspections
        if one.kind == kind.code
        and one.inspected_on is not None
        and one.inspected_on in period
        and all(one.words.get(aspect.code, "").strip() for aspect in kind.aspects)
    ]


def findings(kinds: tuple[InspectionKind, ...], facts: ProjectFacts, parameters: BaseModel) -> list[Judgement]:
    """Find the inspections of a listed project that were due in the period that ends on the facts' day, not made."""
    found = []
    for kind in kinds:
        period = Period.containing(facts.on, kind.cadence)
        if kind.missed is None or period.end != facts.on or made_in(kind, facts.inspections, period):
            continue
        ruling = asked(kind, facts, period, parameters)
        if ruling is not None:
            because = f"{ruling.because}，{period.title}应列入{kind.title}而未查；督查并形成记录后，下期不再提示"
            found.append(_finding(kind, Subject(facts.project, None), because, ruling))
    return found


def unit_findings(kinds: tuple[InspectionKind, ...], county: CountyFacts) -> list[Judgement]:
    """Find the units that were to be inspected in the period that ends on the facts' day and were not."""
    found = []
    for kind in kinds:
        period = Period.containing(county.on, kind.cadence)
        if kind.of_units is None or kind.missed is None or period.end != county.on:
            continue
        seen = {one.subject for one in made_in(kind, county.inspections, period)}
        for unit in kind.of_units(county):
            if unit not in seen:
                because = f"{period.title}{kind.title}应覆盖{unit}而未查；督查并形成记录后，下期不再提示"
                found.append(_finding(kind, Subject(unit=unit), because, None))
    return found


def _finding(kind: InspectionKind, subject: Subject, because: str, basis: Ruling | None) -> Judgement:
    assert kind.missed is not None
    figures = {} if basis is None else dict(basis.facts)
    return Judgement(
        RulingKind.FINDING, kind.missed[0], subject, Ruling("not_inspected", kind.clause, because, figures)
    )
