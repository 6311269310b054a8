"""The calendar of duties: what a month brings, as stored where it has been assessed, else as it stands today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from yipanqi_core.assessments import queries as assessed
from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.duties import queries
from yipanqi_core.facts.gather import Gathered, gather
from yipanqi_core.facts.names import Names, names
from yipanqi_core.facts.narrow import ask
from yipanqi_core.facts.queries import post_rows, unit_rows
from yipanqi_core.mechanism.canonical import decode
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.mechanism.rulings import Judgement
from yipanqi_core.meetings.queries import seat_holders
from yipanqi_core.refusals import InvalidInputError
from yipanqi_core.rules.duties import MET, ended_within, fulfilments, judgement, running_within
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty in one period. `post_id` and `unit_id` name who owes it, neither where nobody can be named."""

    code: str
    title: str
    period: Period
    project_id: UUID | None
    project: str | None
    holder: str | None
    post_id: UUID | None
    unit_id: UUID | None
    required: int
    done: int
    met: bool
    clause: str
    because: str
    records: Sequence[Mapping[str, Any]]
    meetings: Sequence[Mapping[str, Any]]
    bulletins: Sequence[Mapping[str, Any]]
    stored: bool
    vacant: bool = False
    """Undone, and nobody held the post when the period ended, or holds it now: it counts for nobody."""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """The line's place in the calendar: by the day it is due, then by code, holder and project."""
        return str(self.period.end), str(self.period), self.code, self.holder or "", self.project or ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The lines of a month in their order, with what is needed to show who owes them."""

    edition: Edition
    day: date
    lines: Sequence[DutyLine]
    posts: Mapping[UUID, Any]  # post → its row: title, unit_id, holder_id, holder
    units: Mapping[UUID, str]
    seats: Mapping[str, tuple[UUID | None, UUID | None]]  # seat → (unit, post) bound now, for the meetings of duties


async def read_calendar(
    scope: Scope, registry: Registry, period: Period | None = None, project: UUID | None = None
) -> Calendar:
    """Read the duties of a period, by default of the county's own month: those ended in it and those still running.

    Raises InvalidInputError (a period not yet begun), NotInForceError.
    """
    county = await read_county(scope.connection, scope.tenant_id)
    month = _month_of(county, period)
    found = await assessed.find(scope.connection, scope.tenant_id, str(month))
    day = min(month.end, county.today)
    if found is not None:
        edition = registry.edition(found.mechanism, found.edition, found.revision)
        lines, who = await _judged(scope, found.id, day)
    else:
        edition = registry.in_force(county.mechanism, day)
        lines, who = await _live(scope, edition, county, month, project)
    wanted = [
        one for one in lines if period in {None, month, one.period} and (project is None or one.project_id == project)
    ]
    units = {key: unit.name for key, unit in who.units.items()}
    posts = await queries.posts_on(scope.connection, scope.tenant_id, day)
    seats = await seat_holders(scope.connection, scope.tenant_id) if _meets(edition) else {}
    return Calendar(edition, day, sorted(wanted, key=lambda one: one.key), posts, units, seats)


def _meets(edition: Edition) -> bool:
    return any(duty.meetings for duty in edition.duties)


def _month_of(county: County, period: Period | None) -> Period:
    if period is None:
        return Period.containing(county.today, PeriodKind.MONTH)
    if period.start > county.today:
        raise InvalidInputError(f"{period.title}尚未开始，今天是 {county.today}；请填已经开始的期", "/period")
    return Period.containing(min(period.end, county.today), PeriodKind.MONTH)


async def _judged(scope: Scope, assessment_id: UUID, day: date) -> tuple[list[DutyLine], Names]:
    connection, tenant = scope.connection, scope.tenant_id
    who = names(await unit_rows(connection, tenant), await post_rows(connection, tenant, day))
    lines = []
    for row in await queries.judged_rows(connection, tenant, assessment_id):
        figures = decode(row.facts, dict[str, Any])
        told = (row.clause, row.because)
        project = (row.project_id, row.project_name)
        lines.append(_line(row.code, figures, told, project, who, met=row.value == MET, stored=True))
    return lines, who


async def _live(
    scope: Scope, edition: Edition, county: County, month: Period, project: UUID | None
) -> tuple[list[DutyLine], Names]:
    """Judge the month on what is known: up to today while it runs, up to its end where it was not assessed yet."""
    day = min(month.end, county.today)
    within = running_within if month.end >= county.today else ended_within
    parameters = await read_in_force(scope, edition, day)

    def lines(gathered: Gathered) -> tuple[list[DutyLine], Names]:
        found = fulfilments(edition, parameters, gathered.county, gathered.projects, within(month.start, day))
        return [_live_line(judgement(one), gathered) for one in found], gathered.names

    if project is None:
        return await ask(scope, edition, str(month), day, "duties", lines, whole_county=True)
    return lines(await gather(scope, edition, str(month), day, only=[project], whole_county=True))


def _live_line(one: Judgement, gathered: Gathered) -> DutyLine:
    name = one.subject.project
    about = (None if name is None else gathered.project_ids[name], name)
    told = (one.ruling.clause, one.ruling.because)
    return _line(one.code, one.ruling.facts, told, about, gathered.names, met=_is_met(one), stored=False)


def _is_met(one: Judgement) -> bool:
    return one.ruling.value == MET


def _line(
    code: str,
    figures: Mapping[str, Any],
    told: tuple[str, str],
    project: tuple[UUID | None, str | None],
    who: Names,
    *,
    met: bool,
    stored: bool,
) -> DutyLine:
    holder: str | None = figures["holder"]
    return DutyLine(
        code=code,
        title=figures["kind"],
        period=Period.parse(figures["period"]),
        project_id=project[0],
        project=project[1],
        holder=holder,
        post_id=who.post_ids.get(holder or ""),
        unit_id=who.unit_ids.get(holder or ""),
        required=figures["required"],
        done=figures["done"],
        met=met,
        clause=told[0],
        because=told[1],
        records=figures["records"],
        meetings=figures.get("meetings", ()),
        bulletins=figures.get("bulletins", ()),
        stored=stored,
        vacant="vacant_since" in figures,
    )
