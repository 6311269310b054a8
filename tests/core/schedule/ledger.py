"""What really happened in a county, counted from tables that nothing keeps from holding an act twice."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, func, select
from tests.core.schedule.fewer import monthly_registry

from yipanqi_core.audit.tables import audit
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.letters.tables import letters
from yipanqi_core.schedule.slots import Now
from yipanqi_core.schedule.tables import inbox, slots
from yipanqi_core.tenants.queries import County


@dataclass(frozen=True, slots=True)
class Ledger:
    """How often each act was done, by its period or number."""

    assessed: Counter[str]
    published: Counter[str]
    letters: Counter[str]
    received: int

    def each_once(self) -> bool:
        """Tell whether nothing was done twice."""
        return all(times == 1 for acts in (self.assessed, self.published, self.letters) for times in acts.values())


async def read_ledger(database: Database, county: County) -> Ledger:
    async with database.transaction(county.id) as connection:
        acts = await connection.execute(select(audit.c.subject).where(audit.c.action == "assess"))
        told = await connection.execute(select(audit.c.subject).where(audit.c.action == "publish"))
        numbers = await connection.execute(select(letters.c.number))
        received = (await connection.execute(select(func.count()).select_from(inbox))).scalar_one()
        return Ledger(
            assessed=Counter(subject.removeprefix("assessment:") for subject in acts.scalars()),
            published=Counter(subject.removeprefix("assessment:") for subject in told.scalars()),
            letters=Counter(numbers.scalars()),
            received=received,
        )


async def read_slots(database: Database, county: County) -> dict[tuple[str, str], Row[Any]]:
    """Read the county's slots by schedule and period, in the order in which they were done, open ones last."""
    async with database.transaction(county.id) as connection:
        rows = await connection.execute(select(slots).order_by(slots.c.done_at))
        return {(row.schedule, row.period): row for row in rows}


def due_by(at: Now, live_from: date) -> set[tuple[str, str]]:
    """Every slot of 石棉's that falls due by an instant, found by looking at each day since the county went live."""
    edition = monthly_registry().in_force("shimian", live_from)
    days = [live_from + timedelta(days=number) for number in range((at.on - live_from).days + 1)]
    found = set()
    for schedule in edition.schedules:
        for period in {Period.containing(day, schedule.cadence) for day in days}:
            moment = schedule.timing(period, edition.parameters())
            if (moment.due_on, moment.minute) <= (at.on, at.minute):
                found.add((schedule.code, str(period)))
    return found
