"""Every kind of further rows: their sheets, and reading, checking, comparing and writing them together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.workbook.compare import Difference, compare
from yipanqi_core.workbook.county_register import Kept
from yipanqi_core.workbook.layout import Sheet
from yipanqi_core.workbook.remarks import Remarks
from yipanqi_core.workbook.supplements import declared, past
from yipanqi_core.workbook.supplements.cases import Cases
from yipanqi_core.workbook.supplements.line import Line, Naming
from yipanqi_core.workbook.supplements.line_queries import stored_rows
from yipanqi_core.workbook.supplements.registers import Registers, entry_rounds
from yipanqi_core.workbook.supplements.supplement import Hand, Supplement, Told

SUPPLEMENTS: tuple[Supplement, ...] = (
    Cases(),
    Registers(),
    declared.MARKS,
    declared.MEMBERS,
    declared.WORK_PLANS,
    declared.POOLS,
    declared.ALLOTMENTS,
    declared.PROMOTIONS,
    declared.ANNUAL_PLANS,
    past.Replans(),
    past.STAYS_PAST,
    past.PARTS_PAST,
    past.TENURES_PAST,
)
KINDS = tuple(kind for one in SUPPLEMENTS for kind in one.kinds)
"""The words under which further rows are counted."""
Changes = Mapping[str, Difference[Line]]


@dataclass(frozen=True, slots=True)
class KnownLines:
    """The further rows that a county has, by sheet, and how many rounds every entry of a register has."""

    lines: Mapping[str, Sequence[Kept[Line]]]
    rounds: Mapping[UUID, int]


def sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Give the further sheets of an edition."""
    return tuple(sheet for one in SUPPLEMENTS for sheet in one.sheets(edition))


async def read(connection: AsyncConnection, tenant_id: UUID, edition: Edition, naming: Naming) -> KnownLines:
    """Read the county's further rows, a statement for each table that the edition's sheets need."""
    tables = dict.fromkeys(table for one in SUPPLEMENTS if one.sheets(edition) for table in one.tables)
    stored = {table: await stored_rows(connection, tenant_id, table) for table in tables}
    found: dict[str, Sequence[Kept[Line]]] = {}
    for one in SUPPLEMENTS:
        if one.sheets(edition):
            found |= one.lines(edition, stored, naming)
    return KnownLines(found, entry_rounds(stored) if "register_entries" in stored else {})


def check(told: Told) -> dict[str, tuple[Line, ...]]:
    """Give the workbook's further rows by sheet; what is amiss goes to the remarks."""
    found: dict[str, tuple[Line, ...]] = {}
    for one in SUPPLEMENTS:
        if one.sheets(told.edition):
            found |= {title: tuple(lines) for title, lines in one.check(told).items()}
    return found


def compared(
    edition: Edition, known: Mapping[str, Sequence[Kept[Line]]], said: Mapping[str, Sequence[Line]], remarks: Remarks
) -> Changes:
    """Compare every further sheet with the county; what is fixed there stays."""
    found: dict[str, Difference[Line]] = {}
    for one in SUPPLEMENTS:
        for sheet in one.sheets(edition):
            change = compare(known.get(sheet.title, ()), said.get(sheet.title, ()))
            if getattr(one, "fixed", False) and change.changed:
                remarks.warn(*(f"{item.before.called}：县里已有，不由工作簿更改，照旧" for item in change.changed))
                change = replace(change, changed=())
            found[sheet.title] = change
    return found


def tally(edition: Edition, changes: Changes, count: Callable[[Difference[Any]], int]) -> dict[str, int]:
    """Count something of every kind of further rows."""
    found = dict.fromkeys(KINDS, 0)
    for one in SUPPLEMENTS:
        for sheet in one.sheets(edition):
            found[one.counted(sheet.title)] += count(changes[sheet.title])
    return found


async def write(hand: Hand) -> None:
    """Write all that is new or differs."""
    for one in SUPPLEMENTS:
        if one.sheets(hand.edition):
            await one.write(hand)
