"""What a plan says in sentences: corrections with old and new, and the history lines of the projects concerned."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yipanqi_core.workbook import layout
from yipanqi_core.workbook.compare import Change, Difference, change_lines, kept_back_lines
from yipanqi_core.workbook.county_register import Tenure
from yipanqi_core.workbook.differences import Differences
from yipanqi_core.workbook.layout import Sheet
from yipanqi_core.workbook.listing import Entrance
from yipanqi_core.workbook.plan import HistoryLine
from yipanqi_core.workbook.register import ProjectRow
from yipanqi_core.workbook.seat_binding import Binding
from yipanqi_core.workbook.succession import Tenures

Sheets = Mapping[str, Sheet]


def by_sheet(found: Differences) -> tuple[tuple[str, Difference[Any]], ...]:
    """Pair each sheet's title with what it changes."""
    return (
        (layout.UNITS, found.units),
        (layout.PEOPLE, found.people),
        (layout.PROJECTS, found.projects),
        (layout.ITEMS, found.items),
        (layout.FIGURES, found.figures),
        (layout.ISSUES, found.issues),
        (layout.CHAINS, found.chains),
        (layout.TARGETS, found.targets),
        (layout.SERIES, found.series),
        *found.lines.items(),
    )


def corrections(sheets: Sheets, found: Differences, tenures: Tenures, before: Iterable[Tenure]) -> list[str]:
    """Say every correction of what the county has, old → new."""
    lines = [
        line
        for title, difference in by_sheet(found)
        for change in difference.changed
        for line in change_lines(sheets[title], change)
    ]
    ended = {one.id: one.to_on for one in before}
    lines += [
        f"{one.login} 任“{one.post}”：至 {ended[one.id] or '（空）'} → {one.to_on}"
        for one in tenures.changed
        if ended[one.id] != one.to_on
    ]
    return lines


def kept_back(sheets: Sheets, found: Differences) -> list[str]:
    """Say where empty cells leave what the county has."""
    return [
        line
        for title, difference in by_sheet(found)
        if title in sheets
        for line in kept_back_lines(sheets[title], difference.kept_back)
    ]


def listed_lines(entrances: Iterable[Entrance], created: Iterable[ProjectRow]) -> list[str]:
    """Say what moves on the lists among the projects that the county had already."""
    new = {row.name for row in created}
    return [f"项目“{one.project}”：{entrance_line(one)}" for one in entrances if one.project not in new]


def entrance_line(one: Entrance) -> str:
    """Say a stay's beginning."""
    if one.source is not None:
        return f"清单 {one.source} → {one.step.title}（自 {one.entered_on}，{one.dated_by}）"
    return f"列入“{one.step.title}”清单（自 {one.entered_on}）"


def binding_line(one: Binding) -> str:
    """Say to whom a seat becomes bound, and from whom it goes over."""
    if one.follows is None:
        return f"席位“{one.seat.title}”绑定到“{one.holder}”"
    return f"席位“{one.seat.title}”改绑：{one.follows.holder} → {one.holder}（自 {one.from_on}）"


def history(sheets: Sheets, found: Differences, entrances: Sequence[Entrance], filename: str) -> list[HistoryLine]:
    """Give each project's new lines of history: registered, corrected, listed, transferred."""
    lines = [HistoryLine(row.name, "registered", f"由县域工作簿“{filename}”登记") for row in found.projects.created]
    for title in (layout.PROJECTS, layout.ITEMS, layout.FIGURES, layout.ISSUES):
        for change in dict(by_sheet(found))[title].changed:
            lines += [
                HistoryLine(_project_of(change), "corrected", f"县域工作簿“{filename}”更正：{line}")
                for line in change_lines(sheets[title], change)
            ]
    for one in entrances:
        kind = "listed" if one.source is None else "transferred"
        lines.append(HistoryLine(one.project, kind, f"县域工作簿“{filename}”：{entrance_line(one)}"))
    return lines


def _project_of(change: Change[Any]) -> str:
    row = change.before
    return row.name if isinstance(row, ProjectRow) else str(row.project)
