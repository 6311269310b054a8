"""Today also holds what someone must confirm, move on, decide or answer; each opens at its link."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from tests.api.entering import enter, item_of, named
from tests.api.reading_lists import statements
from tests.api.today.test_today_routes import section, today_of

from yipanqi_api.services import Services
from yipanqi_core.assessments.publication import publish
from yipanqi_core.bulletins.issue import issue_bulletin
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.tenants.cities import adopt, create_city
from yipanqi_core.tenants.queries import County
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.vocabulary import Role

QUARTER = Period.parse("2024-Q2")


async def waiting(caller: Any, kind: str) -> dict[str, Any]:
    """What waits of a kind, by address."""
    shown = section(await today_of(caller), "waiting")["items"]
    return {one["href"]: one for one in shown if one["kind"]["code"] == kind}


@pytest.mark.clause("SM-2.8")
async def test_a_case_waits_for_its_keeper_and_its_follower_until_it_is_closed(fresh_year: Any) -> None:
    keeper, project = await enter(fresh_year, "office3"), await named(fresh_year.clerk, "001")
    body = {"kind": "land_dossier", "project_id": project["id"], "title": "一期用地"}
    case = (await fresh_year.clerk.post("/v1/cases", json=body)).json()
    href = f"/v1/cases/{case['id']}"
    assert set(await waiting(keeper, "case")) == {href}
    assert await waiting(fresh_year.clerk, "case") == {}
    await keeper.post(f"{href}/follower", json={"user_id": str(fresh_year.clerk.user_id)})
    (mine,) = (await waiting(fresh_year.clerk, "case")).values()
    assert (mine["title"], mine["project"]["id"]) == ("一期用地", project["id"])
    assert (await fresh_year.clerk.get(mine["href"])).status_code == 200


@pytest.mark.clause("SM-2.1")
async def test_a_replan_waits_for_the_lead_units_leader_and_costs_no_more_for_more(
    fresh_year: Any, services: Services
) -> None:
    sent = []
    for number in ("001", "007"):
        project = (await named(fresh_year.clerk, number))["id"]
        item = await item_of(fresh_year.clerk, project, "路")
        body = {"to_on": "2024-12-20", "reason": "征地延后"}
        answer = await fresh_year.clerk.post(f"/v1/items/{item['id']}/replans", json=body)
        with statements(services) as asked:
            shown = await waiting(fresh_year.department, "replan")
        sent.append(len(asked))
        if answer.status_code == 201:
            assert f"/v1/replans/{answer.json()['id']}" in shown
    assert sent[0] == sent[1]
    href, one = next(iter(shown.items()))
    assert (one["title"], one["due_on"], one["kind"]["label"]) == ("路", "2024-11-12", "调整计划的申请")
    assert await waiting(fresh_year.clerk, "replan") == {}, "who prepares papers does not consent"
    assert await waiting(fresh_year.office, "replan") == {}
    assert (await fresh_year.department.get(href)).json()["_actions"][0]["allowed"]
    await fresh_year.department.post(f"{href}/decision", json={"consent": True})
    assert href not in await waiting(fresh_year.department, "replan")


@pytest.mark.clause("SM-4.3")
async def test_a_problem_put_right_waits_for_the_office_that_issued_the_bulletin(
    database: Database, fresh_year: Any
) -> None:
    async with database.transaction(fresh_year.county.id) as connection:
        scope, on = Scope(connection, fresh_year.county.id, "test"), date(2024, 8, 5)
        for period in (*QUARTER.months(), QUARTER):
            await publish(scope, installed(), period, on)
        edition = installed().in_force("shimian", on)
        await issue_bulletin(scope, edition, edition.bulletins[0], QUARTER, on)
    rows = (await fresh_year.department.get("/v1/rectifications?mine=true")).json()["data"]
    href = f"/v1/rectifications/{rows[0]['id']}"
    assert await waiting(fresh_year.office, "confirmation") == {}
    body = {"measure": "已完成", "rectified_on": "2024-08-05", "evidence": "照片"}
    answer = await fresh_year.department.post(f"{href}/measure", json=body)
    assert answer.status_code == 200, answer.text
    (one,) = (await waiting(fresh_year.office, "confirmation")).values()
    assert (one["href"], one["due_on"]) == (href, rows[0]["due_on"])
    assert await waiting(fresh_year.department, "confirmation") == {}
    await fresh_year.office.post(f"{href}/confirmation", json={"accepted": True})
    assert await waiting(fresh_year.office, "confirmation") == {}


@pytest.mark.clause("SM-3.3")
async def test_an_answer_owed_to_a_meeting_is_due_on_its_day(database: Database, fresh_year: Any) -> None:
    unit = (await fresh_year.department.get("/v1/auth/me")).json()["unit"]["id"]
    post = (await fresh_year.leader.get("/v1/auth/me")).json()["post_ids"][0]
    values = {"t": fresh_year.county.id, "m": uuid4(), "p": UUID(post), "i": uuid4(), "u": UUID(unit)}
    async with database.transaction(fresh_year.county.id) as connection:
        await connection.execute(
            text(
                "INSERT INTO meetings (tenant_id, id, series, period, convener_post_id, planned_on, state)"
                " VALUES (:t, :m, 'deputy_meeting', '2024-08', :p, '2024-08-12', 'planned')"
            ),
            values,
        )
        await connection.execute(
            text(
                "INSERT INTO agenda_items (tenant_id, id, meeting_id, position, title, topic, answer_unit_id)"
                " VALUES (:t, :i, :m, 1, '管线迁改', 'other', :u)"
            ),
            values,
        )
    (one,) = (await waiting(fresh_year.department, "agenda_item")).values()
    assert (one["due_on"], one["days_left"]) == ("2024-08-12", 7)


@pytest.mark.clause("SM-3.2")
async def test_a_citys_people_see_what_their_counties_refer_and_answer_it(
    database: Database, fresh_year: Any, neighbour_year: Any, sign_in: Any
) -> None:
    code = f"city-{uuid4().hex[:8]}"
    city = await create_city(database, code=code, name="雅安市", actor="test")
    await adopt(database, city=code, county=fresh_year.county.code, actor="test")
    cityman = await sign_in(County(city, code, "雅安市", "", None, None, date(2024, 8, 5)), Role.OFFICE)
    empty = (await cityman.get("/v1/me/today")).json()
    assert [(one["code"], one["count"]) for one in empty["sections"]] == [
        ("waiting", 0),
        ("overdue", 0),
        ("due_soon", 0),
    ]
    row = {"t": city, "i": uuid4(), "c": fresh_year.county.id}
    async with database.transaction(city) as connection:
        await connection.execute(
            text(
                "INSERT INTO referrals (tenant_id, id, county_id, county, project, description, category, urgency,"
                " reason, agreed_owner, agreed_unit, agreed_completion_on, state, sent_on, sent_by, clause)"
                " VALUES (:t, :i, :c, '新县', '堤防', '缺少用地指标', '用地', 'urgent', '县里没有指标', '周某', '吴某',"
                " '2024-12-31', 'sent', '2024-08-05', '刘某', 'SM-3.2')"
            ),
            row,
        )
    shown = section((await cityman.get("/v1/me/today")).json(), "waiting")["items"]
    assert [(one["href"], one["title"], one["due_on"]) for one in shown] == [
        (f"/v1/referrals/{row['i']}", "缺少用地指标", "2024-12-31")
    ]
    (listed,) = (await cityman.get("/v1/referrals")).json()["data"]
    assert [one["allowed"] for one in listed["_actions"]] == [True]
    assert listed["_actions"] == (await cityman.get(shown[0]["href"])).json()["_actions"]
    assert (await neighbour_year.office.get(shown[0]["href"])).status_code == 404
    assert (await fresh_year.office.get("/v1/referrals")).json()["data"] == []
