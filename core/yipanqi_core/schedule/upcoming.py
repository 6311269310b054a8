"""What falls due next in a county, schedule by schedule."""

from collections.abc import Iterable
from dataclasses import dataclass

from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.schedules import Moment, Schedule
from yipanqi_core.schedule.queries import last_opened
from yipanqi_core.tenants.parameters import Setting, in_force
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next slot of a schedule, which is not open yet."""

    schedule: Schedule
    period: Period
    moment: Moment


async def upcoming(scope: Scope, edition: Edition, county: County, settings: Iterable[Setting]) -> list[Upcoming]:
    """Give the next moment of every schedule, the soonest first; none before the county has gone live."""
    if county.live_from is None:
        return []
    opened, known = await last_opened(scope.connection, scope.tenant_id), tuple(settings)
    found = []
    for schedule in edition.schedules:
        last = opened.get(schedule.code)
        period = Period.containing(last or county.live_from, schedule.cadence)
        period = period if last is None else period.next()
        found.append(Upcoming(schedule, period, schedule.timing(period, in_force(edition, known, period.end))))
    return sorted(found, key=lambda one: (one.moment.due_on, one.moment.minute))
