"""What is cut, queued and owed is answered from few facts, and exactly as from all of them."""

from dataclasses import fields
from operator import add, eq
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event
from tests.api.racing_county import Enter

from yipanqi_core.calendar import Period, PeriodKind
from yipanqi_core.database.connection import Database
from yipanqi_core.facts import narrow
from yipanqi_core.facts.gather import Gathered, gather
from yipanqi_core.facts.unread import Unread, UnreadError
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.rules.breakdowns import cut
from yipanqi_core.rules.duties import fulfilments, running_within
from yipanqi_core.rules.orders import queue
from yipanqi_core.tenants.parameters import read_in_force
from yipanqi_core.tenants.queries import list_counties, read_county
from yipanqi_core.tenants.scope import Scope


def questions(edition: Edition, parameters: Any, month: Period) -> dict[str, Any]:
    """What the routes ask of the facts."""

    def owed(found: Gathered) -> Any:
        within = running_within(month.start, found.county.on)
        return fulfilments(edition, parameters, found.county, found.projects, within)

    cuts = {f"cut {one.by}": lambda found, one=one: cut(one, parameters, found.projects) for one in edition.breakdowns}
    queues = {
        f"queue {one.code}": lambda found, one=one: [
            (each.number, each.facts.project, each.place) for each in queue(one, parameters, found.projects)
        ]
        for one in edition.orders
    }
    return {**cuts, **queues, "owed": owed}


async def the_county(database: Database) -> UUID:
    async with database.transaction(None) as connection:
        return next(key for key, code in await list_counties(connection) if code.startswith("yangcheng"))


async def test_an_answer_from_few_facts_is_the_answer_from_all(race: Enter, database: Database) -> None:
    async with database.transaction(await the_county(database)) as connection:
        county = await read_county(connection, await the_county(database))
        scope, edition = Scope(connection, county.id, "test"), installed().in_force(county.mechanism, county.today)
        month = Period.containing(county.today, PeriodKind.MONTH)
        parameters = await read_in_force(scope, edition, county.today)
        whole = await gather(scope, edition, str(month), county.today)
        for name, answer in questions(edition, parameters, month).items():
            expected = answer(whole)
            for _ in range(3):  # finding out what it looks at, put together as learnt, put together again
                found = await narrow.ask(
                    scope, edition, str(month), county.today, ("test", name), answer, whole_county=name == "owed"
                )
                assert found == expected, name
            assert expected or name.startswith("queue")
            assert len(narrow.looked_at(edition, ("test", name))) < 8, name


async def test_a_queue_costs_a_few_statements_and_a_year_of_facts_is_left_alone(
    race: Enter, database: Database
) -> None:
    sent: list[str] = []

    def seen(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    async with database.transaction(await the_county(database)) as connection:
        county = await read_county(connection, await the_county(database))
        scope, edition = Scope(connection, county.id, "test"), installed().in_force(county.mechanism, county.today)
        parameters = await read_in_force(scope, edition, county.today)
        (order, *_) = edition.orders
        for _ in range(4):
            sent.clear()
            event.listen(database.engine.sync_engine, "before_cursor_execute", seen)
            try:
                await narrow.ask(
                    scope, edition, "2024-10", county.today, "cost", lambda f: queue(order, parameters, f.projects)
                )
            finally:
                event.remove(database.engine.sync_engine, "before_cursor_execute", seen)
        assert len(sent) <= 2
        assert not any("monthly_figures" in statement for statement in sent)


def test_what_was_not_read_cannot_be_looked_at_in_any_way() -> None:
    unread = Unread.called("items")
    ways: list[Any] = [
        len, bool, list, tuple, set, sorted, hash, str, repr, lambda u: [*u], lambda u: u[0], lambda u: 1 in u,
        lambda u: add(u, (1,)), lambda u: add((1,), u), lambda u: u == (), lambda u: eq((), u), [].extend,
        lambda u: (1, *u), lambda u: u.count(1), dict, any, [].__iadd__,
    ]  # fmt: skip
    for look in ways:
        with pytest.raises(UnreadError, match="items"):
            look(unread)


def test_every_part_that_can_stay_unread_is_a_tuple_of_facts() -> None:
    tuples = {one.name for one in fields(ProjectFacts) if isinstance(one.default, tuple)}
    assert {"items", "figures", "passages", "issues", "records", "team", "plans", "inspections"} <= tuples
