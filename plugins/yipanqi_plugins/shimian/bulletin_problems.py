"""Point to point: what each owner and unit has to put right after a quarter (SM-4.3)."""

from collections.abc import Iterator

from pydantic import BaseModel

from yipanqi_core.mechanism.bulletins import BulletinFacts, Problem
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.rules.progress import investment, late, shown
from yipanqi_core.vocabulary import Colour, ItemKind


def problems(facts: BulletinFacts, _: BaseModel) -> tuple[Problem, ...]:
    """Each owner's lagging projects, each lead unit's, and each unit's own findings, by unit and project."""
    found = {*_lagging(facts), *_found(facts)}
    return tuple(sorted(found, key=lambda one: (one.unit, one.project or "", one.clause, one.text)))


def _found(facts: BulletinFacts) -> Iterator[Problem]:
    for one in facts.findings:
        if one.subject.unit is not None:
            yield Problem(one.subject.unit, one.subject.project, one.ruling.because, one.ruling.clause)


def _lagging(facts: BulletinFacts) -> Iterator[Problem]:
    last = facts.colours.get(facts.months[-1], {})
    for project in facts.projects:
        value = last.get(project.project)
        if value not in (Colour.RED, Colour.YELLOW):
            continue
        colour = Colour.of(value).label
        why = "；".join(reasons(project)) or "经研判评定"
        yield Problem(project.owner, project.project, f"季末评为{colour}色：{why}；请逐项落实，赶上计划", "SM-4.1")
        if project.lead_unit != project.owner:
            text = f"牵头项目季末评为{colour}色：{why}；请督促业主并协调解决"
            yield Problem(project.lead_unit, project.project, text, "SM-4.1")


def reasons(project: ProjectFacts) -> list[str]:
    """Say how far the project is behind: its late nodes, the latest first, and its investment."""
    found = [
        f"节点“{one.item.title}”计划 {one.item.planned_on}，逾期 {one.days} 天" for one in late(project, ItemKind.NODE)
    ]
    ratio = investment(project).ratio
    if ratio is not None and ratio < 1:
        found.append(f"投资完成率 {shown(ratio)}")
    return found
