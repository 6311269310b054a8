"""Opening slots: one row per schedule and period, from the county's go-live day on, whoever asks and however often."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel

from yipanqi_core.calendar import Period
from yipanqi_core.database.bulk import insert_rows
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.registry import Registry
from yipanqi_core.mechanism.schedules import Schedule
from yipanqi_core.schedule.queries import last_opened, local_minute
from yipanqi_core.schedule.tables import slots
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
    edition = registry.in_force(county.mechanism, at.on)
    settings = await parameter_rows(scope.connection, scope.tenant_id)
    opened = await last_opened(scope.connection, scope.tenant_id)
    rows: list[Mapping[str, Any]] = []
    for position, schedule in enumerate(edition.schedules):
        start = _unopened(schedule, county.live_from, opened)
        rows += _due(schedule, position, start, at, edition, settings)
    return await insert_rows(
        scope.connection, slots, scope.tenant_id, rows, tail="ON CONFLICT (tenant_id, schedule, period) DO NOTHING"
    )


async def next_day(scope: Scope, registry: Registry, county: County, *, after: date) -> date:
    """Find the next day after `after` on which a slot falls due; all slots due by then are taken to be open."""
    if county.live_from is None:
        return date.max
    edition = registry.in_force(county.mechanism, after)
    settings = await parameter_rows(scope.connection, scope.tenant_id)
    opened = await last_opened(scope.connection, scope.tenant_id)
    days = [date.max]
    for schedule in edition.schedules:
        period = _unopened(schedule, county.live_from, opened)
        moment = schedule.timing(period, in_force(edition, settings, period.end))
        days.append(max(moment.due_on, after + timedelta(days=1)))
    return min(days)


def _unopened(schedule: Schedule, live_from: date, opened: Mapping[str, date]) -> Period:
    after = opened.get(schedule.code)
    if after is None:
        return Period.containing(live_from, schedule.cadence)
    return Period.containing(after, schedule.cadence).next()


def _due(  # noqa: PLR0917
    schedule: Schedule, position: int, start: Period, at: Now, edition: Edition, settings: Iterable[Any]
) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = []
    period = start
    while True:
        parameters: BaseModel = in_force(edition, settings, period.end)
        moment = schedule.timing(period, parameters)
        if (moment.due_on, moment.minute) > (at.on, at.minute):
            return rows
        rows.append(
            {
                "id": new_id(),
                "schedule": schedule.code,
                "period": str(period),
                "period_end": period.end,
                "position": position,
                "dated": moment.dated,
                "due_on": moment.due_on,
                "due_minute": moment.minute,
            }
        )
        period = period.next()
