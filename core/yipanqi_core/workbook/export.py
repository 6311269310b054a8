"""The county as a workbook, by the same layout: loaded into an empty county it gives the same register."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import TypeVar

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.rules.changes import REGISTER
from yipanqi_core.tenants.queries import read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.workbook import layout, queries
from yipanqi_core.workbook.county_register import CountyRegister, Kept
from yipanqi_core.workbook.layout import OFF_THE_LISTS, Column, Kind, Sheet
from yipanqi_core.workbook.out_values import cell_value, post_names
from yipanqi_core.workbook.register import Entry, FigureRow, IssueRow, ItemRow, Post, ProjectRow
from yipanqi_core.workbook.sheets import sheets_of
from yipanqi_core.workbook.writer import ColumnKind, OutColumn, OutSheet, heading_width, write_workbook

P = TypeVar("P", ItemRow, FigureRow, IssueRow)

_KINDS = {
    Kind.MONEY: ColumnKind.MONEY,
    Kind.NUMBER: ColumnKind.NUMBER,
    Kind.DECIMAL: ColumnKind.MONEY,
    Kind.DATE: ColumnKind.DATE,
    Kind.MONTH: ColumnKind.MONTH,
}
_WIDE = {Kind.PROJECT: 40, Kind.LONG_TEXT: 40, Kind.UNIT: 26, Kind.HOLDER: 26, Kind.POST: 26, Kind.LIST: 26}


async def export_county(scope: Scope, registry: Registry, *, year: int | None = None) -> bytes:
    """Write the county's register; annual plans are the year's, by default the last one that has months.

    Raises NotInForceError.
    """
    county = await read_county(scope.connection, scope.tenant_id)
    of_year = year or await queries.last_year(scope.connection, scope.tenant_id) or county.today.year
    edition = registry.in_force(county.mechanism, min(date(of_year, 12, 31), county.today))
    register = await queries.read_register(scope.connection, scope.tenant_id, edition, of_year)
    sheets = out_sheets(edition, register, of_year)
    return write_workbook(sheets, datetime.combine(county.today, time(0)))


def out_sheets(edition: Edition, register: CountyRegister, year: int) -> list[OutSheet]:
    """Give the sheets of a register."""
    places = {kept.row.name: place for place, kept in enumerate(register.projects)}
    rows: dict[str, Sequence[Entry]] = {
        layout.UNITS: [kept.row for kept in register.units],
        layout.PROJECTS: [_listed(kept.row, register, year) for kept in register.projects],
        layout.PEOPLE: [kept.row for kept in register.people],
        layout.ITEMS: _by_project(register.items, places),
        layout.FIGURES: _by_project(register.figures, places),
        layout.ISSUES: _by_project(register.issues, places),
        layout.RECORDS: [kept.row for kept in register.records],
        layout.CHAINS: [kept.row for kept in register.chains],
        layout.TARGETS: [kept.row for kept in register.targets],
        layout.SERIES: [kept.row for kept in register.series],
        **{title: [kept.row for kept in lines] for title, lines in register.lines.items()},
    }
    posts = post_names(register.posts)
    return [_sheet(sheet, rows[sheet.title], posts) for sheet in sheets_of(edition)]


def _by_project(kept: Iterable[Kept[P]], places: Mapping[str, int]) -> list[P]:
    return sorted((one.row for one in kept), key=lambda row: places[row.project])


def _sheet(sheet: Sheet, rows: Iterable[Entry], posts: Mapping[Post, str]) -> OutSheet:
    columns = [OutColumn(_heading(one), _KINDS.get(one.kind, ColumnKind.TEXT), _width(one)) for one in sheet.columns]
    return OutSheet(sheet.title, columns, [[_cell(row, one, posts) for one in sheet.columns] for row in rows])


def _heading(column: Column) -> str:
    return f"{column.heading}*" if column.required else column.heading


def _width(column: Column) -> float:
    width = 40 if column.heading == "项目名称" else _WIDE.get(column.kind, 14)
    return max(width, heading_width(_heading(column)))


def _cell(row: Entry, column: Column, posts: Mapping[Post, str]) -> object:
    value = getattr(row, "fields", {}).get(column.attribute) if column.own else getattr(row, column.attribute)
    return cell_value(column, value, posts)


def _listed(row: ProjectRow, register: CountyRegister, year: int) -> ProjectRow:
    """Say on which list a project stands; a stay since the year's beginning by the register needs no day."""
    standing = next((stay for stay in register.stays.get(row.name, ()) if stay.left_on is None), None)
    if standing is None:
        return replace(row, listing=OFF_THE_LISTS)
    by_register = standing.cause == REGISTER and standing.entered_on == date(year, 1, 1)
    return replace(row, listing=standing.step, entered_on=None if by_register else standing.entered_on)
