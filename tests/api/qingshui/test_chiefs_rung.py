"""The top rung is held by secretary and county head alike; a leader's vacant post is acted for (QS-1.10)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update
from tests.api.entering import named, refused
from tests.api.qingshui.conftest import SecondCounty

from yipanqi_core.identifiers import new_id
from yipanqi_core.ladder.climbing import climb
from yipanqi_core.ladder.tables import issue_stays
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import appointments, posts, units, users
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.tables import seat_bindings

EDITION = installed().in_force("qingshui", date(2024, 8, 5))
SUBJECT = "问题提级到“县委、县政府主要领导”：{project}——配套资金缺口"
SOCIAL = "分管社会事业副县长"


async def seat_the_secretary(county: SecondCounty) -> None:
    """Let the county have a secretary (login `secretary`), bound to the seat."""
    tenant = county.county.id
    async with county.database.transaction(tenant) as connection:
        hashed = (await connection.execute(select(users.c.password_hash).where(users.c.login == "leader1"))).scalars()
        unit, post, person = new_id(), new_id(), new_id()
        rows = (
            (units, {"id": unit, "name": "县委", "kind": "office"}),
            (posts, {"id": post, "unit_id": unit, "title": "县委书记"}),
            (
                users,
                {
                    "id": person, "login": "secretary", "name": "书记甲", "unit_id": unit, "role": "leader",
                    "password_hash": hashed.first(),
                },
            ),
            (appointments, {"id": new_id(), "post_id": post, "user_id": person, "portfolio": []}),
            (seat_bindings, {"id": new_id(), "seat": "party_secretary", "post_id": post}),
        )  # fmt: skip
        for table, row in rows:
            await connection.execute(insert(table).values(tenant_id=tenant, **row))


async def leave(county: SecondCounty, title: str, to_on: date) -> None:
    """Let the holder of a post leave; nobody comes."""
    async with county.database.transaction(county.county.id) as connection:
        held = select(posts.c.id).where(posts.c.tenant_id == county.county.id, posts.c.title == title)
        await connection.execute(
            update(appointments)
            .where(appointments.c.tenant_id == county.county.id, appointments.c.post_id == held.scalar_subquery())
            .values(to_on=to_on)
        )


async def raised(county: SecondCounty) -> dict[str, Any]:
    """Raise an issue of project 005 that begins with its unit."""
    office = await county.enter("office1")
    body = {"description": "配套资金缺口", "category": "其他", "urgency": "urgent"}
    project = await named(office, "005")
    answer = await office.post("/v1/issues", json={"project_id": project["id"], **body})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def send_up(county: SecondCounty, login: str, issue: dict[str, Any]) -> Any:
    """Let someone send an issue up."""
    person = await county.enter(login)
    path = f"/v1/issues/{issue['id']}"
    tag = (await person.get(path)).headers["etag"]
    return await person.post(f"{path}/escalation", json={"reason": "单位协调不了"}, headers={"If-Match": tag})


async def to_the_chiefs(county: SecondCounty) -> dict[str, Any]:
    """Raise an issue and let it climb by time: sixteen days with its unit, thirty-one with its leader."""
    issue = await raised(county)
    for day in (date(2024, 8, 21), date(2024, 9, 21)):
        await county.stand_at(day)
        async with county.database.transaction(county.county.id) as connection:
            await climb(Scope(connection, county.county.id, "日程"), EDITION, day)
    return issue


@pytest.mark.clause("QS-1.10")
async def test_an_issue_at_the_top_reaches_secretary_and_county_head_and_either_solves_it(
    second_county: SecondCounty,
) -> None:
    await seat_the_secretary(second_county)
    issue = await to_the_chiefs(second_county)
    path = f"/v1/issues/{issue['id']}"
    for login in ("leader1", "secretary"):
        chief = await second_county.enter(login)
        shown = (await chief.get(path)).json()
        assert (shown["rung"]["code"], shown["holder"]) == ("chiefs", "县委书记、县长")
        inbox = (await chief.get("/v1/inbox?limit=50")).json()["data"]
        assert [one["subject"] for one in inbox if "配套资金缺口" in one["subject"]] == [
            SUBJECT.format(project=issue["project"]["name"])
        ]
        waiting = (await chief.get("/v1/me/today")).json()
        assert issue["id"] in str(waiting)
    other = await second_county.enter("leader6")
    assert issue["id"] not in str((await other.get("/v1/me/today")).json())
    secretary = await second_county.enter("secretary")
    tag = (await secretary.get(path)).headers["etag"]
    answer = await secretary.post(
        f"{path}/resolution", json={"solution": "书记专题会定了资金来源"}, headers={"If-Match": tag}
    )
    assert answer.status_code in {200, 201}, answer.text


@pytest.mark.clause("QS-1.10")
async def test_the_mechanism_names_both_seats_of_the_top_rung(second_county: SecondCounty) -> None:
    office = await second_county.enter("office1")
    top = (await office.get("/v1/mechanism")).json()["ladder"]["rungs"][-1]
    assert top["seat"]["code"] == "party_secretary"
    assert [one["code"] for one in top["beside_seats"]] == ["county_head"]


@pytest.mark.clause("QS-1.10", "QS-2.1")
async def test_a_vacant_leaders_issue_is_acted_for_by_the_office_and_nobody_else(second_county: SecondCounty) -> None:
    await leave(second_county, SOCIAL, date(2024, 8, 6))
    issue = await raised(second_county)
    async with second_county.database.transaction(second_county.county.id) as connection:
        post = select(posts.c.id).where(posts.c.tenant_id == second_county.county.id, posts.c.title == SOCIAL)
        await connection.execute(
            update(issue_stays)
            .where(issue_stays.c.issue_id == UUID(issue["id"]))
            .values(rung="leader", unit_id=None, post_id=post.scalar_subquery())
        )
    refused(await send_up(second_county, "office1", issue), 403, "QS-1.10")  # the leader is still there today
    await second_county.stand_at(date(2024, 8, 6))
    said = refused(await send_up(second_county, "water", issue), 403, "QS-1.10")
    assert "岗位空缺，由县发改局代办" in said
    answer = await send_up(second_county, "office1", issue)
    assert answer.status_code in {200, 201}, answer.text
