"""The rows that a plan writes of projects, their annual plans, responsibilities, passages and history."""

from collections.abc import Iterable, Mapping
from datetime import date

from yipanqi_core.identifiers import new_id
from yipanqi_core.vocabulary import ResponsibilityKind
from yipanqi_core.workbook.ids import Ids, TableRow
from yipanqi_core.workbook.plan import Writing
from yipanqi_core.workbook.register import Holder, ProjectRow
from yipanqi_core.workbook.supplements.past import PARTS, STAYS, first_days


def projects(writing: Writing, ids: Ids) -> tuple[list[TableRow], list[TableRow]]:
    """Give the projects that are new and those corrected."""
    found = writing.differences.projects
    new = [{"id": ids.projects[row.name]} | _project(row) for row in found.created]
    return new, [{"id": change.id} | _project(change.after) for change in found.changed]


def annual_plans(writing: Writing, ids: Ids) -> list[TableRow]:
    """Give the year's plans, new and corrected."""
    return [
        {"project_id": ids.projects[row.name], "year": writing.year, "amount": row.annual_plan}
        for row in _touched(writing)
        if row.annual_plan is not None
    ]


def responsibilities(writing: Writing, ids: Ids) -> tuple[list[TableRow], list[TableRow]]:
    """Give the parts in projects that no one has yet, and those corrected in place."""
    known = writing.known.responsibilities
    new: list[TableRow] = []
    changed: list[TableRow] = []
    since = first_days(writing.differences.lines[PARTS].created)
    before = {change.after.name: _parts(change.before) for change in writing.differences.projects.changed}
    for row in _touched(writing):
        for kind, holder in _parts(row).items():
            if holder is None or holder == before.get(row.name, {}).get(kind):
                continue
            key = (row.name, kind)
            if key in known:
                changed.append({"id": known[key]} | _who(ids, kind, holder))
            else:
                part = {"id": new_id(), "project_id": ids.projects[row.name], "kind": kind.value}
                part["from_on"] = since.get((row.name, kind.value))
                new.append(part | _who(ids, kind, holder))
    return new, changed


def passages(writing: Writing, ids: Ids, evidence: str, actor: str) -> tuple[list[TableRow], list[TableRow]]:
    """Give the stays that begin, and the ends of those they follow; how one began may be told on its own."""
    told = {
        (line.project, line.fields["step"], line.fields["entered_on"]): line.fields
        for line in writing.differences.lines[STAYS].created
        if "left_on" not in line.fields
    }
    new = [
        {
            "id": new_id(),
            "project_id": ids.projects[one.project],
            "track": writing.track,
            "step": one.step.code,
            "entered_on": one.entered_on,
            "evidence": evidence,
            "decided_by": actor,
            "cause": one.cause,
        }
        | _began(told.get((one.project, one.step.code, one.entered_on), {}))
        for one in writing.entrances
    ]
    return new, [{"id": one.leaves, "left_on": one.entered_on} for one in writing.entrances if one.leaves is not None]


def _began(told: Mapping[str, object]) -> TableRow:
    return {name: told[name] for name in ("cause", "evidence", "decided_by") if name in told}


def events(writing: Writing, ids: Ids, actor: str, on: date) -> list[TableRow]:
    """Give the new lines of the projects' histories."""
    return [
        {
            "id": new_id(),
            "project_id": ids.projects[one.project],
            "on_date": on,
            "actor": actor,
            "kind": one.kind,
            "line": one.line,
        }
        for one in writing.history
    ]


def _who(ids: Ids, kind: ResponsibilityKind, holder: Holder) -> TableRow:
    if kind is ResponsibilityKind.CHAIN:
        return {"unit_id": None, "post_id": None, "chain_id": ids.chains[str(holder)]}
    return ids.holder(holder) | {"chain_id": None}


def _touched(writing: Writing) -> Iterable[ProjectRow]:
    found = writing.differences.projects
    return (*found.created, *(change.after for change in found.changed))


def _parts(row: ProjectRow) -> dict[ResponsibilityKind, Holder | None]:
    return {
        ResponsibilityKind.LEAD_UNIT: row.lead_unit,
        ResponsibilityKind.OWNER: row.owner,
        ResponsibilityKind.LEADER: row.leader,
        ResponsibilityKind.LINE: row.line,
        ResponsibilityKind.POINT: row.point,
        ResponsibilityKind.CHAIN: row.chain,
    }


def _project(row: ProjectRow) -> TableRow:
    searched = (row.name, row.code, row.site, row.owner, row.lead_unit)
    return {
        "name": row.name,
        "code": row.code,
        "nature": row.nature.value,
        "declared_nature": None,  # as what it counts is worked out after loading
        "sector": row.sector,
        "level": None if row.level is None else row.level.value,
        "total_investment": row.total_investment,
        "site": row.site,
        "content": row.content,
        "fields": dict(row.fields),
        "search": " ".join(text for text in searched if text).lower(),
    }
