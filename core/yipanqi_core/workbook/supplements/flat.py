"""Further rows that stand in one table, a column of the sheet for a column of the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Table

from yipanqi_core.database.bulk import insert_rows, update_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.canonical import encode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.workbook.county_register import Kept
from yipanqi_core.workbook.layout import Column, Sheet
from yipanqi_core.workbook.supplements.columns import inner_values, kept_within
from yipanqi_core.workbook.supplements.encoding import decoded, encoded, members
from yipanqi_core.workbook.supplements.line import Line, Naming
from yipanqi_core.workbook.supplements.supplement import (
    Amiss,
    Hand,
    Stored,
    Told,
    made,
    nothing_amiss,
    refuse_twice,
    say_amiss,
)

if TYPE_CHECKING:
    from yipanqi_core.workbook.ids import TableRow


def _every(_: Row[Any], __: Naming) -> bool:
    return True


Translation = Callable[[Edition, dict[str, Any]], dict[str, Any]]


def _as_it_is(_: Edition, values: dict[str, Any]) -> dict[str, Any]:
    return values


@dataclass(frozen=True, slots=True)
class Flat:
    """Rows of one table; a row is recognised by its `key`, and `within` is the column that holds the inner ones.

    `actor` are the columns that name who wrote a row, `today` the days on which it was written. In an append-only
    table (`appended`) a correction is a row of its own, of which the latest counts. `shown` leaves out rows that
    another sheet tells of.
    """

    kind: str
    table: Table
    sheet: Callable[[Edition], Sheet | None]
    key: tuple[str, ...]
    within: str | None = None
    actor: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    appended: bool = False
    amiss: Amiss = nothing_amiss
    shown: Callable[[Row[Any], Naming], bool] = _every
    absent: str | None = None
    fixed: bool = False
    told: Translation = _as_it_is
    stored: Translation = _as_it_is

    @property
    def kinds(self) -> tuple[str, ...]:
        """Its one word."""
        return (self.kind,)

    def counted(self, title: str) -> str:
        """Count all rows under its one word."""
        return self.kind

    @property
    def tables(self) -> tuple[str, ...]:
        """Its one table."""
        return (self.table.name,)

    def sheets(self, edition: Edition) -> tuple[Sheet, ...]:
        """Give its sheet, if the mechanism has such."""
        found = self.sheet(edition)
        return () if found is None else (found,)

    def lines(self, edition: Edition, stored: Stored, naming: Naming) -> dict[str, list[Kept[Line]]]:
        """Give the county's rows, of each key the latest."""
        latest: dict[str, dict[object, Kept[Line]]] = {}
        for sheet in self.sheets(edition):
            found = latest.setdefault(sheet.title, {})
            for row in stored[self.table.name]:
                if self.shown(row, naming):
                    line = made(sheet, self.key, self.told(edition, self._fields(sheet, row, naming)))
                    found.pop(line.key, None)
                    found[line.key] = Kept(getattr(row, "id", row.tenant_id), line)
        return {title: list(found.values()) for title, found in latest.items()}

    def _fields(self, sheet: Sheet, row: Row[Any], naming: Naming) -> dict[str, Any]:
        kept = {} if self.within is None else members(getattr(row, self.within), self.absent)
        return decoded(_outer(sheet), row, naming) | inner_values(sheet.columns, kept)

    def check(self, told: Told) -> dict[str, list[Line]]:
        """Refuse rows told twice and what else does not fit."""
        found: dict[str, list[Line]] = {}
        for sheet in self.sheets(told.edition):
            refuse_twice(told, sheet, self.key)
            say_amiss(told, sheet, self.amiss)
            rows = told.rows[sheet.title]
            found[sheet.title] = [made(sheet, self.key, row.values) for row in rows if row.complete]
        return found

    async def write(self, hand: Hand) -> None:
        """Insert what is new; correct the rest in place, or in an append-only table by a row of its own."""
        for sheet in self.sheets(hand.edition):
            change = hand.change(sheet.title)
            new = [self._row(hand, sheet, line, new_id()) for line in change.created]
            corrected = [self._row(hand, sheet, one.after, one.id) for one in change.changed]
            connection, tenant = hand.scope.connection, hand.scope.tenant_id
            if self.appended:
                again = [row | {"id": new_id()} for row in corrected]
                await insert_rows(connection, self.table, tenant, [*new, *again])
            else:
                key = tuple(one.name for one in self.table.primary_key.columns if one.name != "tenant_id")
                await update_rows(connection, self.table, tenant, corrected, key=key)
                await insert_rows(connection, self.table, tenant, new)

    def _row(self, hand: Hand, sheet: Sheet, line: Line, key: object) -> TableRow:
        row = self.stored(hand.edition, encoded(self.table, _outer(sheet), line.fields, hand.ids))
        row |= dict.fromkeys(self.actor, hand.scope.actor) | dict.fromkeys(self.today, hand.writing.county.today)
        if "id" in self.table.c:
            row["id"] = key
        if self.within is not None:
            found = kept_within(sheet.columns, line.fields)
            kept = {name: None if value == self.absent else value for name, value in found.items()}
            is_text = self.table.c[self.within].type.python_type is str
            row[self.within] = encode(kept).decode() if is_text else kept
        return row


def _outer(sheet: Sheet) -> list[Column]:
    """Give the columns that the table has itself."""
    return [one for one in sheet.columns if not one.inner]
