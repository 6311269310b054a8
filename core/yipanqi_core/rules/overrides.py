"""What a person's other rating changes: the month as it is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.scores import JudgedMonth
from yipanqi_core.rules.engine import Outcome, brought_about, judge_month, month_view
from yipanqi_core.rules.scoring import score
from yipanqi_core.rules.set_late import label

AS_PUBLISHED = {
    RulingKind.RATING: RulingKind.PUBLISHED_RATING,
    RulingKind.LETTER: RulingKind.PUBLISHED_LETTER,
    RulingKind.TASK: RulingKind.PUBLISHED_TASK,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rating that a person set for a project, as it stood when the month was published."""

    value: str
    clause: str
    reason: str
    set_by: str
    set_on: date


def in_effect(computed: Ruling, chosen: Chosen) -> Ruling:
    """Give the rating as set, with the computed one, its sentence and its figures beside it."""
    because = (
        f"由{label(computed.value)}改定为{label(chosen.value)}：{chosen.reason}；计算结果为{label(computed.value)}："
        f"{computed.because}"
    )
    told = {"computed": computed.value, "reason": chosen.reason, "set_by": chosen.set_by, "set_on": chosen.set_on}
    return Ruling(chosen.value, chosen.clause, because, {**computed.facts, "override": told})


def as_published(  # noqa: PLR0917
    edition: Edition,
    parameters: BaseModel,
    county: CountyFacts,
    projects: Sequence[ProjectFacts],
    chosen: Mapping[str, Chosen],
    before: Sequence[JudgedMonth] = (),
) -> Outcome:
    """Judge a month as it is published: what follows for the projects set otherwise, and everyone's scores."""
    facts = {one.project: one for one in projects}
    others: list[Judgement] = []
    counting: list[Judgement] = []
    for one in judge_month(edition, parameters, county, projects, before).judgements:
        project = one.subject.project
        if one.kind is RulingKind.RATING and project is not None and project in chosen:
            found = _of_project(edition, parameters, facts[project], in_effect(one.ruling, chosen[project]))
            others += [replace(each, kind=AS_PUBLISHED[each.kind]) for each in found]
            counting += found
        elif one.kind not in AS_PUBLISHED or project not in chosen:
            counting.append(one)
    view = month_view(edition, county, projects, counting, before)
    return Outcome(tuple(others), score(edition.scoring, parameters, view))


def _of_project(edition: Edition, parameters: BaseModel, facts: ProjectFacts, ruling: Ruling) -> list[Judgement]:
    subject = Subject(project=facts.project, unit=facts.lead_unit)
    found = [Judgement(RulingKind.RATING, "colour", subject, ruling)]
    return found + brought_about(edition, parameters, facts, ruling, subject)
