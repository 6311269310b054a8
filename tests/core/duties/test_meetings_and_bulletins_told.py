"""Meetings and bulletins as rules are told of them: the year's by the day, with the week in which it began."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import insert

from yipanqi_core.bulletins.tables import bulletins
from yipanqi_core.database.connection import Database
from yipanqi_core.facts.gather import gather
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import CountyFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.meetings.tables import meetings
from yipanqi_core.people.tables import posts, units
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope

ON = date(2025, 1, 31)
EDITION = installed().in_force("yangcheng", ON)
KIND = next(
    one.kind for one in EDITION.bulletins if one.code in {code for duty in EDITION.duties for code in duty.bulletins}
)
SPAN = (date(2024, 12, 29), date(2024, 12, 30), date(2025, 1, 31), date(2025, 2, 1))  # 2024-12-30 is a Monday


async def fill(database: Database, county: County) -> UUID:
    """Hold a meeting and issue a bulletin on each day; gives the convener's post."""
    tenant, unit, post = county.id, new_id(), new_id()
    async with database.transaction(tenant) as connection:
        same = {"tenant_id": tenant}
        await connection.execute(insert(units).values(**same, id=unit, name="县水利局", kind="department"))
        await connection.execute(insert(posts).values(**same, id=post, unit_id=unit, title="局长"))
        for number, day in enumerate(SPAN, start=1):
            held = {"series": "weekly", "period": "2025-W01", "convener_post_id": post, "planned_on": day}
            minuted = {"state": "minuted", "held_on": day, "minutes": b"{}"}
            await connection.execute(insert(meetings).values(**same, id=new_id(), **held, **minuted))
            for kind in (KIND, "别的通报"):
                sent = {"kind": kind, "period": f"2024-{number:02d}", "letterhead": kind, "year": 2025}
                told = {"serial": number, "number": f"{kind}{number}", "title": kind, "clause": "YC-3.2"}
                issued = {"issued_on": day, "document": b"{}", "issued_by": "test"}
                await connection.execute(insert(bulletins).values(**same, id=new_id(), **sent, **told, **issued))
        planned = {"series": "weekly", "period": "2025-W02", "convener_post_id": post, "planned_on": ON}
        await connection.execute(insert(meetings).values(**same, id=new_id(), state="planned", **planned))
    return post


async def told(database: Database, county: County, edition: Edition) -> CountyFacts:
    async with database.transaction(county.id) as connection:
        return (await gather(Scope(connection, county.id, "test"), edition, "2025-01", ON)).county


async def test_the_years_meetings_and_bulletins_are_told_from_its_first_monday_to_the_day(
    database: Database, county: County, neighbour: County
) -> None:
    await fill(database, county)
    facts = await told(database, county, EDITION)
    assert [(one.held_on, one.convener, one.unit) for one in facts.meetings] == [
        (day, "局长", "县水利局") for day in SPAN[1:3]
    ]
    assert all(one.id for one in facts.meetings)
    assert [(one.kind, one.issued_on, one.number) for one in facts.issued] == [
        (KIND, SPAN[1], f"{KIND}2"), (KIND, SPAN[2], f"{KIND}3"),
    ]  # fmt: skip
    other = await told(database, neighbour, EDITION)
    assert (other.meetings, other.issued) == ((), ())


async def test_where_no_duty_asks_for_bulletins_none_are_read(database: Database, county: County) -> None:
    await fill(database, county)
    plain = replace(EDITION, duties=tuple(replace(one, bulletins=()) for one in EDITION.duties))
    assert (await told(database, county, plain)).issued == ()
