"""Bodies of the county: those whom the document names stand until the county changes them from a day on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import text

from yipanqi_core.database.connection import Database
from yipanqi_core.facts.gather import gather
from yipanqi_core.facts.supervision import founding
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.team_facts import MemberFacts
from yipanqi_core.mechanism.teams import Body, TeamPart
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.rules.teams import body_findings
from yipanqi_core.teams.service import Change, Member, set_part
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates

MEMBERS = TeamPart("member", "成员单位")
LIAISON = TeamPart("liaison", "联络员", ranks=("副科", "正科"), each_of="member")
MEETING = Body(
    "joint_meeting",
    "联席会议",
    "SM-3.4",
    "reform_office",
    (TeamPart("convener", "总召集人", most=1), MEMBERS, LIAISON),
    {"convener": ("executive_deputy",), "member": ("reform_office", "finance_office")},
)
EDITION = replace(installed().in_force("shimian", date(2024, 6, 1)), bodies=(MEETING,))
CHANGED, LATER = date(2024, 6, 10), date(2024, 7, 1)


@dataclass(frozen=True)
class Town:
    database: Database
    county: County
    units: dict[str, UUID]

    @asynccontextmanager
    async def on(self, day: date) -> AsyncIterator[Scope]:
        async with self.database.transaction(self.county.id) as connection:
            scope = Scope(connection, self.county.id, "test")
            await set_dates(scope, clock_date=day)
            yield scope

    async def members(self, day: date, part: str) -> list[MemberFacts]:
        async with self.on(day) as scope:
            county = (await gather(scope, EDITION, f"{day:%Y-%m}", day, only=[])).county
        return [one for one in county.bodies if one.part == part]

    async def change(self, day: date, part: TeamPart, *members: Member, of_unit: UUID | None = None) -> None:
        async with self.on(day) as scope:
            gathered = await gather(scope, EDITION, f"{day:%Y-%m}", day, only=[])
            ids = gathered.names.unit_ids
            stand = founding(MEETING, part.code, gathered.county.seats, gathered.names)
            before = [Member(unit_id=ids[one.unit]) for one in stand if one.unit is not None]
            await set_part(scope, MEETING, part, Change(members, day, of_unit), None, before)


@pytest.fixture
async def town(database: Database, loaded: County) -> Town:
    async with database.transaction(loaded.id) as connection:
        units = {row.name: row.id for row in await connection.execute(text("SELECT name, id FROM units"))}
    return Town(database, loaded, units)


async def test_the_documents_members_stand_until_changed_and_the_change_counts_from_its_day(town: Town) -> None:
    named = ["县发展和改革局", "县财政局"]
    assert [one.unit for one in await town.members(CHANGED, "member")] == named
    assert [one.post for one in await town.members(CHANGED, "convener")] == ["常务副县长"]
    others = [Member(unit_id=town.units[name]) for name in ("县发展和改革局", "县水利局")]
    await town.change(CHANGED, MEMBERS, *others)
    assert [one.unit for one in await town.members(date(2024, 6, 9), "member")] == named
    now = [one.unit for one in await town.members(CHANGED, "member")]
    assert sorted(filter(None, now)) == ["县发展和改革局", "县水利局"]
    await town.change(LATER, MEMBERS, others[1])
    assert [one.unit for one in await town.members(LATER, "member")] == ["县水利局"]
    assert len(await town.members(date(2024, 6, 30), "member")) == 2
    with pytest.raises(InvalidInputError, match="已自 2024-06-10 起调整过"):
        await town.change(date(2024, 6, 5), MEMBERS, others[0])
    await town.change(LATER, MEMBERS, others[0])  # of one day, the last word counts
    assert [one.unit for one in await town.members(LATER, "member")] == ["县发展和改革局"]


async def test_a_member_unit_without_a_liaison_or_with_one_of_no_such_rank_is_a_finding(town: Town) -> None:
    async def found(day: date) -> list[tuple[str | None, str]]:
        async with town.on(day) as scope:
            county = (await gather(scope, EDITION, f"{day:%Y-%m}", day, only=[])).county
        return [(one.subject.unit, one.ruling.because) for one in body_findings((MEETING,), county)]

    assert [unit for unit, _ in await found(CHANGED)] == ["县发展和改革局", "县财政局"]
    finance, reform = town.units["县财政局"], town.units["县发展和改革局"]
    await town.change(CHANGED, LIAISON, Member(None, finance, "李明", "副科"), of_unit=finance)
    await town.change(CHANGED, LIAISON, Member(None, reform, "王芳", None), of_unit=reform)
    ((unit, because),) = await found(CHANGED)
    assert (unit, "“未填”" in because) == ("县发展和改革局", True)
    await town.change(LATER, LIAISON, Member(None, reform, "赵刚", "正科"), of_unit=reform)
    assert await found(LATER) == []
    with pytest.raises(InvalidInputError, match="职级应为副科、正科"):
        await town.change(LATER, LIAISON, Member(None, reform, "孙立", "科员"), of_unit=reform)


async def test_too_many_nobody_at_all_and_strangers_are_refused(town: Town) -> None:
    convener = MEETING.parts[0]
    people = [Member(person="甲"), Member(person="乙")]
    with pytest.raises(RefusedError, match="至多 1 名"):
        await town.change(CHANGED, convener, *people)
    with pytest.raises(RefusedError, match="不能全部去掉"):
        await town.change(CHANGED, MEMBERS)
    with pytest.raises(InvalidInputError, match="重复"):
        await town.change(CHANGED, MEMBERS, people[0], people[0])
    with pytest.raises(InvalidInputError, match="岗位、单位或具体姓名"):
        await town.change(CHANGED, MEMBERS, Member(person=" "))
    with pytest.raises(NotFoundError):
        await town.change(CHANGED, MEMBERS, Member(unit_id=new_id()))
