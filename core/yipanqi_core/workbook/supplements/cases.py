"""Cases and the stays on their path: a sheet for each kind, and one of the steps that they have been on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from yipanqi_core.mechanism.cases import CaseKind
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.workbook.county_register import Kept
from yipanqi_core.workbook.layout import Sheet
from yipanqi_core.workbook.supplements import columns as of
from yipanqi_core.workbook.supplements.case_checks import check_cases, check_stays
from yipanqi_core.workbook.supplements.case_sheets import CASE, PRESENT, STAY, STAYS, case_sheet, stay_sheet
from yipanqi_core.workbook.supplements.case_writing import write_cases
from yipanqi_core.workbook.supplements.encoding import decoded, members
from yipanqi_core.workbook.supplements.line import Line, Naming
from yipanqi_core.workbook.supplements.numbering import numbered
from yipanqi_core.workbook.supplements.supplement import Hand, Stored, Told, made, refuse_twice


class Cases:
    """Cases as further rows; a case told of without its path stands where its own row says."""

    kinds = ("cases", "case_steps")
    tables = ("cases", "case_passages")

    def counted(self, title: str) -> str:
        """Count the steps of paths apart from the cases."""
        return self.kinds[title == STAYS]

    def sheets(self, edition: Edition) -> tuple[Sheet, ...]:
        """Give a sheet for each kind, and that of the path."""
        return (*map(case_sheet, edition.cases), stay_sheet(edition)) if edition.cases else ()

    def lines(self, edition: Edition, stored: Stored, naming: Naming) -> dict[str, list[Kept[Line]]]:
        """Give the county's cases, and every step that they have been on."""
        if not edition.cases:
            return {}
        stays: dict[UUID, list[Any]] = defaultdict(list)
        for row in stored["case_passages"]:
            stays[row.case_id].append(row)
        found: dict[str, list[Kept[Line]]] = {}
        path: list[Kept[Line]] = []
        for kind in edition.cases:
            sheet = case_sheet(kind)
            told = [
                (row, _case_fields(sheet, row, stays[row.id][-1], naming))
                for row in stored["cases"]
                if row.kind == kind.code
            ]
            numbered([fields for _, fields in told], CASE[:-1])
            found[sheet.title] = [Kept(row.id, made(sheet, CASE, fields)) for row, fields in told]
            for row, fields in told:
                path += _path(edition, kind, fields, row.id, stays[row.id])
        return found | {STAYS: path}

    def check(self, told: Told) -> dict[str, list[Line]]:
        """Refuse cases that cannot stand where they are said to."""
        found: dict[str, list[Line]] = {}
        if not told.edition.cases:
            return found
        for kind in told.edition.cases:
            sheet = case_sheet(kind)
            refuse_twice(told, sheet, CASE)
            own = told.own_values(sheet, kind.fields)
            check_cases(told, sheet, kind)
            found[sheet.title] = [
                made(sheet, CASE, of.outer_values(sheet.columns, row.values) | own[row.raw.number])
                for row in told.rows[sheet.title]
                if row.complete
            ]
        sheet = stay_sheet(told.edition)
        refuse_twice(told, sheet, STAY)
        check_stays(told, sheet, {kind.code: found[case_sheet(kind).title] for kind in told.edition.cases})
        found[STAYS] = [made(sheet, STAY, row.values) for row in told.rows[STAYS] if row.complete]
        return found

    async def write(self, hand: Hand) -> None:
        """Write cases, then their paths."""
        await write_cases(hand)


def _case_fields(sheet: Sheet, row: Any, stay: Any, naming: Naming) -> dict[str, Any]:
    plain = [one for one in sheet.columns if not one.inner and one.attribute not in (*PRESENT, of.SAME)]
    stands = {"step": stay.step, "entered_on": stay.entered_on}
    return decoded(plain, row, naming) | stands | of.inner_values(sheet.columns, members(row.fields))


def _path(
    edition: Edition, kind: CaseKind, case: Mapping[str, Any], key: UUID, stays: Iterable[Any]
) -> list[Kept[Line]]:
    sheet, found = stay_sheet(edition), []
    shared = {name: case[name] for name in CASE if name in case} | {"kind": kind.code}
    for row in stays:
        fields = {
            column.attribute: getattr(row, column.attribute)
            for column in sheet.columns
            if column.attribute not in shared and column.attribute not in ("year", of.SAME)
        }
        fields |= {"position": Decimal(row.position), "step": kind.step(row.step).title} | shared
        told = {name: value for name, value in fields.items() if value is not None}
        found.append(Kept(key, made(sheet, STAY, told)))
    return found
