"""Opening slots: one row per schedule and period, from the county's go-live day on, whoever asks and however often."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

from yipanqi_core.calendar import Period
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.mechanism.schedules import Moment, Schedule
from yipanqi_core.schedule.queries import known_since, last_opened, local_minute
from yipanqi_core.schedule.tables import known_schedules, slots
from yipanqi_core.tenants.parameters import in_force
from yipanqi_core.tenants.queries import County, parameter_rows
from yipanqi_core.tenants.scope import Scope

END_OF_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Now:
    """The county's date and the minute up to which the day has come."""

    on: date
    minute: int


async def now(scope: Scope, county: County) -> Now:
    """Tell the county's time; a county with its own date has its whole day behind it."""
    if county.clock_date is not None:
        return Now(county.clock_date, END_OF_DAY)
    return Now(county.today, await local_minute(scope.connection))


async def open_slots(scope: Scope, registry: Registry, county: County, at: Now) -> int:
    """Write the slots that have fallen due and are not there yet; gives how many. Nothing before the go-live day."""
    if county.live_from is None:
        return 0
    written = _written(registry, county)
    settings = await parameter_rows(scope.connection, scope.tenant_id)
    reached = await read_reached(scope, county.live_from, at.on)
    await _note(scope, written, reached)
    rows: list[Mapping[str, Any]] = []
    for one in written:
        for position, schedule in enumerate(one.edition.schedules):
            for period, moment in moments(one, schedule, reached, settings):
                if (moment.due_on, moment.minute) > (at.on, at.minute):
                    break
                rows.append(_row(schedule, position, period, moment))
    return await insert_rows(
        scope.connection, slots, scope.tenant_id, rows, tail="ON CONFLICT (tenant_id, schedule, period) DO NOTHING"
    )


async def next_day(scope: Scope, registry: Registry, county: County, *, after: date) -> date:
    """Find the next day after `after` on which a slot falls due; all slots due by then are taken to be open."""
    if county.live_from is None:
        return date.max
    settings = await parameter_rows(scope.connection, scope.tenant_id)
    reached = await read_reached(scope, county.live_from, after)
    days = [date.max]
    for one in _written(registry, county):
        for schedule in one.edition.schedules:
            first = next(moments(one, schedule, reached, settings), None)
            if first is not None:
                days.append(max(first[1].due_on, after + timedelta(days=1)))
    return min(days)


@dataclass(frozen=True, slots=True)
class Written:
    """An edition with the day from which another judges in its place, if there is one."""

    edition: Edition
    until: date | None


def _written(registry: Registry, county: County) -> list[Written]:
    """Give the editions with their times: a period is of the edition in force at its end, whenever its slot is due."""
    editions = registry.mechanism(county.mechanism).editions
    starts = [one.judges_from for one in editions[1:]]
    return [Written(one, until) for one, until in zip_longest(editions, starts)]


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a county's schedules are opened, and since when it knows each; `today` is the day of asking."""

    live_from: date
    today: date
    opened: Mapping[str, date]
    known: Mapping[str, date | None]

    def unopened(self, schedule: Schedule, judges_from: date) -> Period:
        """Give the first period that is not opened: of a schedule that came with an upgrade, that of its day."""
        after = self.opened.get(schedule.code)
        if after is None:
            begun = Period.containing(self.since(schedule.code) or self.live_from, schedule.cadence)
        else:
            begun = Period.containing(after, schedule.cadence).next()
        return max(begun, Period.containing(judges_from, schedule.cadence), key=lambda period: period.start)

    def since(self, code: str) -> date | None:
        """Give the day on which a schedule came; None: it was there when the county went live."""
        if code in self.known:
            return self.known[code]
        begun = bool(self.known or self.opened)
        return max(self.today, self.live_from) if begun and code not in self.opened else None


async def read_reached(scope: Scope, live_from: date, today: date) -> Reached:
    """Read how far a county's schedules are opened."""
    opened = await last_opened(scope.connection, scope.tenant_id)
    return Reached(live_from, today, opened, await known_since(scope.connection, scope.tenant_id))


async def _note(scope: Scope, written: Sequence[Written], reached: Reached) -> None:
    """Note the schedules that the county has not known before, those of editions to come with the others."""
    codes = dict.fromkeys(schedule.code for one in written for schedule in one.edition.schedules)
    rows = [{"schedule": code, "since_on": reached.since(code)} for code in codes if code not in reached.known]
    await insert_rows(
        scope.connection, known_schedules, scope.tenant_id, rows, tail="ON CONFLICT (tenant_id, schedule) DO NOTHING"
    )


def moments(
    one: Written, schedule: Schedule, reached: Reached, settings: Sequence[Any]
) -> Iterator[tuple[Period, Moment]]:
    """Give the periods of an edition that are not opened, with their moments; none from before a schedule came."""
    since = reached.since(schedule.code)
    period = reached.unopened(schedule, one.edition.judges_from)
    while one.until is None or period.end < one.until:
        moment = schedule.timing(period, in_force(one.edition, settings, period.end))
        if since is None or moment.due_on >= since:
            yield period, moment
        period = period.next()


def _row(schedule: Schedule, position: int, period: Period, moment: Moment) -> Mapping[str, Any]:
    return {
        "id": new_id(),
        "schedule": schedule.code,
        "period": str(period),
        "period_end": period.end,
        "position": position,
        "dated": moment.dated,
        "due_on": moment.due_on,
        "due_minute": moment.minute,
    }
