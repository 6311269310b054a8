"""Checks of cases in a workbook: each stands where its path leads, closed only at the path's end."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from yipanqi_core.mechanism.cases import CaseKind
from yipanqi_core.workbook.county_register import Kept
from yipanqi_core.workbook.layout import Sheet
from yipanqi_core.workbook.supplements.case_sheets import CASE, STAYS, case_sheet
from yipanqi_core.workbook.supplements.line import Line
from yipanqi_core.workbook.supplements.supplement import Told
from yipanqi_core.workbook.typed_rows import TypedRow


def check_cases(told: Told, sheet: Sheet, kind: CaseKind) -> None:
    """Refuse what cannot be: days out of order, a case closed before its last step."""
    known = {kept.row.key: kept.row.fields for kept in told.known.get(sheet.title, ())}
    left = {_key(kept.row.fields): kept.row.fields["left_on"] for kept in _ended(told)}
    on_paths = {_key(row.values) for row in told.rows[STAYS]}
    for row in told.rows[sheet.title]:
        values = row.values
        key = tuple(values.get(name) for name in CASE)

        def refuse(attribute: str, message: str, row: TypedRow = row) -> None:
            told.remarks.cell(sheet.title, row.raw, sheet.column(attribute).heading, message)

        year = values.get("year")
        if year is not None and (year != int(year) or not 2000 <= year <= 2100):
            refuse("year", f"“{year}”不是年度；请填四位年份，如 2024")
        opened, entered, closed = (values.get(name) for name in ("opened_on", "entered_on", "closed_on"))
        if opened is not None and entered is not None and entered < opened:
            refuse("entered_on", f"{entered} 早于开始日期 {opened}；请核对两个日期")
        before = known.get(key)
        if before is not None and entered is not None and (kind.code, *key) not in on_paths:
            _check_moved(kind, before, values, left.get((kind.code, *key)), refuse)
        if closed is None or "step" not in values:
            continue
        if kind.after(values["step"]) is not None:
            last = kind.steps[-1].title
            refuse("closed_on", f"“{kind.step(values['step']).title}”不是最后阶段“{last}”，没有办结；请清空或改正阶段")
        elif entered is not None and closed < entered:
            refuse("closed_on", f"{closed} 早于进入阶段的日期 {entered}；请核对两个日期")


def _ended(told: Told) -> list[Kept[Line]]:
    """Give the stays that ended, in the order of their positions."""
    return [kept for kept in told.known.get(STAYS, ()) if "left_on" in kept.row.fields]


def _check_moved(
    kind: CaseKind,
    before: Mapping[str, Any],
    values: Mapping[str, Any],
    left: Any,
    refuse: Callable[[str, str], None],
) -> None:
    """Refuse a step entered before the present one was, and a present one entered before the last was left."""
    at, on = f"“{kind.step(before['step']).title}”", values["entered_on"]
    if values.get("step") not in (None, before["step"]) and on < before["entered_on"]:
        refuse("entered_on", f"{on} 早于县里现在所在阶段{at}的进入日期 {before['entered_on']}；请核对")
    elif left is not None and on < left:
        refuse("entered_on", f"{on} 早于前一阶段的离开日期 {left}；请核对，或在“{STAYS}”表一并更正")


def check_stays(told: Told, sheet: Sheet, cases: Mapping[str, Sequence[Line]]) -> None:
    """Refuse a path of no case, with a step that its kind lacks, out of order, or that leads elsewhere."""
    known = {(kind, *line.key): line for kind, lines in cases.items() for line in lines}
    before = {
        (kind.code, *kept.row.key): kept.row
        for kind in told.edition.cases
        for kept in told.known.get(case_sheet(kind).title, ())
    }
    rows: dict[tuple[object, ...], list[TypedRow]] = defaultdict(list)
    for row in told.rows[sheet.title]:
        if row.complete:
            rows[_key(row.values)].append(row)
    amiss = {
        (kind.code, *(row.values.get(name) for name in CASE))
        for kind in told.edition.cases
        for row in told.rows[case_sheet(kind).title]
        if not row.complete
    }
    for key, several in rows.items():
        if key in amiss:
            continue
        case = known.get(key) or before.get(key)
        kind = next(one for one in told.edition.cases if one.code == key[0])
        if case is None:
            message = f"“{kind.title}”表没有项目、名称、年度和开始日期都相同的事项；请核对，或先在该表添加"
            told.remarks.cell(sheet.title, several[0].raw, "事项名称", message)
        else:
            _check_path(told, sheet, kind, several, case, in_file=key in known)


def _check_path(told: Told, sheet: Sheet, kind: CaseKind, rows: list[TypedRow], case: Line, *, in_file: bool) -> None:
    rows.sort(key=lambda row: row.values["position"])
    steps = {step.title for step in kind.steps}

    def refuse(row: TypedRow, heading: str, message: str) -> None:
        told.remarks.cell(sheet.title, row.raw, heading, message)

    for place, row in enumerate(rows):
        values, following = row.values, rows[place + 1].values if place + 1 < len(rows) else None
        left = values.get("left_on")
        if values["step"] not in steps:
            refuse(row, "阶段", f"“{kind.title}”没有这一阶段；可填：{'、'.join(step.title for step in kind.steps)}")
        if left is not None and left < values["entered_on"]:
            refuse(row, "离开日期", f"{left} 早于进入日期 {values['entered_on']}；请核对两个日期")
        if following is not None and left is None:
            refuse(row, "离开日期", "后面还有阶段；请填写离开日期")
        if following is not None and left is not None and following["entered_on"] < left:
            refuse(rows[place + 1], "进入日期", f"早于前一阶段的离开日期 {left}；请核对")
    last = rows[-1]
    if last.values.get("left_on") is not None:
        refuse(last, "离开日期", "最后一行是现在所在阶段；请清空，或在下面补上后来的阶段")
    at = kind.step(str(case.fields["step"])).title
    stands: list[Any] = [last.values["step"], last.values["entered_on"]]
    if in_file and stands != [at, case.fields["entered_on"]]:
        where = f"“{at}”（{case.fields['entered_on']}）"
        refuse(last, "阶段", f"与“{kind.title}”表所填现在的阶段{where}不一致；请改成一致，或补上后来的阶段")


def _key(values: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(values.get(name) for name in ("kind", *CASE))
