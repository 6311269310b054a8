"""The checks of a workbook: from raw sheets to the rows of a register, or to every error of every row at once.

Plan and apply both go through here, so that what a plan passed is what is applied.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.vocabulary import UnitKind
from yipanqi_core.workbook import kept_checks, layout, row_checks
from yipanqi_core.workbook.cells import CellError, parse_text, split_list
from yipanqi_core.workbook.chain_rows import ChainRow
from yipanqi_core.workbook.county_register import CountyRegister
from yipanqi_core.workbook.kept_rows import SeriesRow, TargetRow
from yipanqi_core.workbook.layout import Sheet
from yipanqi_core.workbook.names import Names
from yipanqi_core.workbook.own_values import own_values
from yipanqi_core.workbook.raw import CellValue, RawWorkbook
from yipanqi_core.workbook.record_data import records_data
from yipanqi_core.workbook.register import (
    FigureRow,
    IssueRow,
    ItemRow,
    PersonRow,
    Post,
    ProjectRow,
    RecordRow,
    UnitRow,
)
from yipanqi_core.workbook.remarks import Remarks
from yipanqi_core.workbook.supplements.every import check as further_rows
from yipanqi_core.workbook.supplements.line import Line
from yipanqi_core.workbook.supplements.past import TENURES
from yipanqi_core.workbook.supplements.supplement import Told
from yipanqi_core.workbook.typed_rows import TypedRow, missing_sheets, typed_rows


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows of a workbook that nothing is amiss with."""

    units: tuple[UnitRow, ...]
    people: tuple[PersonRow, ...]
    projects: tuple[ProjectRow, ...]
    items: tuple[ItemRow, ...]
    figures: tuple[FigureRow, ...]
    issues: tuple[IssueRow, ...]
    records: tuple[RecordRow, ...]
    targets: tuple[TargetRow, ...]
    series: tuple[SeriesRow, ...]
    chains: tuple[ChainRow, ...]
    lines: Mapping[str, tuple[Line, ...]]


def check(
    raw: RawWorkbook,
    edition: Edition,
    every: tuple[Sheet, ...],
    known: CountyRegister,
    *,
    today: date,
    year: int | None,
    may_manage_people: bool,
    remarks: Remarks,
) -> Checked:
    """Read and check every row of every sheet; what is amiss goes to the remarks."""
    sheets = {sheet.title: sheet for sheet in every}
    missing_sheets(every, raw, remarks)
    names = _names(raw, known)

    def read(title: str) -> list[TypedRow]:
        rows = typed_rows(sheets[title], raw, names, today, remarks)
        row_checks.refuse_repeated(sheets[title], rows, remarks)
        return rows

    units = read(layout.UNITS)
    row_checks.units(units, edition, remarks)
    row_checks.refuse_alike(sheets[layout.UNITS], units, (kept.row.name for kept in known.units), remarks)
    people = read(layout.PEOPLE)
    _add_posts(names, people)
    row_checks.successions(people, remarks)
    tenures = read(TENURES)
    _add_posts(names, tenures)
    if not may_manage_people:
        row_checks.roles(people, {kept.row.login: kept.row.role for kept in known.people}, remarks)
    chains = read(layout.CHAINS) if layout.CHAINS in sheets else []
    projects = read(layout.PROJECTS)
    row_checks.refuse_alike(sheets[layout.PROJECTS], projects, (kept.row.name for kept in known.projects), remarks)
    names.nameless = len(projects) - len({row.values["name"] for row in projects if "name" in row.values})
    own = own_values(sheets[layout.PROJECTS], projects, edition.project_fields, remarks)
    items, figures, issues, records = (
        read(title) for title in (layout.ITEMS, layout.FIGURES, layout.ISSUES, layout.RECORDS)
    )
    row_checks.issues(issues, remarks)
    row_checks.records(records, edition, remarks)
    data = records_data(records, edition, remarks)
    targets, series = (read(title) if title in sheets else [] for title in (layout.TARGETS, layout.SERIES))
    kept_checks.targets(targets, edition, remarks)
    kept_checks.series(series, edition, today, remarks)
    further = [sheet.title for sheet in every if sheet.title not in layout.FIXED]
    told = Told(
        edition=edition,
        year=year,
        sheets=sheets,
        rows={title: tenures if title == TENURES else read(title) for title in further},
        known=known.lines,
        projects={row.values["name"]: row.values for row in projects if "name" in row.values},
        items={kept.row.key for kept in known.items} | _item_keys(items),
        unit_kinds=_unit_kinds(known, units),
        today=today,
        remarks=remarks,
    )
    return Checked(
        lines=further_rows(told),
        units=tuple(UnitRow(**row.values) for row in _whole(units)),
        people=tuple(PersonRow(**row.values) for row in _whole(people)),
        projects=tuple(
            ProjectRow(**_shared(row.values, sheets[layout.PROJECTS]), fields=own[row.raw.number])
            for row in _whole(projects)
        ),
        items=tuple(ItemRow(**row.values) for row in _whole(items)),
        figures=tuple(FigureRow(**row.values) for row in _whole(figures)),
        issues=tuple(IssueRow(**row.values) for row in _whole(issues)),
        records=tuple(
            dict.fromkeys(
                RecordRow(**_shared(row.values, sheets[layout.RECORDS]), data=data[row.raw.number])
                for row in _whole(records)
            )
        ),
        targets=tuple(TargetRow(**{**row.values, "year": int(row.values["year"])}) for row in _whole(targets)),
        series=tuple(SeriesRow(**row.values) for row in _whole(series)),
        chains=tuple(ChainRow(**row.values) for row in _whole(chains)),
    )


def _unit_kinds(known: CountyRegister, rows: Iterable[TypedRow]) -> dict[str, UnitKind]:
    told = {row.values["name"]: row.values["kind"] for row in rows if row.values.keys() >= {"name", "kind"}}
    return {kept.row.name: kept.row.kind for kept in known.units} | told


def _item_keys(rows: Iterable[TypedRow]) -> set[Hashable]:
    named = ("project", "kind", "title")
    return {tuple(row.values[name] for name in named) for row in rows if row.values.keys() >= set(named)}


def _whole(rows: Iterable[TypedRow]) -> Iterable[TypedRow]:
    return (row for row in rows if row.complete)


def _shared(values: Mapping[str, Any], sheet: Sheet) -> dict[str, Any]:
    """Leave the mechanism's own fields aside."""
    own = {column.attribute for column in sheet.columns if column.own}
    return {name: value for name, value in values.items() if name not in own}


def _names(raw: RawWorkbook, known: CountyRegister) -> Names:
    """Collect what may be named; a row in error names its unit or project all the same."""
    units = {kept.row.name: kept.row.short_names for kept in known.units}
    for name, short_names in _texts(raw, layout.UNITS, "单位名称", "简称"):
        units[name] = split_list(short_names) or units.get(name, ())
    projects = {kept.row.name for kept in known.projects}
    projects.update(name for name, _ in _texts(raw, layout.PROJECTS, "项目名称", ""))
    unlisted = (
        title
        for title, heading in ((layout.UNITS, "单位名称"), (layout.PROJECTS, "项目名称"))
        if (sheet := raw.sheet(title)) is None or heading not in sheet.headings
    )
    chains = {kept.row.name for kept in known.chains}
    chains.update(name for name, _ in _texts(raw, layout.CHAINS, "产业链名称", ""))
    logins = {kept.row.login for kept in known.people}
    logins.update(login for login, _ in _texts(raw, layout.PEOPLE, "登录名", ""))
    return Names(units, set(known.posts), projects, unlisted=frozenset(unlisted), chains=chains, logins=logins)


def _texts(raw: RawWorkbook, title: str, heading: str, beside: str) -> Iterable[tuple[str, CellValue]]:
    sheet = raw.sheet(title)
    for row in sheet.rows if sheet is not None else ():
        try:
            yield parse_text(row.cells.get(heading), 1000), row.cells.get(beside)
        except CellError:
            continue


def _add_posts(names: Names, people: Iterable[TypedRow]) -> None:
    """Let the posts of 人员 be named, those of rows in error without further complaint."""
    for row in people:
        title = row.values.get("title")
        if title is not None and "unit" in row.values:
            names.add(Post(row.values["unit"], title))
        elif title is not None:
            names.doubtful.add(title)
