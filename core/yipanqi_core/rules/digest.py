"""What a deputy is reminded of and a driver gets a copy of: projects with their colour, late items, open issues."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yipanqi_core.mechanism.drivers import Driver
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.rules.drivers import drive
from yipanqi_core.rules.progress import late
from yipanqi_core.vocabulary import Colour, ItemKind


@dataclass(frozen=True, slots=True)
class LateLine:
    """An item unfinished past its plan."""

    kind: str
    title: str
    planned_on: date
    days: int


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An open issue."""

    category: str
    urgency: str
    raised_on: date
    required_on: date | None


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project as a reminder shows it; `colour` None: not rated."""

    project: str
    colour: str | None
    late: tuple[LateLine, ...]
    issues: tuple[IssueLine, ...]


def by_deputy(
    projects: Sequence[ProjectFacts], colours: Mapping[str, str | None]
) -> dict[str, tuple[ProjectLine, ...]]:
    """Give each deputy the listed projects that are theirs alone, with late nodes and open issues."""
    found: dict[str, list[ProjectLine]] = defaultdict(list)
    for facts in projects:
        if facts.step is not None and len(facts.deputies) == 1:
            found[facts.deputies[0]].append(line_of(facts, colours, ItemKind.NODE))
    return {deputy: tuple(lines) for deputy, lines in sorted(found.items())}


def by_driver(
    projects: Sequence[ProjectFacts],
    colours: Mapping[str, str | None],
    drivers: tuple[Driver, ...],
    seats: Mapping[str, str],
) -> dict[str, tuple[ProjectLine, ...]]:
    """Give each driving unit the listed projects of which anything is late or any issue open."""
    found: dict[str, list[ProjectLine]] = defaultdict(list)
    for facts in projects:
        ruling = drive(drivers, facts, seats) if facts.step is not None else None
        line = line_of(facts, colours, *ItemKind)
        if ruling is not None and ruling.value is not None and (line.late or line.issues):
            found[ruling.value].append(line)
    return {unit: tuple(lines) for unit, lines in sorted(found.items())}


def summary(lines: Sequence[ProjectLine]) -> str:
    """Say in one line how many projects, of which colours, how much is late and open."""
    colours = [
        f"{colour.label} {count}" for colour in Colour if (count := sum(one.colour == colour.value for one in lines))
    ]
    late_items, issues = sum(len(one.late) for one in lines), sum(len(one.issues) for one in lines)
    rated = f"（{'、'.join(colours)}）" if colours else ""
    return f"项目 {len(lines)} 个{rated}，逾期事项 {late_items} 项，未解决问题 {issues} 个"


def line_of(facts: ProjectFacts, colours: Mapping[str, str | None], *kinds: ItemKind) -> ProjectLine:
    """Give a project's line: its late items of these kinds, and its open issues."""
    overdue = tuple(
        LateLine(one.item.kind.value, one.item.title, one.item.planned_on, one.days)
        for one in late(facts, *kinds)
        if one.item.planned_on is not None
    )
    issues = tuple(
        IssueLine(one.category, one.urgency.value, one.raised_on, one.required_on)
        for one in facts.issues
        if one.resolved_on is None
    )
    return ProjectLine(facts.project, colours.get(facts.project), overdue, issues)
