"""Leaders' posts that nobody holds: the check that counties share whose documents ask for a leader."""

from collections.abc import Callable
from datetime import date

from pydantic import BaseModel

from yipanqi_core.mechanism.facts import CountyFacts, ProjectFacts
from yipanqi_core.mechanism.references import Condition
from yipanqi_core.mechanism.rulings import Judgement, Ruling, RulingKind, Subject
from yipanqi_core.mechanism.vacancy_facts import VacancyFacts, vacancy_on
from yipanqi_core.vocabulary import ResponsibilityKind

TITLE = "岗位空缺"
Rule = Callable[[ProjectFacts, BaseModel], tuple[Judgement, ...]]
CountyRule = Callable[[CountyFacts, BaseModel], tuple[Judgement, ...]]


def _every_project(_: ProjectFacts) -> bool:
    return True


def vacant_leader(code: str, clause: str, title: str, applies: Condition = _every_project) -> Rule:
    """Make the rule that finds the project's leader, called `title`, to be a post that nobody holds on the day."""

    def rule(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
        found = vacancy_on(facts.vacancies, facts.leader, facts.on) if applies(facts) else None
        return () if found is None else (_finding(code, clause, title, facts, found),)

    return rule


def vacant_parts(code: str, clause: str) -> Rule:
    """Make the rule that finds a line or point leader's post that nobody holds on the day, each post once."""

    def rule(facts: ProjectFacts, _: BaseModel) -> tuple[Judgement, ...]:
        kinds = {part.holder: part.kind.label for part in facts.parts if part.kind is not ResponsibilityKind.CHAIN}
        now = (one for one in facts.vacancies if one.holds_on(facts.on) and one.post in kinds)
        return tuple(_finding(code, clause, kinds[one.post], facts, one) for one in now)

    return rule


def vacant_heads(code: str, clause: str, title: str) -> CountyRule:
    """Make the rule that finds the post of a key chain's head, called `title`, held by nobody on the day."""

    def rule(county: CountyFacts, _: BaseModel) -> tuple[Judgement, ...]:
        found = []
        for chain in county.chains:
            vacant = vacancy_on(county.vacancies, chain.head, county.on)
            if vacant is not None:
                ruling = _ruling(clause, f"“{chain.name}”{title}", vacant, county.on)
                found.append(Judgement(RulingKind.FINDING, code, Subject(unit=chain.unit), ruling))
        return tuple(found)

    return rule


def _finding(code: str, clause: str, title: str, facts: ProjectFacts, one: VacancyFacts) -> Judgement:
    subject = Subject(facts.project, facts.lead_unit)
    return Judgement(RulingKind.FINDING, code, subject, _ruling(clause, title, one, facts.on))


def _ruling(clause: str, title: str, one: VacancyFacts, on: date) -> Ruling:
    because = f"{title}“{one.post}”{one.told}，至 {on} 无人任职；接任者到任并登记任职，或改定{title}后消除"
    return Ruling("vacant", clause, because, {"post": one.post, "since_on": one.since_on})
