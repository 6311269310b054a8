"""A part of a team or body asks for ranks and units: who does not fit is refused, and found once it fits no more."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import text

from yipanqi_core.database.connection import Database
from yipanqi_core.facts.gather import gather
from yipanqi_core.identifiers import new_id
from yipanqi_core.mechanism.canonical import decode, encode
from yipanqi_core.mechanism.facts import CountyFacts, PassageFacts, ProjectFacts, SeatFacts
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.mechanism.seats import LEAD_UNIT
from yipanqi_core.mechanism.team_facts import MemberFacts
from yipanqi_core.mechanism.teams import Body, Team, TeamPart
from yipanqi_core.refusals import InvalidInputError, NotFoundError, RefusedError
from yipanqi_core.rules.teams import body_findings, findings, units_of
from yipanqi_core.teams.fitting import require_fitting
from yipanqi_core.teams.service import Change, Member, set_part
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.vocabulary import Nature, UnitKind

HEAD = TeamPart("head", "组长", most=1, ranks=("主要领导",), of=LEAD_UNIT)
DEPUTY = TeamPart("deputy", "副组长", kinds=(UnitKind.DEPARTMENT, UnitKind.TOWNSHIP))
TEAM = Team("group", "工作小组", "SM-2.2", lambda _: True, (HEAD, DEPUTY))
DAY = date(2024, 6, 10)
FITTING = MemberFacts("group", "head", "县水利局局长", None, None, "主要领导", "县水利局", UnitKind.DEPARTMENT)
SECOND = MemberFacts("group", "deputy", None, "县住建局", "李明", None, "县住建局", UnitKind.DEPARTMENT)


def project(*team: MemberFacts) -> ProjectFacts:
    return ProjectFacts(
        "2024-06", date(2024, 6, 30), "王村水库", Nature.GOVERNMENT_INVESTMENT, "水利", None, Decimal(5000), None,
        "县水利局", "县水投公司", UnitKind.STATE_ENTERPRISE, None, (), {},
        passages=(PassageFacts("works", date(2024, 1, 1), None, "register"),), team=team,
    )  # fmt: skip


def told(*team: MemberFacts) -> list[str]:
    return [one.ruling.because for one in findings((TEAM,), project(*team))]


def test_who_fits_is_no_finding_and_each_misfit_is_named_with_what_would_fit() -> None:
    assert told(FITTING, SECOND) == []
    (because,) = told(replace(FITTING, rank="分管领导"), SECOND)
    assert because == "工作小组未配齐：组长县水利局局长的职级为“分管领导”，应为主要领导；明确后消除"
    (because,) = told(replace(FITTING, belongs_to="县住建局"), SECOND)
    assert "组长县水利局局长属县住建局，应属县水利局" in because
    (because,) = told(FITTING, replace(SECOND, belongs_to="县水投公司", unit_kind=UnitKind.STATE_ENTERPRISE))
    assert "副组长李明所在的县水投公司类别为“县属国企”，应为县直部门、乡镇" in because
    (because,) = told(FITTING, replace(SECOND, belongs_to="", unit_kind=None))
    assert "副组长李明没有写明所在单位" in because


def test_facts_kept_before_units_were_told_are_judged_as_they_were() -> None:
    old = {"team": "group", "part": "head", "post": "县水利局局长", "unit": None, "person": None, "rank": None}
    kept = decode(encode(old), MemberFacts)
    assert (kept.belongs_to, kept.unit_kind) == (None, None)
    assert told(kept, SECOND) == []
    assert decode(encode(FITTING), MemberFacts) == FITTING


def test_a_seat_in_which_no_unit_sits_asks_for_none_and_a_project_has_its_own_seats() -> None:
    part = replace(HEAD, of="receiving_unit", ranks=())
    team = replace(TEAM, parts=(part,))
    facts = project(FITTING)
    assert findings((team,), facts) == []
    seated = replace(facts, own_seats={"receiving_unit": ("丹朱镇人民政府",)})
    ((because),) = [one.ruling.because for one in findings((team,), seated)]
    assert "应属丹朱镇人民政府" in because


def test_a_body_asks_for_the_unit_that_sits_in_a_seat_of_the_county() -> None:
    body = Body("board", "调度机构", "SM-3.4", "office", (TeamPart("head", "召集人", of="office"),))
    county = CountyFacts("2024-06", date(2024, 6, 30), (), seats=(SeatFacts("office", "县发改局"),))
    member = replace(FITTING, team="board", rank=None)
    ((because),) = [one.ruling.because for one in body_findings((body,), replace(county, bodies=(member,)))]
    assert because == "调度机构未配齐：召集人县水利局局长属县水利局，应属县发改局；明确后消除"
    assert body_findings((body,), replace(county, bodies=(replace(member, belongs_to="县发改局"),))) == []


async def test_naming_who_does_not_fit_is_refused_by_clause_and_the_units_are_told_of_posts_and_persons(
    database: Database, loaded: County
) -> None:
    edition = replace(installed().in_force("shimian", DAY), teams=(TEAM,))
    async with database.transaction(loaded.id) as connection:
        scope = Scope(connection, loaded.id, "test")
        await set_dates(scope, clock_date=DAY)
        project_id = await connection.scalar(text("SELECT id FROM projects ORDER BY name LIMIT 1"))
        who = await gather(scope, edition, "2024-06", DAY, only=[project_id])
        lead = who.projects[0].lead_unit
        unit = who.names.unit_ids[lead]
        statement = text("SELECT id FROM posts WHERE unit_id <> :unit ORDER BY id LIMIT 1")
        other = await connection.scalar(statement, {"unit": unit})

        async def name(part: TeamPart, *members: Member) -> None:
            await require_fitting(scope, TEAM, part, members, who.names, units_of(who.projects[0]))
            await set_part(scope, TEAM, part, Change(members, DAY), project_id, ())

        async def team() -> tuple[MemberFacts, ...]:
            return (await gather(scope, edition, "2024-06", DAY, only=[project_id])).projects[0].team

        person = Member(None, unit, "张三", "主要领导")
        with pytest.raises(RefusedError, match=f"应属{lead}") as refusal:
            await name(HEAD, Member(post_id=other, rank="主要领导"))
        assert refusal.value.clause == "SM-2.2"
        with pytest.raises(RefusedError, match="职级为“未填”"):
            await name(HEAD, replace(person, rank=None))
        with pytest.raises(InvalidInputError, match="请填张三所在的单位") as wrong:
            await name(HEAD, replace(person, unit_id=None))
        assert wrong.value.pointer == "/members/0/unit_id"
        with pytest.raises(InvalidInputError, match="不能只填单位"):
            await name(HEAD, Member(unit_id=unit, rank="主要领导"))
        assert await team() == ()
        await name(HEAD, person)
        ((found),) = await team()
        assert (found.person, found.belongs_to) == ("张三", lead)
        post = {"id": new_id(), "tenant": loaded.id, "unit": unit, "title": "新设的局长"}
        await connection.execute(
            text("INSERT INTO posts (tenant_id, id, unit_id, title) VALUES (:tenant, :id, :unit, :title)"), post
        )
        who = await gather(scope, edition, "2024-06", DAY, only=[project_id])
        await name(HEAD, Member(post_id=post["id"], rank="主要领导"))  # type: ignore[arg-type]
        assert [(one.post, one.belongs_to) for one in await team()] == [("新设的局长", lead)]
        unknown: UUID = new_id()
        with pytest.raises(NotFoundError):
            await name(HEAD, Member(post_id=unknown, rank="主要领导"))
