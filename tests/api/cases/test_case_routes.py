"""Land dossiers over the API (SM-2.8)."""

from typing import Any
from uuid import uuid4

import pytest
from tests.api.entering import enter, named, refused


async def opened(year: Any) -> tuple[Any, Any]:
    """Open a dossier for the first project; gives it and who keeps it."""
    project, keeper = await named(year.clerk, "001"), await enter(year, "office3")
    body = {"kind": "land_dossier", "project_id": project["id"], "title": "一期用地"}
    answer = await year.clerk.post("/v1/cases", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json(), keeper


@pytest.mark.clause("SM-2.8")
async def test_a_dossier_travels_its_track_and_says_that_stock_land_was_tried(fresh_year: Any) -> None:
    case, keeper = await opened(fresh_year)
    url = f"/v1/cases/{case['id']}"
    assert (case["step"]["label"], case["submitted_on"], case["days"]) == ("组件准备", None, 0)
    assert (await keeper.post(f"{url}/steps", json={})).json()["step"]["label"] == "预审"
    words = refused(await keeper.post(f"{url}/steps", json={}), 409, "SM-2.8")
    assert "已优先使用存量土地" in words
    tag = (await keeper.get(url)).headers["etag"]
    body = {"fields": {"stock_land_first": False, "pre_review": "无可用存量土地", "area_mu": "35.5"}}
    filled = await keeper.send("PATCH", url, json=body, headers={"If-Match": tag})
    assert (filled.status_code, filled.json()["fields"]["stock_land_first"]) == (200, False)
    assert (await keeper.send("PATCH", url, json=body, headers={"If-Match": tag})).status_code == 412
    moved = (await keeper.post(f"{url}/steps", json={"note": "报省厅"})).json()
    assert (moved["step"]["code"], moved["submitted_on"]) == ("submitted", "2024-08-05")
    for step in ("examining", "approved"):
        moved = (await keeper.post(f"{url}/steps", json={})).json()
        assert moved["step"]["code"] == step
    assert moved["closed_on"] == "2024-08-05"
    refused(await keeper.post(f"{url}/steps", json={}), 409, "SM-2.8")


@pytest.mark.clause("SM-2.8")
async def test_the_land_bureau_names_the_follower(fresh_year: Any) -> None:
    case, keeper = await opened(fresh_year)
    url, body = f"/v1/cases/{case['id']}", {"user_id": str(fresh_year.clerk.user_id)}
    words = refused(await fresh_year.clerk.post(f"{url}/follower", json=body), 403, "SM-2.8")
    shown = {one["name"]: one for one in (await fresh_year.clerk.get(url)).json()["_actions"]}
    assert (shown["name_follower"]["allowed"], shown["name_follower"]["because"]) == (False, words)
    answer = (await keeper.post(f"{url}/follower", json=body)).json()
    assert (answer["follower"]["name"], answer["followed_on"]) == ("陈明", "2024-08-05")
    unknown = await keeper.post(f"{url}/follower", json={"user_id": str(uuid4())})
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (400, "/user_id")
    listed = (await keeper.get("/v1/cases?followed=true&open=true&count=true")).json()
    assert (listed["total"], listed["data"][0]["id"]) == (1, case["id"])


@pytest.mark.clause("SM-2.8")
async def test_others_may_not_open_and_foreign_cases_are_unknown(fresh_year: Any, neighbour_year: Any) -> None:
    case, _ = await opened(fresh_year)
    finance = await enter(fresh_year, "office6")
    body = {"kind": "land_dossier", "project_id": case["project"]["id"], "title": "二期用地"}
    refused(await finance.post("/v1/cases", json=body), 403, "SM-2.8")
    for wrong, pointer in (
        ({**body, "kind": "x"}, "/kind"),
        ({**body, "fields": {"area_mu": "-1"}}, "/fields/area_mu"),
        ({**body, "fields": {"x": 1}}, "/fields/x"),
    ):
        answer = await fresh_year.clerk.post("/v1/cases", json=wrong)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)
    assert (await neighbour_year.clerk.get(f"/v1/cases/{case['id']}")).status_code == 404
    assert (await neighbour_year.clerk.post(f"/v1/cases/{case['id']}/steps", json={})).status_code == 404
    (kind,) = (await fresh_year.clerk.get("/v1/cases/kinds")).json()
    assert (kind["kept_by"]["label"], kind["led_by"]["label"]) == ("县自然资源和规划局", "分管自然资源副县长")
