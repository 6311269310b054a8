"""Registers as further sheets: a row for each state of an entry, from the day on which it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Row

from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registers import Register, RegisterSubject
from yipanqi_core.registers.tables import register_entries
from yipanqi_core.vocabulary import UnitKind
from yipanqi_core.workbook.county_register import Kept
from yipanqi_core.workbook.layout import Kind, Sheet
from yipanqi_core.workbook.supplements import columns as of
from yipanqi_core.workbook.supplements.encoding import decoded, encoded, members
from yipanqi_core.workbook.supplements.line import Line, Naming
from yipanqi_core.workbook.supplements.numbering import numbered
from yipanqi_core.workbook.supplements.supplement import Hand, Stored, Told, made, refuse_twice

if TYPE_CHECKING:
    from yipanqi_core.workbook.ids import TableRow

_SINCE = "since_on"


def register_sheet(register: Register) -> Sheet:
    """Give the sheet of a register."""
    plain = []
    if register.subject is RegisterSubject.PROJECT:
        plain.append(of.project())
    if register.subject is RegisterSubject.UNIT:
        plain.append(of.of(Kind.UNIT, "单位", "unit", required=True))
    if register.yearly:
        plain.append(of.number("年度", "year", required=True))
    plain += [of.day("起算日期", _SINCE, past=True), of.same()]
    return Sheet(of.sheet_title(register.title), (*plain, *of.fields_of(register.row, plain, register.amounts)))


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry with its states in the order of their days, as they come out of its rounds."""

    id: UUID
    rounds: int
    states: tuple[Row[Any], ...]


class Registers:
    """Rows of registers; rows of one name are the states of one entry, unless 同名序号 tells them apart."""

    kinds = ("entries",)
    tables = ("register_entries",)

    def counted(self, title: str) -> str:
        """Count the states of all registers together."""
        return self.kinds[0]

    def sheets(self, edition: Edition) -> tuple[Sheet, ...]:
        """Give a sheet for each register."""
        return tuple(map(register_sheet, edition.registers))

    def lines(self, edition: Edition, stored: Stored, naming: Naming) -> dict[str, list[Kept[Line]]]:
        """Give the states of every entry that stands; the number of an entry's rounds is kept with its id."""
        entries = _entries(stored["register_entries"])
        found: dict[str, list[Kept[Line]]] = {}
        for register in edition.registers:
            sheet, key = register_sheet(register), _identity(register)
            own = [one for one in entries if one.states[0].register == register.code]
            names = [_fields(sheet, one.states[-1], naming) for one in own]
            renamed = [len({row.fields.get(register.named) for row in one.states}) > 1 for one in own]
            _tell_apart(names, renamed, key)
            lines = []
            for one, last in zip(own, names, strict=True):
                for row in one.states:
                    number = {of.SAME: last[of.SAME]} if of.SAME in last else {}
                    fields = _fields(sheet, row, naming) | number
                    lines.append(Kept(one.id, _line(sheet, register, fields)))
            found[sheet.title] = lines
        return found

    def check(self, told: Told) -> dict[str, list[Line]]:
        """Refuse what does not fit a register's shape; a row without a day speaks of the latest state."""
        found: dict[str, list[Line]] = {}
        for register in told.edition.registers:
            sheet = register_sheet(register)
            own = told.own_values(sheet, register.row)
            rows = _with_days(told, sheet, register)
            told = replace(told, rows={**told.rows, sheet.title: rows})
            refuse_twice(told, sheet, (*_identity(register), of.SAME, _SINCE))
            found[sheet.title] = [
                _line(sheet, register, of.outer_values(sheet.columns, row.values) | own[row.raw.number])
                for row in rows
                if row.complete
            ]
        return found

    async def write(self, hand: Hand) -> None:
        """Write a new entry's states as its rounds; of one that differs, the first state concerned and all later."""
        rows: list[TableRow] = []
        for register in hand.edition.registers:
            sheet = register_sheet(register)
            change = hand.change(sheet.title)
            known: dict[tuple[object, ...], Kept[Line]] = {}
            for kept in hand.writing.known.lines[sheet.title]:
                known[kept.row.key[:-1]] = kept
            states: dict[tuple[object, ...], list[Line]] = defaultdict(list)
            for line in change.result:
                states[line.key[:-1]].append(line)
            touched: dict[tuple[object, ...], date] = {}
            for line in (*change.created, *(one.after for one in change.changed)):
                day = _day(line)
                touched[line.key[:-1]] = min(day, touched.get(line.key[:-1], day))
            for key, since in touched.items():
                later = sorted((one for one in states[key] if _day(one) >= since), key=_day)
                entry = known.get(key)
                many = 0 if entry is None else hand.writing.known.entry_rounds[entry.id]
                rows += _rounds(hand, sheet, register, later, entry.id if entry else new_id(), many)
        await insert_rows(hand.scope.connection, register_entries, hand.scope.tenant_id, rows)


def entry_rounds(stored: Stored) -> dict[UUID, int]:
    """Count the rounds of every entry."""
    return {one.id: one.rounds for one in _entries(stored["register_entries"], whole=True)}


def _entries(rows: Sequence[Row[Any]], *, whole: bool = False) -> list[_Entry]:
    """Group rounds, in the order of their numbers, into entries with the states that they amount to."""
    rounds: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        rounds[row.entry_id].append(row)
    found = []
    for key, several in rounds.items():
        days = sorted({row.since_on for row in several})
        latest = [[row for row in several if row.since_on <= day][-1] for day in days]
        states = [row for place, row in enumerate(latest) if place == 0 or row is not latest[place - 1]]
        standing = tuple(row for row in states if not row.withdrawn)
        if standing or whole:
            found.append(_Entry(key, several[-1].round, standing))
    return found


def _identity(register: Register) -> tuple[str, ...]:
    subject = {RegisterSubject.PROJECT: ("project",), RegisterSubject.UNIT: ("unit",)}.get(register.subject, ())
    return (*subject, *(("year",) if register.yearly else ()), f".{register.named}")


def _line(sheet: Sheet, register: Register, fields: Mapping[str, Any]) -> Line:
    """Make a line; a number stands in the name's place, so that an entry may change its name."""
    key = (*_identity(register), of.SAME, _SINCE)
    line = made(sheet, key, fields)
    if of.SAME not in fields:
        return line
    values = tuple(None if name == f".{register.named}" else fields.get(name) for name in key)
    return replace(line, key=values)


def _tell_apart(names: list[dict[str, Any]], renamed: list[bool], key: Sequence[str]) -> None:
    """Number entries of one name, and those that changed it, within their subject and year."""
    numbered(names, key)
    taken: dict[tuple[object, ...], int] = defaultdict(int)
    for fields, changed in zip(names, renamed, strict=True):
        if changed or of.SAME in fields:
            subject = tuple(fields.get(name) for name in key[:-1])
            taken[subject] += 1
            fields[of.SAME] = Decimal(taken[subject])


def _fields(sheet: Sheet, row: Row[Any], naming: Naming) -> dict[str, Any]:
    plain = [one for one in sheet.columns if not one.inner and one.attribute != of.SAME]
    return decoded(plain, row, naming) | of.inner_values(sheet.columns, members(row.fields))


def _with_days(told: Told, sheet: Sheet, register: Register) -> list[Any]:
    latest = {kept.row.key[:-1]: kept.row for kept in told.known.get(sheet.title, ())}
    rows = []
    for row in told.rows[sheet.title]:
        key = _line(sheet, register, row.values).key[:-1]
        known = latest.get(key)
        since = row.values.get(_SINCE) or (_day(known) if known is not None else told.first_day)
        rows.append(replace(row, values={**row.values, _SINCE: since}))
        _check(told, sheet, register, row)
    return rows


def _check(told: Told, sheet: Sheet, register: Register, row: Any) -> None:
    year, unit = row.values.get("year"), row.values.get("unit")
    if year is not None and (year != int(year) or not 2000 <= year <= 2100):
        told.remarks.cell(sheet.title, row.raw, "年度", f"“{year}”不是年度；请填四位年份，如 2024")
    kind = None if unit is None else told.unit_kinds.get(unit)
    if kind is not None and register.kinds and kind not in register.kinds:
        able = "、".join(one.label for one in UnitKind if one in register.kinds)
        told.remarks.cell(sheet.title, row.raw, "单位", f"“{unit}”是{kind.label}；“{register.title}”只登记{able}的")
    for name in register.amounts:
        value = row.values.get(f".{name}")
        if value is not None and (abs(value) >= Decimal(10) ** 16 or value != value.quantize(Decimal("0.01"))):
            heading = sheet.column(f".{name}").heading
            told.remarks.cell(sheet.title, row.raw, heading, f"“{value}”应为金额，单位万元，最多两位小数")


def _day(line: Line) -> date:
    on: date = line.fields[_SINCE]  # type: ignore[assignment]
    return on


def _rounds(  # noqa: PLR0917
    hand: Hand, sheet: Sheet, register: Register, states: Sequence[Line], key: UUID, many: int
) -> list[TableRow]:
    plain = [one for one in sheet.columns if not one.inner and one.attribute != of.SAME]
    empty = {"project_id": None, "unit_id": None, "year": None}
    return [
        empty
        | encoded(register_entries, plain, line.fields, hand.ids)
        | {
            "entry_id": key,
            "register": register.code,
            "round": many + place,
            "fields": of.kept_within(sheet.columns, line.fields),
            "reason": hand.evidence if many + place > 1 else None,
            "recorded_by": hand.scope.actor,
            "recorded_on": hand.writing.county.today,
        }
        for place, line in enumerate(states, start=1)
    ]
