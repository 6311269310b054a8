"""The parties of a project read in short are those of the whole facts, for every project of a real year."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.ladder.parties import see_parties
from yipanqi_core.ladder.standing import see_project
from yipanqi_core.mechanism.facts import ProjectFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.projects.tables import projects
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.queries import County, read_county
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import ItemKind


async def test_short_and_whole_reading_agree_on_who_holds_and_handles_issues(
    database: Database, loaded: County
) -> None:
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        day = (await read_county(connection, loaded.id)).today
        edition = installed().in_force("shimian", day)
        every = (await connection.execute(select(projects.c.id))).scalars().all()
        for project in every:
            short = await see_parties(scope, edition, project, day)
            whole = await see_project(scope, edition, project)
            assert (short.seats, short.names, short.on) == (whole.seats, whole.names, whole.on)
            assert _asked(short.facts) == _asked(whole.facts)
            for category in ("用地", "环评", "没有这一类", *(one.title for one in whole.facts.of(ItemKind.GUARANTEE))):
                assert short.holders(category) == whole.holders(category)
                assert short.parties(category) == whole.parties(category)
    assert len(every) == 60


def _asked(facts: ProjectFacts) -> tuple[object, ...]:
    return facts.project, facts.owner, facts.lead_unit, facts.leader, facts.deputies


async def test_a_ladder_that_begins_by_the_facts_is_told_all_of_them(database: Database, loaded: County) -> None:
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        day = (await read_county(connection, loaded.id)).today
        edition = installed().in_force("shimian", day)
        assert edition.ladder is not None
        by_facts = replace(edition, ladder=replace(edition.ladder, starts=lambda facts, _: facts.step and "deputy"))
        project = (
            await connection.execute(select(projects.c.id).where(projects.c.name.contains("（001）")))
        ).scalar_one()
        assert (await see_parties(scope, by_facts, project, day)).facts.passages
        with pytest.raises(NotFoundError):
            await see_parties(scope, edition, new_id(), day)
