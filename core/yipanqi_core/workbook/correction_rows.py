"""The corrections that a plan makes: kept as those made by hand are, so that the month's assessment tells of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from yipanqi_core.identifiers import new_id
from yipanqi_core.workbook import layout
from yipanqi_core.workbook.compare import Change, column_value
from yipanqi_core.workbook.differences import Differences
from yipanqi_core.workbook.ids import Ids, TableRow
from yipanqi_core.workbook.layout import Column, Sheet
from yipanqi_core.workbook.out_values import told
from yipanqi_core.workbook.plan import CorrectedValue, Writing
from yipanqi_core.workbook.register import FigureRow, IssueRow, ItemRow, ProjectRow

_EMPTY = (None, "", ())


def corrected_values(sheets: Mapping[str, Sheet], found: Differences, year: int) -> list[CorrectedValue]:
    """Give every value of a project that changes; what is told of its work for the first time corrects nothing."""
    changes = (
        (layout.PROJECTS, found.projects.changed),
        (layout.ITEMS, found.items.changed),
        (layout.FIGURES, found.figures.changed),
        (layout.ISSUES, found.issues.changed),
    )
    return [one for title, several in changes for change in several for one in _of(sheets[title], change, year)]


def rows(writing: Writing, ids: Ids, reason: str, actor: str) -> list[TableRow]:
    """Give the rows; who attests is the signed-in person, no one where the command line loads."""
    attests = {kept.row.login: kept.id for kept in writing.known.people}.get(actor)
    return [
        {
            "id": new_id(),
            "project_id": ids.projects[one.project],
            "field": one.field,
            "title": one.title,
            "old": one.old,
            "new": one.new,
            "reason": reason,
            "attested_by": attests,
            "corrected_on": writing.county.today,
        }
        for one in writing.corrected
    ]


def _of(sheet: Sheet, change: Change[Any], year: int) -> Iterable[CorrectedValue]:
    row = change.before
    for column in sheet.columns:
        old, new = column_value(row, column), column_value(change.after, column)
        first = old in _EMPTY and not isinstance(row, ProjectRow)
        if old == new or first:
            continue
        project = row.name if isinstance(row, ProjectRow) else row.project
        field, title = _named(row, column, year)
        yield CorrectedValue(project, field, title, _text(column, old), _text(column, new))


def _named(row: object, column: Column, year: int) -> tuple[str, str]:
    """Name a value as the API's own corrections name it."""
    name, heading = column.attribute, column.heading
    if isinstance(row, FigureRow):
        return f"{name}.{row.month}", f"{row.month} {heading.replace('(', '投资(')}"
    if isinstance(row, ItemRow):
        return f"item.{name}", f"{row.kind.label}“{row.title}”的{heading}"
    if isinstance(row, IssueRow):
        return f"issue.{name}", f"问题“{row.description[:40]}”的{heading}"
    if name == "annual_plan":
        return f"annual_plan.{year}", f"{year} {heading}"
    return (f"fields.{name}" if column.own else name), heading


def _text(column: Column, value: object) -> str | None:
    return None if value in _EMPTY else told(column, value)
