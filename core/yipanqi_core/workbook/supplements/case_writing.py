"""Writing the cases of a workbook, and the steps on which each stands or has stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from yipanqi_core.cases.tables import case_passages, cases
from yipanqi_core.database.bulk import insert_rows, update_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.cases import CaseKind
from yipanqi_core.workbook.layout import Sheet
from yipanqi_core.workbook.supplements import columns as of
from yipanqi_core.workbook.supplements.case_sheets import CASE, PRESENT, STAYS, case_sheet
from yipanqi_core.workbook.supplements.encoding import encoded
from yipanqi_core.workbook.supplements.line import Line
from yipanqi_core.workbook.supplements.supplement import Hand

if TYPE_CHECKING:
    from yipanqi_core.workbook.ids import TableRow

_HOW_LEFT = ("left_on", "outcome", "passed_by", "passed_seat", "evidence", "note", "reason")
CaseIds = Mapping[tuple[object, ...], UUID]


async def write_cases(hand: Hand) -> None:
    """Write what is new or differs of cases, then of their paths."""
    ids, new, changed = _cases(hand)
    connection, tenant = hand.scope.connection, hand.scope.tenant_id
    await update_rows(connection, cases, tenant, changed, also="version = t.version + 1")
    await insert_rows(connection, cases, tenant, new)
    begun, corrected = _stays(hand, ids)
    await update_rows(connection, case_passages, tenant, corrected, key=("case_id", "position"))
    await insert_rows(connection, case_passages, tenant, begun)


def _cases(hand: Hand) -> tuple[CaseIds, list[TableRow], list[TableRow]]:
    ids: dict[tuple[object, ...], UUID] = {}
    new, changed = [], []
    for kind in hand.edition.cases:
        sheet = case_sheet(kind)
        change = hand.change(sheet.title)
        ids |= {(kind.code, *kept.row.key): kept.id for kept in hand.writing.known.lines[sheet.title]}
        for line in change.created:
            ids[kind.code, *line.key] = new_id()
            new.append(_case_row(hand, sheet, kind, line, ids[kind.code, *line.key]))
        changed += [_case_row(hand, sheet, kind, one.after, one.id) for one in change.changed]
    return ids, new, changed


def _case_row(hand: Hand, sheet: Sheet, kind: CaseKind, line: Line, key: UUID) -> TableRow:
    plain = [one for one in sheet.columns if not one.inner and one.attribute not in (*PRESENT, of.SAME)]
    row = {"year": None, "batch": None} | encoded(cases, plain, line.fields, hand.ids)
    closed = line.fields["entered_on"] if kind.closes(str(line.fields["step"])) else None
    told = {"fields": of.kept_within(sheet.columns, line.fields), "closed_on": row["closed_on"] or closed}
    return row | told | {"id": key, "kind": kind.code}


def _stays(hand: Hand, ids: CaseIds) -> tuple[list[TableRow], list[TableRow]]:
    """Give the stays that begin and those corrected; a case without a path of its own stands where its row says."""
    path = hand.change(STAYS)
    begun = [_stay_row(hand, line, ids) for line in path.created]
    corrected = [_stay_row(hand, one.after, ids) for one in path.changed]
    stays: dict[tuple[object, ...], list[Line]] = defaultdict(list)
    for line in path.result:
        stays[_case_key(line)].append(line)
    for kind in hand.edition.cases:
        change = hand.change(case_sheet(kind).title)
        alone = [line for line in change.created if (kind.code, *line.key) not in stays]
        begun += [_standing(hand, line, ids[kind.code, *line.key], 1) for line in alone]
        for one in change.changed:
            last = max(stays[kind.code, *one.after.key], key=_position)
            at = [kind.step_titled(str(last.fields["step"])).code, last.fields["entered_on"]]
            wanted = [one.after.fields[name] for name in PRESENT]
            if at[0] == wanted[0] and at != wanted:
                corrected.append(_stay_row(hand, _with(last, entered_on=wanted[1]), ids))
            elif at != wanted:
                left = {"left_on": wanted[1], "outcome": "passed", "passed_by": hand.scope.actor}
                corrected.append(_stay_row(hand, _with(last, **left, evidence=hand.evidence), ids))
                begun.append(_standing(hand, one.after, one.id, _position(last) + 1))
    return begun, corrected


def _stay_row(hand: Hand, line: Line, ids: CaseIds) -> TableRow:
    kind = next(one for one in hand.edition.cases if one.code == line.fields["kind"])
    return {name: line.fields.get(name) for name in ("entered_on", *_HOW_LEFT)} | {
        "case_id": ids[_case_key(line)],
        "position": _position(line),
        "step": kind.step_titled(str(line.fields["step"])).code,
        "decided_by": line.fields.get("decided_by") or hand.scope.actor,
    }


def _standing(hand: Hand, case: Line, key: UUID, position: int) -> TableRow:
    """Give the stay on the step on which a case's own row puts it."""
    begun: date = case.fields["entered_on"]  # type: ignore[assignment]
    return {"entered_on": begun, **dict.fromkeys(_HOW_LEFT)} | {
        "case_id": key,
        "position": position,
        "step": case.fields["step"],
        "decided_by": hand.scope.actor,
    }


def _with(stay: Line, **values: Any) -> Line:
    return Line(stay.sheet, stay.key, {**stay.fields, **values}, stay.called)


def _position(line: Line) -> int:
    return int(str(line.fields["position"]))


def _case_key(line: Line) -> tuple[object, ...]:
    return tuple(line.fields.get(name) for name in ("kind", *CASE))
