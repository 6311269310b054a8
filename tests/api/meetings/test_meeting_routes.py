"""Meetings over the API: planned with an agenda that fills itself, answered, decided, minuted, carried out."""

import io
import zipfile
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select, text, update
from tests.api.conftest import PASSWORD, Caller

from yipanqi_core.assessments.service import assess
from yipanqi_core.calendar import Period
from yipanqi_core.database.connection import Database
from yipanqi_core.ladder.tables import issue_stays
from yipanqi_core.mechanism.registry import installed
from yipanqi_core.people.tables import posts, units
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates
from yipanqi_core.work.tables import issues

DECISION = {"decision": "七日内完成管线迁改", "person": "马主任", "deadline": "2024-08-31"}


async def signed_in(year: Any, login: str) -> Caller:
    body = {"county": year.county.code, "login": login, "password": PASSWORD}
    tokens = (await year.office.client.post("/v1/auth/token", json=body)).json()
    return Caller(year.office.client, year.county, uuid4(), login, tokens["access_token"], tokens["refresh_token"])


async def post_of(database: Database, year: Any, title: str) -> UUID:
    async with database.transaction(year.county.id) as connection:
        found: UUID = (await connection.execute(select(posts.c.id).where(posts.c.title == title))).scalar_one()
    return found


async def unit_of(database: Database, year: Any, name: str) -> str:
    async with database.transaction(year.county.id) as connection:
        return str((await connection.execute(select(units.c.id).where(units.c.name == name))).scalar_one())


async def issues_at(
    database: Database, year: Any, rung: str, post: UUID, count: int, *, proposed: int = 0
) -> list[UUID]:
    """Put open issues on a rung since 2024-08-01, the first of them with their referral proposed; no other stands."""
    async with database.transaction(year.county.id) as connection:
        tenant = year.county.id
        await connection.execute(update(issue_stays).values(until_on=date(2024, 7, 31)))
        found = (await connection.execute(select(issues.c.id).order_by(issues.c.id).limit(count))).scalars().all()
        await connection.execute(update(issues).where(issues.c.id.in_(found)).values(resolved_on=None))
        for place, issue in enumerate(found):
            stay = {"issue_id": issue, "position": 90, "rung": rung, "post_id": post, "since_on": date(2024, 8, 1)}
            marked = date(2024, 8, 2) if place < proposed else None
            await connection.execute(
                insert(issue_stays).values(
                    tenant_id=tenant, cause="declared", decided_by="test", proposed_on=marked, **stay
                )
            )
    return list(found)


async def change(caller: Caller, item: Any, **body: Any) -> Any:
    tag = (await caller.get(f"/v1/agenda-items/{item['id']}")).headers["etag"]
    return await caller.send("PATCH", f"/v1/agenda-items/{item['id']}", json=body, headers={"If-Match": tag})


async def planned(caller: Caller, **body: Any) -> Any:
    answer = await caller.post("/v1/meetings", json={"planned_on": "2024-08-05", **body})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.mark.clause("SM-3.3")
async def test_a_special_meetings_agenda_is_what_stands_at_the_deputys_level_and_each_item_ends_with_a_decision(
    fresh_year: Any, database: Database
) -> None:
    deputy, unit = (
        await post_of(database, fresh_year, "分管农业副县长"),
        await unit_of(database, fresh_year, "县水利局"),
    )
    mine = await issues_at(database, fresh_year, "deputy", deputy, 2)
    meeting = await planned(fresh_year.leader, series="special")
    assert (meeting["period"], meeting["clause"]) == ("2024-08", "SM-3.3")
    assert {UUID(one["issue_id"]) for one in meeting["agenda"]} == set(mine)
    url, minutes = f"/v1/meetings/{meeting['id']}", {"held_on": "2024-08-05", "attendance": ["陈玉梅", "县水利局"]}
    refused = await fresh_year.leader.post(f"{url}/minutes", json=minutes)
    assert (refused.status_code, refused.json()["clause"]) == (409, "SM-3.3")
    offered = {one["name"]: one for one in meeting["_actions"]}
    assert (offered["take_minutes"]["allowed"], offered["take_minutes"]["because"]) == (
        False,
        refused.json()["detail"],
    )
    half = await change(fresh_year.leader, meeting["agenda"][0], decision="迁改")
    assert (half.status_code, half.json()["errors"][0]["pointer"]) == (400, "/unit_id")
    for item in meeting["agenda"]:
        assert (await change(fresh_year.leader, item, unit_id=unit, **DECISION)).status_code == 200
    held = await fresh_year.leader.post(f"{url}/minutes", json=minutes)
    assert held.status_code == 201, held.text
    assert held.json()["number"] == "要素保障专题会议纪要〔2024〕1号"
    tasks = (await fresh_year.office.get(f"/v1/tasks?kind=议定事项&unit={unit}")).json()["data"]
    assert [(one["title"], one["due_on"], one["clause"]) for one in tasks] == [
        (DECISION["decision"], "2024-08-31", "SM-3.3")
    ] * 2
    again = await change(fresh_year.leader, meeting["agenda"][0], answer="晚了")
    assert (again.status_code, again.json()["clause"]) == (409, "SM-3.3")


@pytest.mark.clause("SM-3.3")
async def test_a_decision_is_carried_out_by_its_unit_alone_and_closes_its_task(
    fresh_year: Any, database: Database
) -> None:
    unit = await unit_of(database, fresh_year, "县住房和城乡建设局")
    await issues_at(database, fresh_year, "deputy", await post_of(database, fresh_year, "分管农业副县长"), 1)
    meeting = await planned(fresh_year.leader, series="special")
    (item,) = meeting["agenda"]
    await change(fresh_year.leader, item, unit_id=unit, **DECISION)
    minutes = {"held_on": "2024-08-05", "attendance": ["陈玉梅"]}
    await fresh_year.leader.post(f"/v1/meetings/{meeting['id']}/minutes", json=minutes)
    done, url = {"on": "2024-08-05", "note": "已迁改"}, f"/v1/agenda-items/{item['id']}/completion"
    stranger = await signed_in(fresh_year, "office3")
    refused = await stranger.post(url, json=done)
    assert (refused.status_code, refused.json()["clause"]) == (403, "SM-3.3")
    early = await fresh_year.clerk.post(url, json={**done, "on": "2024-08-04"})
    assert (early.status_code, early.json()["errors"][0]["pointer"]) == (400, "/on")
    closed = await fresh_year.clerk.post(url, json=done)
    assert (closed.status_code, closed.json()["done_on"]) == (201, "2024-08-05"), closed.text
    task = (await fresh_year.clerk.get(f"/v1/tasks/{closed.json()['task_id']}")).json()
    assert (task["done_on"], task["record_id"] is not None) == ("2024-08-05", True)
    assert (await fresh_year.clerk.post(url, json=done)).status_code == 409


@pytest.mark.clause("SM-3.3", "SM-3.4")
async def test_only_the_right_posts_convene_and_only_their_people_prepare(fresh_year: Any, database: Database) -> None:
    executive = await signed_in(fresh_year, "leader2")
    farming = str(await post_of(database, fresh_year, "分管农业副县长"))
    head = str(await post_of(database, fresh_year, "常务副县长"))
    refused = [
        (executive, {"series": "special", "convener_post_id": head}, "SM-3.3"),
        (fresh_year.leader, {"series": "comprehensive", "convener_post_id": farming}, "SM-3.4"),
        (fresh_year.leader, {"series": "comprehensive"}, "SM-3.4"),
        (fresh_year.clerk, {"series": "special", "convener_post_id": farming}, "SM-3.3"),
    ]
    for caller, body, clause in refused:
        answer = await caller.post("/v1/meetings", json={"planned_on": "2024-08-05", **body})
        assert (answer.status_code, answer.json().get("clause")) == (403, clause), body
    unknown = await executive.post("/v1/meetings", json={"planned_on": "2024-08-05", "series": "tea"})
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (400, "/series")
    meeting = await planned(fresh_year.office, series="comprehensive")
    stranger = await fresh_year.clerk.post(f"/v1/meetings/{meeting['id']}/agenda-items", json={"title": "加一项"})
    assert (stranger.status_code, stranger.json()["clause"]) == (403, "SM-3.4")
    shown = (await fresh_year.clerk.get(f"/v1/meetings/{meeting['id']}")).json()
    assert not any(one["allowed"] for one in shown["_actions"])


@pytest.mark.clause("SM-3.4")
async def test_the_quarterly_agenda_holds_every_list_and_issue_and_minutes_hold_attendance_answers_decisions(
    fresh_year: Any, database: Database
) -> None:
    executive, head = await signed_in(fresh_year, "leader2"), await post_of(database, fresh_year, "常务副县长")
    await issues_at(database, fresh_year, "executive", head, 3, proposed=1)
    meeting = await planned(executive, series="comprehensive")
    assert meeting["period"] == "2024-Q3"
    assert [one["topic"]["code"] for one in meeting["agenda"]] == ["list"] * 3 + ["referral", "issue", "issue"]
    assert "2024-07 评级：" in meeting["agenda"][2]["title"]
    url, minutes = (
        f"/v1/meetings/{meeting['id']}",
        {"held_on": "2024-08-05", "attendance": ["李志强", "县发展和改革局"]},
    )
    refused = await executive.post(f"{url}/minutes", json=minutes)
    assert (refused.status_code, refused.json()["clause"]) == (409, "SM-3.4")
    unit = await unit_of(database, fresh_year, "县水利局")
    farming = str(await post_of(database, fresh_year, "分管农业副县长"))
    for item in meeting["agenda"]:
        assert (await change(executive, item, answer=f"答复{item['position']}")).status_code == 200
    await change(executive, meeting["agenda"][4], unit_id=unit, post_id=farming, **DECISION)
    held = await executive.post(f"{url}/minutes", json=minutes)
    assert held.status_code == 201, held.text
    file = await fresh_year.clerk.get(f"{url}/document")
    body = zipfile.ZipFile(io.BytesIO(file.content)).read("word/document.xml").decode()
    for words in ("李志强", "答复1", "答复6", DECISION["decision"], "县水利局", held.json()["number"]):
        assert words in body
    assert (await fresh_year.clerk.get(f"{url}/document")).content == file.content
    special = await planned(fresh_year.leader, series="special")
    (assigned,) = [one for one in special["agenda"] if one["topic"]["code"] == "assignment"]
    assert assigned["assignment_id"] == meeting["agenda"][4]["id"]


@pytest.mark.clause("SM-3.4")
async def test_an_issue_that_came_before_the_meeting_must_be_on_its_agenda_and_filling_again_adds_it_once(
    fresh_year: Any, database: Database
) -> None:
    executive, head = await signed_in(fresh_year, "leader2"), await post_of(database, fresh_year, "常务副县长")
    await issues_at(database, fresh_year, "executive", head, 0)
    meeting = await planned(executive, series="comprehensive")
    for item in meeting["agenda"]:
        await change(executive, item, answer="已汇报")
    await issues_at(database, fresh_year, "executive", head, 1)
    url, minutes = f"/v1/meetings/{meeting['id']}", {"held_on": "2024-08-05", "attendance": ["李志强"]}
    refused = await executive.post(f"{url}/minutes", json=minutes)
    assert (refused.status_code, "未列入议程" in refused.json()["detail"]) == (409, True)
    for _ in range(2):
        filled = await executive.post(f"{url}/agenda")
        assert (filled.status_code, len(filled.json()["agenda"])) == (200, 4)


@pytest.mark.clause("SM-3.3", "SM-3.4")
async def test_a_meeting_held_clears_the_months_finding(fresh_year: Any, database: Database) -> None:
    await issues_at(database, fresh_year, "deputy", await post_of(database, fresh_year, "分管农业副县长"), 0)
    meeting = await planned(fresh_year.leader, series="special")
    added = await fresh_year.leader.post(f"/v1/meetings/{meeting['id']}/agenda-items", json={"title": "防汛"})
    assert added.status_code == 201, added.text
    unit = await unit_of(database, fresh_year, "县水利局")
    await change(fresh_year.leader, added.json(), unit_id=unit, **DECISION)
    minutes = {"held_on": "2024-08-05", "attendance": ["陈玉梅"]}
    assert (await fresh_year.leader.post(f"/v1/meetings/{meeting['id']}/minutes", json=minutes)).status_code == 201
    async with database.transaction(fresh_year.county.id) as connection:
        scope = Scope(connection, fresh_year.county.id, "test")
        await set_dates(scope, clock_date=date(2024, 10, 8))
        month = await assess(scope, installed(), Period.parse("2024-08"))
        quarter = await assess(scope, installed(), Period.parse("2024-Q3"))
    without = {one.ruling.facts["post"] for one in month.judgements if one.code == "no_special_meeting"}
    assert without == {"分管工业副县长", "分管自然资源副县长", "分管社会事业副县长"}
    assert [one.code for one in quarter.judgements] == ["no_comprehensive_meeting"]
    findings = (await fresh_year.office.get("/v1/findings?code=no_comprehensive_meeting&period=2024-Q3")).json()
    assert [one["ruling"]["clause"] for one in findings["data"]] == ["SM-3.4"]


async def test_answers_are_written_by_the_unit_asked_and_rest_on_the_version_seen(
    fresh_year: Any, database: Database
) -> None:
    unit = await unit_of(database, fresh_year, "县住房和城乡建设局")
    await issues_at(database, fresh_year, "deputy", await post_of(database, fresh_year, "分管农业副县长"), 0)
    meeting = await planned(fresh_year.leader, series="special")
    body = {"title": "防汛", "answer_unit_id": unit}
    item = (await fresh_year.leader.post(f"/v1/meetings/{meeting['id']}/agenda-items", json=body)).json()
    assert (await change(fresh_year.clerk, item, answer="已排查")).json()["answer"] == "已排查"
    assert (await change(fresh_year.clerk, item, decision="x")).status_code == 403
    url = f"/v1/agenda-items/{item['id']}"
    assert (await fresh_year.clerk.send("PATCH", url, json={"answer": "y"})).status_code == 428
    stale = await fresh_year.clerk.send("PATCH", url, json={"answer": "y"}, headers={"If-Match": '"1.x"'})
    assert stale.status_code == 412


async def test_foreign_and_unknown_meetings_are_the_same_404(fresh_year: Any, neighbour_year: Any) -> None:
    meeting = await planned(fresh_year.leader, series="special")
    item = (await fresh_year.leader.post(f"/v1/meetings/{meeting['id']}/agenda-items", json={"title": "防汛"})).json()
    stranger = neighbour_year.office
    for known, path in ((meeting["id"], "/v1/meetings/{}"), (item["id"], "/v1/agenda-items/{}")):
        answers = [await stranger.get(path.format(key)) for key in (known, uuid4())]
        assert [one.status_code for one in answers] == [404, 404]
        assert answers[0].json()["detail"] == answers[1].json()["detail"]
    tag = {"If-Match": "*"}
    url = f"/v1/agenda-items/{item['id']}"
    assert (await stranger.send("PATCH", url, json={"answer": "x"}, headers=tag)).status_code == 404
    for path in ("agenda", "agenda-items", "minutes"):
        body = {"title": "x"} if path == "agenda-items" else {"held_on": "2024-08-05", "attendance": ["x"]}
        sent = {} if path == "agenda" else {"json": body}
        assert (await stranger.post(f"/v1/meetings/{meeting['id']}/{path}", **sent)).status_code == 404
    assert meeting["id"] not in (await stranger.get("/v1/meetings")).text


async def test_one_key_plans_one_meeting_and_lists_are_filtered(fresh_year: Any, database: Database) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    for _ in range(2):
        answer = await fresh_year.leader.post(
            "/v1/meetings", json={"series": "special", "planned_on": "2024-08-05"}, headers=key
        )
        assert answer.status_code == 201
    await planned(fresh_year.office, series="comprehensive")
    async with database.transaction(fresh_year.county.id) as connection:
        assert (await connection.execute(text("SELECT count(*) FROM meetings"))).scalar_one() == 2
    for query, count in (("", 2), ("series=special", 1), ("period=2024-Q3", 1), ("state=minuted", 0)):
        page = (await fresh_year.clerk.get(f"/v1/meetings?{query}&count=true")).json()
        assert (page["total"], len(page["data"])) == (count, count), query
