"""Making a plan: the workbook checked, compared with the county, its projects put on their lists."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.workbook import layout, plan_lines, queries
from yipanqi_core.workbook.checks import Checked, check
from yipanqi_core.workbook.compare import Difference, compare
from yipanqi_core.workbook.county_register import CountyRegister
from yipanqi_core.workbook.layout import Sheet
from yipanqi_core.workbook.listing import Entrance, Lister, Listings
from yipanqi_core.workbook.own_columns import own_columns
from yipanqi_core.workbook.plan import KINDS, Differences, Plan, Writing
from yipanqi_core.workbook.project_facts import Telling
from yipanqi_core.workbook.raw import RawWorkbook, shown
from yipanqi_core.workbook.register import ItemRow
from yipanqi_core.workbook.remarks import Remarks, in_order
from yipanqi_core.workbook.seat_binding import bind_seats
from yipanqi_core.workbook.succession import Tenures, plan_tenures
from yipanqi_core.workbook.years import workbook_year


async def plan_workbook(scope: Scope, registry: Registry, raw: RawWorkbook, filename: str, *, year: int | None) -> Plan:
    """Plan the loading of a workbook that has been read; writes nothing. Raises NotInForceError."""
    county = await read_county(scope.connection, scope.tenant_id)
    remarks = Remarks(problems=list(raw.problems))
    of_year = workbook_year(raw, year, remarks, county.today.year)
    on = county.today if of_year is None else min(date(of_year, 12, 31), county.today)
    edition = registry.in_force(county.mechanism, on)
    parameters = await read_in_force(scope, edition, on)
    known = await queries.read_register(scope.connection, scope.tenant_id, edition.track.code, of_year)
    sheets = layout.sheets(edition, own_columns(edition.project_fields))
    checked = check(raw, edition, sheets, known, today=county.today, remarks=remarks)
    tenures = plan_tenures(known.tenures, checked.people)
    _refuse_tenures(tenures, raw, remarks)
    if remarks.problems or of_year is None:
        problems = in_order(remarks.problems, [sheet.title for sheet in sheets])
        return Plan(filename, of_year, raw, problems=problems, warnings=tuple(remarks.warnings))
    planning = _Planning(filename, of_year, on, raw, county, edition, sheets, known, tenures, remarks)
    found = _compared(known, checked, remarks)
    return planning.plan(found, planning.listings(found, checked, parameters))


def _compared(known: CountyRegister, checked: Checked, remarks: Remarks) -> Differences:
    apart = [replace(row, listing=None, entered_on=None) for row in checked.projects]
    dated = list(_approved_plans_kept(known, checked, remarks))
    return Differences(
        units=compare(known.units, checked.units),
        people=compare(known.people, checked.people),
        projects=compare(known.projects, apart),
        items=compare(known.items, dated),
        figures=compare(known.figures, checked.figures),
        issues=compare(known.issues, checked.issues),
        records=compare(known.records, checked.records),
    )


def _approved_plans_kept(known: CountyRegister, checked: Checked, remarks: Remarks) -> Iterable[ItemRow]:
    """Keep what was approved: a workbook does not re-plan an item whose re-plan someone has decided."""
    replanned = {kept.row.key: kept for kept in known.items if kept.id in known.baselines}
    for row in checked.items:
        kept = replanned.get(row.key)
        if kept is None:
            yield row
            continue
        if row.planned_on not in (kept.row.planned_on, known.baselines[kept.id]):
            remarks.warn(
                f"{row.called}的计划已批准调整为 {kept.row.planned_on}，"
                f"工作簿所填 {row.planned_on} 未采用；请另行申请调整"
            )
        yield replace(row, planned_on=kept.row.planned_on)


def _refuse_tenures(tenures: Tenures, raw: RawWorkbook, remarks: Remarks) -> None:
    people = raw.sheet(layout.PEOPLE)
    rows = {shown(row.cells.get("登录名")).strip(): row for row in people.rows} if people is not None else {}
    for login, why in tenures.refused:
        if login in rows:
            remarks.cell(layout.PEOPLE, rows[login], "到任日期", why)
        else:
            remarks.place(layout.PEOPLE, 0, "到任日期", None, f"{login}：{why}")


@dataclass(frozen=True, slots=True)
class _Planning:
    """Puts together what has been compared and decided."""

    filename: str
    year: int
    on: date
    raw: RawWorkbook
    county: County
    edition: Edition
    sheets: tuple[Sheet, ...]
    known: CountyRegister
    tenures: Tenures
    remarks: Remarks

    def listings(self, found: Differences, checked: Checked, parameters: BaseModel) -> Listings:
        """Put the workbook's projects on their lists."""
        telling = Telling.of(self.on, found.units.result, found.items.result, found.figures.result, found.issues.result)
        lister = Lister(self.edition, parameters, self.year, self.county.today, telling.facts, self.known.stays)
        said = {row.name: row for row in checked.projects}
        for row in found.projects.result:
            if row.name in said:
                lister.decide(replace(row, listing=said[row.name].listing, entered_on=said[row.name].entered_on))
        return lister.found

    def plan(self, found: Differences, listings: Listings) -> Plan:
        """Say what would be done, and keep what doing it needs."""
        posts = (*self.known.posts, *(tenure.post for tenure in self.tenures.created))
        bindings, open_seats = bind_seats(
            self.edition.seats, self.known.bound_seats, found.units.result, posts, self.tenures.every
        )
        sheets = {sheet.title: sheet for sheet in self.sheets}
        self.remarks.warn(*listings.warnings, *plan_lines.kept_back(sheets, found), *open_seats)
        entrances = tuple(listings.entrances)
        changes = plan_lines.corrections(sheets, found, self.tenures, self.known.tenures)
        changes += plan_lines.listed_lines(entrances, found.projects.created)
        changes += [f"席位“{one.seat.title}”绑定到“{one.holder}”" for one in bindings]
        history = tuple(plan_lines.history(sheets, found, entrances, self.filename))
        new, moved = _counts(entrances)
        untouched = len([stays for stays in self.known.stays.values() if stays[-1].left_on is None]) - moved
        return Plan(
            filename=self.filename,
            year=self.year,
            raw=self.raw,
            created=_tally(found, lambda one: len(one.created)) | {"listed": new},
            changed=_tally(found, lambda one: len(one.changed)) | {"listed": moved},
            left=_tally(found, lambda one: one.left) | {"listed": untouched},
            changes=tuple(changes),
            not_listed=tuple(listings.not_listed),
            warnings=tuple(self.remarks.warnings),
            writing=Writing(
                self.county,
                self.edition.track.code,
                self.year,
                self.known,
                found,
                self.tenures,
                entrances,
                tuple(bindings),
                history,
            ),
        )


def _tally(found: Differences, count: Callable[[Difference[Any]], int]) -> dict[str, int]:
    return {kind: count(getattr(found, kind)) for kind in KINDS if kind != "listed"}


def _counts(entrances: Iterable[Entrance]) -> tuple[int, int]:
    """Count the projects that come on a list and those that move from one to another."""
    moves = [one.leaves is not None for one in entrances]
    return moves.count(False), moves.count(True)
