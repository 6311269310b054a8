"""Two-step approval (SM-2.4), the guarantee scheme (SM-2.5) and the joint examination (SM-2.10) over the API."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.api.entering import enter, item_of, named, refused

from yipanqi_core.database.connection import Database
from yipanqi_core.tenants.scope import Scope
from yipanqi_core.tenants.service import set_dates

ALL = {"opinion": "return", "text": "一、补充消防专篇；二、补正用地红线"}


async def on_day(database: Database, year: Any, day: date) -> None:
    async with database.transaction(year.county.id) as connection:
        await set_dates(Scope(connection, year.county.id, "test"), clock_date=day)


async def applied(year: Any) -> tuple[Any, Any]:
    """Hand in an item of the first project; gives the review and who approves it."""
    project = await named(year.clerk, "001")
    item = await item_of(year.clerk, project["id"], "路")
    body = {"kind": "two_step_approval", "project_id": project["id"], "item_id": item["id"], "document": "报件一"}
    answer = await year.clerk.post("/v1/reviews", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json(), await enter(year, "office5")


@pytest.mark.clause("SM-2.4")
async def test_a_submission_is_returned_once_with_all_opinions_and_then_decided(
    fresh_year: Any, database: Database
) -> None:
    review, approver = await applied(fresh_year)
    url = f"/v1/reviews/{review['id']}"
    await on_day(database, fresh_year, date(2024, 8, 9))
    returned = (await approver.post(f"{url}/opinions", json=ALL)).json()
    assert (returned["state"]["code"], returned["round"]) == ("returned", 1)
    await on_day(database, fresh_year, date(2024, 8, 12))
    again = (await fresh_year.clerk.post(f"{url}/rounds", json={"document": "报件二"})).json()
    assert (again["state"]["code"], again["round"]) == ("open", 2)
    await on_day(database, fresh_year, date(2024, 8, 14))
    words = refused(await approver.post(f"{url}/opinions", json=ALL), 409, "SM-2.4")
    assert "不得再次退回" in words
    done = (await approver.post(f"{url}/opinions", json={"opinion": "approve", "text": "同意"})).json()
    assert (done["state"]["code"], done["closed_on"]) == ("approved", "2024-08-14")
    assert [one["document"] for one in done["rounds"]] == ["报件一", "报件二"]
    assert done["rounds"][0]["opinions"][0]["text"] == ALL["text"]
    hands = {one["role"]: (one["days"], one["waiting"]) for one in done["in_hand"]}
    assert hands == {"审批单位": (4 + 2, False), "申请方": (3, False)}
    item = (await approver.get(f"/v1/items/{done['item']['id']}")).json()
    assert item["finished_on"] == "2024-08-14"


@pytest.mark.clause("SM-2.4")
async def test_a_rejected_item_begins_again_as_a_new_application(fresh_year: Any) -> None:
    review, approver = await applied(fresh_year)
    body = {"kind": "two_step_approval", "project_id": review["project"]["id"], "item_id": review["item"]["id"]}
    refused(await fresh_year.clerk.post("/v1/reviews", json=body), 409, "SM-2.4")
    no = {"opinion": "reject", "text": "选址不合规划"}
    rejected = (await approver.post(f"/v1/reviews/{review['id']}/opinions", json=no)).json()
    assert (rejected["state"]["code"], rejected["application"]) == ("rejected", 1)
    refused(await fresh_year.clerk.post(f"/v1/reviews/{review['id']}/rounds", json={}), 409, "SM-2.4")
    new = (await fresh_year.clerk.post("/v1/reviews", json=body)).json()
    assert (new["application"], new["round"], new["state"]["code"]) == (2, 1, "open")
    yes = {"opinion": "approve", "text": "同意"}
    assert (await approver.post(f"/v1/reviews/{new['id']}/opinions", json=yes)).status_code == 201
    refused(await fresh_year.clerk.post("/v1/reviews", json=body), 409, "SM-2.4")


@pytest.mark.clause("SM-2.4")
async def test_only_the_items_own_unit_decides_and_only_the_applicant_hands_in(fresh_year: Any) -> None:
    review, approver = await applied(fresh_year)
    url, yes = f"/v1/reviews/{review['id']}", {"opinion": "approve", "text": "同意"}
    finance = await enter(fresh_year, "office6")
    words = refused(await finance.post(f"{url}/opinions", json=yes), 403, "SM-2.4")
    shown = {one["name"]: one for one in (await finance.get(url)).json()["_actions"]}
    assert (shown["answer"]["allowed"], shown["answer"]["because"]) == (False, words)
    offered = {one["name"]: one["allowed"] for one in (await approver.get(url)).json()["_actions"]}
    assert offered == {"answer": True, "resubmit": False}
    refused(await approver.post(f"{url}/rounds", json={}), 403, "SM-2.4")
    wrong = await approver.post(f"{url}/opinions", json={"opinion": "favour", "text": "同意"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (400, "/opinion")


@pytest.mark.clause("SM-2.4")
async def test_an_approving_unit_publishes_what_it_looks_at(fresh_year: Any) -> None:
    approver = await enter(fresh_year, "office5")
    body = {"item": "施工许可", "key_figures": ["建筑面积"], "review_points": ["施工图审查合格", "质量监督手续"]}
    for points in (["甲"], body["review_points"]):
        answer = await approver.send("PUT", "/v1/review-points", json={**body, "review_points": points})
        assert answer.status_code == 200, answer.text
    (shown,) = (await fresh_year.clerk.get("/v1/review-points", params={"item": "施工许可"})).json()["data"]
    assert (shown["unit"]["name"], shown["review_points"]) == ("县行政审批局", body["review_points"])
    assert (shown["published_on"], shown["version"]) == ("2024-08-05", 2)
    unknown = await approver.send("PUT", "/v1/review-points", json={**body, "item": "月球"})
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (400, "/item")


@pytest.mark.clause("SM-2.10")
async def test_the_sector_department_gathers_four_opinions_on_a_government_project(fresh_year: Any) -> None:
    project = await named(fresh_year.clerk, "041")
    body = {"kind": "joint_examination", "project_id": project["id"]}
    promotion = await enter(fresh_year, "office2")
    refused(await promotion.post("/v1/reviews", json=body), 403, "SM-2.10")
    review = (await fresh_year.clerk.post("/v1/reviews", json=body)).json()
    url, yes = f"/v1/reviews/{review['id']}/opinions", {"opinion": "favour", "text": "资金已列入预算，可行"}
    assert len(review["missing"]) == 4
    refused(await promotion.post(url, json=yes), 403, "SM-2.10")
    for login, left in (("office1", 3), ("office3", 2), ("office5", 1)):
        answer = await (await enter(fresh_year, login)).post(url, json=yes)
        assert (len(answer.json()["missing"]), answer.json()["state"]["code"]) == (left, "open")
    refused(await (await enter(fresh_year, "office3")).post(url, json=yes), 409, "SM-2.10")
    assert answer.json()["missing"][0]["seat"]["label"] == "县财政局"
    whole = (await (await enter(fresh_year, "office6")).post(url, json=yes)).json()
    assert (whole["state"]["code"], whole["missing"]) == ("complete", [])
    assert [one["unit"]["name"] for one in whole["in_hand"]] == [
        "县发展和改革局", "县财政局", "县自然资源和规划局", "县行政审批局",
    ]  # fmt: skip


@pytest.mark.clause("SM-2.5")
async def test_the_promotion_office_gathers_the_scheme_and_not_for_government_projects(fresh_year: Any) -> None:
    promotion = await enter(fresh_year, "office2")
    government, promoted = await named(promotion, "041"), await named(promotion, "034")
    body = {"kind": "guarantee_scheme", "project_id": government["id"]}
    refused(await promotion.post("/v1/reviews", json=body), 409, "SM-2.5")
    refused(await fresh_year.clerk.post("/v1/reviews", json={**body, "project_id": promoted["id"]}), 403, "SM-2.5")
    review = await promotion.post("/v1/reviews", json={**body, "project_id": promoted["id"]})
    assert review.status_code == 201, review.text
    assert [one["seat"]["label"] for one in review.json()["missing"]] == [
        "县自然资源和规划局", "县生态环境局", "县发展和改革局", "县行政审批局",
    ]  # fmt: skip


async def test_kinds_are_told_and_foreign_reviews_are_unknown(fresh_year: Any, neighbour_year: Any) -> None:
    kinds = (await fresh_year.clerk.get("/v1/reviews/kinds")).json()
    assert [(one["code"], len(one["asks"]), one["submissions"]) for one in kinds] == [
        ("guarantee_scheme", 4, None),
        ("joint_examination", 4, None),
        ("two_step_approval", 0, 2),
    ]
    review, _ = await applied(fresh_year)
    listed = (await fresh_year.clerk.get("/v1/reviews?stage=open&kind=two_step_approval&count=true")).json()
    assert (listed["total"], listed["data"][0]["id"]) == (1, review["id"])
    yes = {"opinion": "approve", "text": "同意"}
    for each in (review["id"], str(uuid4())):
        assert (await neighbour_year.clerk.get(f"/v1/reviews/{each}")).status_code == 404
        assert (await neighbour_year.clerk.post(f"/v1/reviews/{each}/opinions", json=yes)).status_code == 404
