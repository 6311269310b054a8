"""What rules are told of figures, targets and registers on a day: as it stood then, corrections from the first."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError
from tests.conftest import make_county

from yipanqi_core.auth.identity import Identity
from yipanqi_core.database.connection import Database
from yipanqi_core.facts.gather import gather
from yipanqi_core.figures import service as figures
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import CountyFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import units
from yipanqi_core.registers import service as registers
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.vocabulary import Role

POLICY = {"title": "专项债券", "source": "专项债券", "direction": "供热"}


@pytest.fixture
async def racing(database: Database) -> County:
    county = await make_county(database, "yangcheng", "阳城县")
    async with database.transaction(county.id) as connection:
        await set_dates(Scope(connection, county.id, "test"), clock_date=date(2024, 9, 1))
    return county


async def office(scope: Scope) -> Identity:
    """Someone of the daily office."""
    unit = new_id()
    values = {"name": f"县发改局{unit}", "kind": "department"}
    await scope.connection.execute(insert(units).values(tenant_id=scope.tenant_id, id=unit, **values))
    return Identity(
        tenant_id=scope.tenant_id, user_id=new_id(), session_id=new_id(), login="office1", name="赵", role=Role.OFFICE,
        unit_id=unit, unit_name="县发改局", post_ids=(), epoch=1,
    )  # fmt: skip


def edition_of(county: County) -> Edition:
    return installed().in_force(county.mechanism, date(2024, 9, 1))


async def told(scope: Scope, county: County, on: date) -> CountyFacts:
    return (await gather(scope, edition_of(county), f"{on:%Y-%m}", on)).county


async def test_a_row_is_seen_from_its_day_and_a_change_from_its_own(database: Database, racing: County) -> None:
    edition = edition_of(racing)
    register = registers.register_of(edition, "fund_policies")
    async with database.transaction(racing.id) as connection:
        scope = Scope(connection, racing.id, "office1")
        who = await office(scope)
        new = registers.NewEntry(None, None, None, POLICY, date(2024, 3, 1))
        key = await registers.write_entry(scope, edition, register, new, who)

        async def fields(on: date) -> Any:
            return [one.fields.get("passed_on", one.fields["title"]) for one in (await told(scope, racing, on)).entries]

        assert await fields(date(2024, 2, 29)) == []
        before = await registers.held_entry(scope, register, key)
        change = registers.Change({"passed_on": "2024-05-06"}, "已传达", date(2024, 5, 6))
        await registers.change_entry(scope, edition, register, before, change, who)
        assert (await fields(date(2024, 5, 5)), await fields(date(2024, 5, 6))) == (["专项债券"], ["2024-05-06"])
        before = await registers.held_entry(scope, register, key)
        await registers.withdraw_entry(scope, edition, register, before, "重复", who)
        assert await fields(date(2024, 6, 1)) == await fields(date(2024, 4, 1)) == []


async def test_figures_and_targets_of_another_year_are_not_told(database: Database, racing: County) -> None:
    edition = edition_of(racing)
    async with database.transaction(racing.id) as connection:
        scope = Scope(connection, racing.id, "office1")
        who = await office(scope)
        for month, value in ((date(2023, 12, 1), "9"), (date(2024, 1, 1), "1"), (date(2024, 2, 1), "2")):
            await figures.record_figure(scope, edition, figures.NewFigure("fai", None, month, Decimal(value)), who)
        await figures.set_target(scope, edition, figures.NewTarget("fai", None, 2024, Decimal(5)), who)
        january = await told(scope, racing, date(2024, 1, 31))
        assert [(one.month, one.value) for one in january.figures] == [("2024-01", Decimal(1))]
        assert [one.value for one in january.targets] == [Decimal(5)]
        assert (await told(scope, racing, date(2023, 12, 31))).targets == ()
        assert len((await told(scope, racing, date(2024, 8, 31))).figures) == 2


async def test_no_round_can_be_changed_or_removed(database: Database, racing: County) -> None:
    for statement in (
        "UPDATE figures SET value = 1",
        "DELETE FROM targets",
        "UPDATE register_entries SET withdrawn = true",
        "DELETE FROM promotions",
    ):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with database.transaction(racing.id) as connection:
                await connection.execute(text(statement))
