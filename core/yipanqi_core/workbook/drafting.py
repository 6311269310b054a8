"""From all that was read to a plan: checked, compared, put on lists, told. Pure: it reads and writes nothing."""

from dataclasses import dataclass, replace
from datetime import date

from pydantic import BaseModel

from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.tenants.queries import County
from yipanqi_core.workbook import layout, plan_lines
from yipanqi_core.workbook.chain_checks import refuse_chains, warn_of_leaders
from yipanqi_core.workbook.checks import Checked, check
from yipanqi_core.workbook.correction_rows import corrected_values
from yipanqi_core.workbook.county_register import CountyRegister
from yipanqi_core.workbook.differences import Differences, compared
from yipanqi_core.workbook.layout import Sheet
from yipanqi_core.workbook.listing import Lister, Listings
from yipanqi_core.workbook.plan import Plan, Writing
from yipanqi_core.workbook.project_facts import Telling
from yipanqi_core.workbook.raw import RawWorkbook, shown
from yipanqi_core.workbook.remarks import Remarks, in_order
from yipanqi_core.workbook.seat_binding import bind_seats
from yipanqi_core.workbook.succession import Tenures, plan_tenures, told_tenures
from yipanqi_core.workbook.supplements.past import TENURES


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a plan rests on; `on` is the day by which mechanism, parameters and facts are taken."""

    filename: str
    raw: RawWorkbook
    county: County
    year: int | None
    on: date
    edition: Edition
    parameters: BaseModel
    sheets: tuple[Sheet, ...]
    known: CountyRegister
    may_manage_people: bool


def draft(ground: Ground, remarks: Remarks) -> Plan:
    """Make the plan; with any problem it is a plan of nothing."""
    known, raw = ground.known, ground.raw
    checked = check(
        raw,
        ground.edition,
        ground.sheets,
        known,
        today=ground.county.today,
        year=ground.year,
        may_manage_people=ground.may_manage_people,
        remarks=remarks,
    )
    tenures = plan_tenures(known.tenures, checked.people, told_tenures(checked.lines[TENURES]))
    _refuse_tenures(tenures, raw, remarks)
    if remarks.problems or ground.year is None:
        return _amiss(ground, remarks)
    found = compared(ground.edition, known, checked, remarks)
    refuse_chains(ground.edition, ground.parameters, found.chains, remarks)
    listings = _listings(ground, ground.year, found, checked, remarks)
    _refuse_entrances(listings, raw, remarks)
    if remarks.problems:
        return _amiss(ground, remarks)
    posts = (*known.posts, *(tenure.post for tenure in tenures.created))
    seats = ground.edition.seats
    bindings, open_seats = bind_seats(
        seats,
        known.bound_seats,
        found.units.result,
        posts,
        tenures.every,
        county=ground.county.name,
        today=ground.county.today,
        before=known.tenures,
    )
    sheets = {sheet.title: sheet for sheet in ground.sheets}
    remarks.warn(*listings.warnings, *plan_lines.kept_back(sheets, found), *open_seats)
    writing = Writing(
        county=ground.county,
        track=ground.edition.track.code,
        year=ground.year,
        known=known,
        differences=found,
        tenures=tenures,
        entrances=tuple(listings.entrances),
        bindings=tuple(bindings),
        history=tuple(plan_lines.history(sheets, found, listings.entrances, ground.filename)),
        corrected=tuple(corrected_values(sheets, found, ground.year)),
    )
    spoken_of = {row.name for row in checked.projects}
    return _told(ground, writing, listings, remarks, changes=_changes(sheets, writing), spoken_of=spoken_of)


def _amiss(ground: Ground, remarks: Remarks) -> Plan:
    problems = in_order(remarks.problems, [sheet.title for sheet in ground.sheets])
    return Plan(ground.filename, ground.year, ground.raw, problems=problems, warnings=tuple(remarks.warnings))


def _refuse_entrances(listings: Listings, raw: RawWorkbook, remarks: Remarks) -> None:
    sheet = raw.sheet(layout.PROJECTS)
    rows = {shown(row.cells.get("项目名称")).strip(): row for row in sheet.rows} if sheet is not None else {}
    for project, why in listings.refused:
        if project in rows:
            remarks.cell(layout.PROJECTS, rows[project], "入单日期", why)
        else:
            remarks.place(layout.PROJECTS, 0, "入单日期", None, f"{project}：{why}")


def _refuse_tenures(tenures: Tenures, raw: RawWorkbook, remarks: Remarks) -> None:
    people = raw.sheet(layout.PEOPLE)
    rows = {shown(row.cells.get("登录名")).strip(): row for row in people.rows} if people is not None else {}
    for login, why in tenures.refused:
        if login in rows:
            remarks.cell(layout.PEOPLE, rows[login], "到任日期", why)
        else:
            remarks.place(layout.PEOPLE, 0, "到任日期", None, f"{login}：{why}")


def _listings(ground: Ground, year: int, found: Differences, checked: Checked, remarks: Remarks) -> Listings:
    """Put the workbook's projects on their lists."""
    telling = Telling.of(ground.on, found.units.result, found.items.result, found.figures.result, found.issues.result)
    today = ground.county.today
    lister = Lister(
        ground.edition,
        ground.parameters,
        year,
        today,
        telling.facts,
        replace(telling, on=today).facts,
        ground.known.stays,
    )
    said = {row.name: row for row in checked.projects}
    for row in found.projects.result:
        if row.name in said:
            lister.decide(replace(row, listing=said[row.name].listing, entered_on=said[row.name].entered_on))
    warn_of_leaders(ground.edition, ground.parameters, found.projects, telling, remarks)
    return lister.found


def _changes(sheets: dict[str, Sheet], writing: Writing) -> list[str]:
    lines = plan_lines.corrections(sheets, writing.differences, writing.tenures, writing.known.tenures)
    lines += plan_lines.listed_lines(writing.entrances, writing.differences.projects.created)
    return lines + [plan_lines.binding_line(one) for one in writing.bindings]


def _told(
    ground: Ground,
    writing: Writing,
    listings: Listings,
    remarks: Remarks,
    *,
    changes: list[str],
    spoken_of: set[str],
) -> Plan:
    found, stays = writing.differences, writing.known.stays
    moved = [one for one in writing.entrances if one.leaves is not None]
    untouched = [name for name, every in stays.items() if every[-1].left_on is None and name not in spoken_of]
    return Plan(
        filename=ground.filename,
        year=ground.year,
        raw=ground.raw,
        created=found.tally(lambda one: len(one.created)) | {"listed": len(writing.entrances) - len(moved)},
        changed=found.tally(lambda one: len(one.changed)) | {"listed": len(moved)},
        left=found.tally(lambda one: one.left) | {"listed": len(untouched)},
        changes=tuple(changes),
        not_listed=tuple(listings.not_listed),
        warnings=tuple(remarks.warnings),
        writing=writing,
    )
