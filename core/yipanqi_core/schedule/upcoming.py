"""What falls due next in a county, schedule by schedule."""

from collections.abc import Iterable
from dataclasses import dataclass

from yipanqi_core.calendar import Period
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.schedules import Moment, Schedule
from yipanqi_core.schedule.slots import Written, moments, read_reached
from yipanqi_core.tenants.parameters import Setting
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
    reached, known = await read_reached(scope, county.live_from, county.today), tuple(settings)
    written = Written(edition, None)
    found = []
    for schedule in edition.schedules:
        period, moment = next(moments(written, schedule, reached, known))
        found.append(Upcoming(schedule, period, moment))
    return sorted(found, key=lambda one: (one.moment.due_on, one.moment.minute))
