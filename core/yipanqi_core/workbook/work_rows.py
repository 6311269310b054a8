"""The rows that a plan writes of dated items, monthly figures, issues and records of work."""

from datetime import date

from yipanqi_core.identifiers import new_id
from yipanqi_core.workbook.ids import Ids, TableRow
from yipanqi_core.workbook.plan import Writing
from yipanqi_core.workbook.record_data import with_data
from yipanqi_core.workbook.register import IssueRow, ItemRow


def items(writing: Writing, ids: Ids) -> tuple[list[TableRow], list[TableRow]]:
    """Give the items that are new and those corrected; a re-planned item keeps its baseline."""
    found, baselines = writing.differences.items, writing.known.baselines
    first = writing.differences.first_plans
    new = [
        {"id": ids.items[row.key], "project_id": ids.projects[row.project], "kind": row.kind.value, "title": row.title}
        | _item(row, ids)
        | {"planned_on": first.get(row.key, row.planned_on)}
        for row in found.created
    ]
    changed = [
        {"id": change.id} | _item(change.after, ids) | {"planned_on": baselines.get(change.id, change.after.planned_on)}
        for change in found.changed
    ]
    return new, changed


def figures(writing: Writing, ids: Ids, evidence: str) -> list[TableRow]:
    """Give the months that are new or corrected."""
    found = writing.differences.figures
    return [
        {
            "project_id": ids.projects[row.project],
            "month": date(int(row.month[:4]), int(row.month[5:]), 1),
            "planned": row.planned,
            "completed": row.completed,
            "attested_by": None if row.completed is None else evidence,
        }
        for row in (*found.created, *(change.after for change in found.changed))
    ]


def issues(writing: Writing, ids: Ids) -> tuple[list[TableRow], list[TableRow]]:
    """Give the issues that are new and those corrected."""
    found = writing.differences.issues
    new = [
        {
            "id": new_id(),
            "project_id": ids.projects[row.project],
            "description": row.description,
            "category": row.category,
            "raised_on": row.raised_on,
        }
        | _issue(row)
        for row in found.created
    ]
    return new, [{"id": change.id} | _issue(change.after) for change in found.changed]


def records(writing: Writing, ids: Ids, recorded_by: str) -> list[TableRow]:
    """Give the records of work that are new."""
    return [
        {
            "id": new_id(),
            "kind": row.kind,
            "project_id": None if row.project is None else ids.projects[row.project],
            "on_date": row.on_date,
            "note": row.note,
            "data": with_data(writing.differences.edition, row.kind, row.data),
            "recorded_by": recorded_by,
        }
        | ids.holder(row.holder)
        for row in writing.differences.records.created
    ]


def _item(row: ItemRow, ids: Ids) -> TableRow:
    return {
        "unit_id": None if row.unit is None else ids.units[row.unit],
        "person": row.person,
        "decided_at": None if row.decided_at is None else row.decided_at.value,
        "finished_on": row.finished_on,
    }


def _issue(row: IssueRow) -> TableRow:
    return {"urgency": row.urgency.value, "required_on": row.required_on, "resolved_on": row.resolved_on}
