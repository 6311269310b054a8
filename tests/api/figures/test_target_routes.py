"""Figures and targets over the API (YC-1.1)."""

from typing import Any

import pytest
from tests.api.entering import refused

JUNE = {"code": "fai", "month": "2024-06", "value": "960300.00"}
TARGET = {"code": "fai", "year": 2024, "value": "1600500.00", "base": "1455000.00"}


async def made(caller: Any, url: str, body: dict[str, Any]) -> Any:
    answer = await caller.post(url, json=body)
    assert answer.status_code == 201, answer.text
    return answer


async def named_unit(caller: Any, name: str) -> Any:
    found = (await caller.get("/v1/units", params={"q": name})).json()["data"]
    return next(one["id"] for one in found if one["name"] == name)


@pytest.mark.clause("YC-1.1")
async def test_half_the_year_at_sixty_percent_tells_rate_needed_and_forecast(enter: Any) -> None:
    office = await enter("office1")
    target = (await made(office, "/v1/targets", TARGET)).json()
    assert (target["growth"], target["shown"]) == ("10.00", "160.05 亿元")
    await made(office, "/v1/figures", JUNE)
    told = (await office.get(f"/v1/targets/{target['id']}/progress?month=2024-06")).json()
    assert {name: told[name] for name in ("done", "ratio", "time_gone", "ahead", "needed", "forecast", "unit")} == {
        "done": "96.03", "ratio": "60.00", "time_gone": "50.00", "ahead": "10.00", "needed": "10.67",
        "forecast": "192.06", "unit": "亿元",
    }  # fmt: skip
    assert "每月须完成 10.67 亿元" in told["because"]
    before = (await office.get(f"/v1/targets/{target['id']}/progress?month=2024-05")).json()
    assert (before["done"], before["needed"]) == (None, None)
    assert "登记后即可测算" in before["because"]


@pytest.mark.clause("YC-1.1")
async def test_a_correction_keeps_what_was_told_before_with_who_and_why(enter: Any) -> None:
    statistics, promotion = await enter("office5"), await enter("office2")
    answer = await made(statistics, "/v1/figures", JUNE)
    url = answer.headers["location"]
    refused(await statistics.post("/v1/figures", json=JUNE), 409, "YC-1.1")
    change = {"value": "960000.00", "reason": "统计口径调整"}
    words = refused(
        await promotion.send("PATCH", url, json=change, headers={"If-Match": answer.headers["etag"]}), 403, "YC-1.1"
    )
    assert "县统计局" in words
    shown = {one["name"]: one for one in (await promotion.get(url)).json()["_actions"]}
    assert (shown["correct"]["allowed"], shown["correct"]["because"]) == (False, words)
    done = await statistics.send("PATCH", url, json=change, headers={"If-Match": answer.headers["etag"]})
    assert done.status_code == 200, done.text
    rounds = [(one["value"], one["reason"], one["recorded_by"]) for one in done.json()["rounds"]]
    assert rounds == [("960300.00", None, "office5"), ("960000.00", "统计口径调整", "office5")]
    stale = await statistics.send("PATCH", url, json=change, headers={"If-Match": answer.headers["etag"]})
    assert stale.status_code == 412
    gone = await statistics.send(
        "PATCH", url, json={"value": None, "reason": "误报"}, headers={"If-Match": done.headers["etag"]}
    )
    assert gone.json()["withdrawn"] is True
    assert (await statistics.get("/v1/figures?code=fai")).json()["data"] == []
    again = (await made(statistics, "/v1/figures", JUNE)).json()
    assert (again["id"], again["version"]) == (answer.json()["id"], 4)


@pytest.mark.clause("YC-1.1")
async def test_what_does_not_fit_is_refused_with_its_place(enter: Any) -> None:
    office = await enter("office1")
    for body, pointer in (
        ({**JUNE, "code": "moon"}, "/code"),
        ({**JUNE, "month": "2024-09"}, "/month"),
        ({**JUNE, "value": "-1.00"}, "/value"),
        ({**JUNE, "unit_id": await named_unit(office, "北留乡人民政府")}, "/unit_id"),
        ({"code": "township_fai", "month": "2024-06", "value": "1.00"}, "/unit_id"),
    ):
        answer = await office.post("/v1/figures", json=body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer), answer.text
    count = {"code": "batch_signed", "year": 2024, "unit_id": await named_unit(office, "北留乡人民政府")}
    half = await office.post("/v1/targets", json={**count, "value": "2.50"})
    assert (half.status_code, half.json()["errors"][0]["pointer"]) == (400, "/value")
    wrong = await office.post(
        "/v1/targets", json={**count, "value": "2", "unit_id": await named_unit(office, "县水务局")}
    )
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (400, "/unit_id")


@pytest.mark.clause("YC-1.1")
async def test_a_target_raised_from_august_counts_from_august(enter: Any) -> None:
    office = await enter("office1")
    answer = await made(office, "/v1/targets", TARGET)
    await made(office, "/v1/figures", JUNE)
    url, raised = answer.headers["location"], {"value": "1700000.00", "reason": "市里加任务", "since_on": "2024-08-01"}
    done = await office.send("PATCH", url, json=raised, headers={"If-Match": answer.headers["etag"]})
    assert [one["since_on"] for one in done.json()["rounds"]] == ["2024-01-01", "2024-08-01"]
    assert (await office.get(f"{url}/progress?month=2024-07")).json()["value"] == "160.05"
    assert (await office.get(f"{url}/progress?month=2024-08")).json()["value"] == "170.00"
    to_come = await office.get(f"{url}/progress?month=2024-09")
    assert (to_come.status_code, to_come.json()["errors"][0]["pointer"]) == (400, "/month")


@pytest.mark.clause("YC-4.5")
async def test_a_townships_batch_is_counted_from_its_projects(enter: Any) -> None:
    office = await enter("office1")
    town = await named_unit(office, "寺头镇人民政府")
    answer = await made(office, "/v1/targets", {"code": "new_starts", "year": 2024, "unit_id": town, "value": "2"})
    told = (await office.get(f"{answer.headers['location']}/progress?month=2024-03")).json()
    assert (told["unit"], told["value"], told["time_gone"]) == ("个", "2.00", "25.00")
    assert (told["done"], told["ratio"], told["reached"]) == ("1.00", "50.00", False)
    february = (await office.get(f"{answer.headers['location']}/progress?month=2024-02")).json()
    assert february["done"] == "0.00"


@pytest.mark.clause("YC-1.1")
async def test_a_neighbour_sees_nothing_of_it(enter: Any, open_county: Any) -> None:
    office, other = await enter("office1"), await (await open_county("邻县"))("office1")
    figure, target = await made(office, "/v1/figures", JUNE), await made(office, "/v1/targets", TARGET)
    for url in (figure.headers["location"], target.headers["location"]):
        assert (await other.get(url)).status_code == 404
    assert (await other.get("/v1/figures?count=true")).json()["total"] == 0
    key = {"Idempotency-Key": "same"}
    first = await other.post("/v1/targets", json=TARGET, headers=key)
    assert (await other.post("/v1/targets", json=TARGET, headers=key)).json()["id"] == first.json()["id"]


async def test_figures_targets_and_rows_are_written_in_bulk_each_by_its_own_rule(enter: Any) -> None:
    office = await enter("office1")
    months = [{"code": "fai", "month": f"2024-0{n}", "value": f"{n}000.00"} for n in range(1, 6)]
    done = (await office.post("/v1/figures/batch", json={"entries": [*months, months[0]]})).json()
    assert (done["succeeded"], done["failed"]) == (5, 1)
    assert done["results"][5]["problem"]["status"] == 409
    town = await named_unit(office, "北留乡人民政府")
    targets = [{"code": f"batch_{one}", "year": 2024, "unit_id": town, "value": "3"} for one in ("signed", "landed")]
    assert (await office.post("/v1/targets/batch", json={"entries": targets})).json()["succeeded"] == 2
    chart = {"code": "approval_charts", "fields": {"title": "备案", "steps": "申报、办结", "working_days": 1}}
    rows = await office.post("/v1/registers/entries/batch", json={"entries": [chart, {**chart, "code": "moon"}]})
    assert (rows.json()["succeeded"], rows.json()["results"][1]["problem"]["status"]) == (1, 404), rows.text
