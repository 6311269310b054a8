"""Registers over the API: typed rows with dates, sums and history (YC-3.6, YC-4.4)."""

import io
from typing import Any

import openpyxl
import pytest
from tests.api.entering import named, refused

POLICY = {
    "title": "2024年第二批专项债券", "source": "专项债券", "direction": "供排水、供热", "opens_on": "2024-07-01",
    "closes_on": "2024-08-31",
}  # fmt: skip
POLICIES, FUNDS = "/v1/registers/fund_policies/entries", "/v1/registers/fund_applications/entries"


async def written(caller: Any, url: str, body: dict[str, Any]) -> Any:
    answer = await caller.post(url, json=body)
    assert answer.status_code == 201, answer.text
    return answer


@pytest.mark.clause("YC-3.6")
async def test_a_policy_is_kept_by_finance_and_its_passing_on_dated(enter: Any) -> None:
    finance, promotion = await enter("office6"), await enter("office2")
    words = refused(await promotion.post(POLICIES, json={"fields": POLICY}), 403, "YC-3.6")
    assert "县财政局" in words
    answer = await written(finance, POLICIES, {"fields": POLICY, "since_on": "2024-07-02"})
    url, tag = answer.headers["location"], answer.headers["etag"]
    change = {"fields": {"passed_on": "2024-07-05", "passed_to": "县水务局、县住建局"}, "reason": "已传达"}
    shown = {one["name"]: one for one in (await promotion.get(url)).json()["_actions"]}
    refusal = refused(await promotion.send("PATCH", url, json=change, headers={"If-Match": tag}), 403, "YC-3.6")
    assert (shown["change"]["allowed"], shown["change"]["because"]) == (False, refusal)
    done = await finance.send(
        "PATCH", url, json={**change, "since_on": "2024-07-05"}, headers={"If-Match": answer.headers["etag"]}
    )
    assert done.status_code == 200, done.text
    rounds = [(one["since_on"], one["fields"].get("passed_on"), one["reason"]) for one in done.json()["rounds"]]
    assert rounds == [("2024-07-02", None, None), ("2024-07-05", "2024-07-05", "已传达")]
    stale = await finance.send("PATCH", url, json=change, headers={"If-Match": tag})
    assert stale.status_code == 412
    gone = await finance.post(f"{url}/withdrawal", json={"reason": "重复登记"})
    assert (gone.status_code, gone.json()["withdrawn"]) == (201, True)
    assert (await finance.get(POLICIES)).json()["data"] == []
    assert (await finance.post(f"{url}/withdrawal", json={"reason": "再撤"})).status_code == 404


@pytest.mark.clause("YC-3.6")
async def test_funds_add_up_by_source_and_are_exported(enter: Any) -> None:
    finance = await enter("office6")
    ids = [(await named(finance, number))["id"] for number in ("005", "010")]
    for project, fields in (
        (ids[0], {"source": "专项债券", "applied": "3000.00", "applied_on": "2024-03-01"}),
        (ids[0], {"source": "中央预算内", "applied": "800.50", "applied_on": "2024-04-01", "approved": "500.00",
                  "approved_on": "2024-06-01"}),
        (ids[1], {"source": "专项债券", "applied": "1000.00", "applied_on": "2024-05-01"}),
    ):  # fmt: skip
        await written(finance, FUNDS, {"project_id": project, "year": 2024, "fields": fields})
    sums = (await finance.get("/v1/registers/fund_applications/sums?by=source")).json()
    applied = {one["key"]: (one["count"], one["amounts"][0]["sum"]) for one in sums["data"]}
    assert applied == {"专项债券": (2, "4000.00"), "中央预算内": (1, "800.50")}
    assert [one["sum"] for one in sums["total"]["amounts"]] == ["4800.50", "500.00", "0.00"]
    bonds = (await finance.get(f"{FUNDS}?where=source:专项债券&project={ids[0]}&count=true")).json()
    assert (bonds["total"], bonds["data"][0]["fields"]["applied"]) == (1, "3000.00")
    for asked, amounts in (
        ("applied>=1000", {"3000.00", "1000.00"}),
        ("applied<=800.50", {"800.50"}),
        ("applied_on>=2024-05-01", {"1000.00"}),
        ("source~债券", {"3000.00", "1000.00"}),
        ("approved>=0", {"800.50"}),
    ):
        found = await finance.get(FUNDS, params={"where": asked})
        assert {one["fields"]["applied"] for one in found.json()["data"]} == amounts, asked
    both = await finance.get(FUNDS, params={"where": ["source~债", "applied>=2000"], "count": "true"})
    assert both.json()["total"] == 1
    for wrong in ("applied>=多", "applied:3000", "applied_on>=五月", "none:1", "source", "source>=a", ":"):
        answer = await finance.get(FUNDS, params={"where": wrong})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/where"), wrong
    book = openpyxl.load_workbook(io.BytesIO((await finance.get(f"{FUNDS}/export")).content))
    rows = list(book.active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert "申报金额（万元）" in rows[0]
    assert len(rows) == 4


@pytest.mark.clause("YC-3.6")
async def test_what_does_not_fit_a_register_is_refused_with_its_place(enter: Any, open_county: Any) -> None:
    finance = await enter("office6")
    project = (await named(finance, "005"))["id"]
    other = await (await open_county("邻县"))("office6")
    for url, body, pointer in (
        (POLICIES, {"fields": {**POLICY, "colour": "red"}}, "/fields/colour"),
        (POLICIES, {"fields": {**POLICY, "source": "彩票"}}, "/fields/source"),
        (POLICIES, {"fields": {**POLICY, "closes_on": "2024-06-30"}}, "/fields/"),
        (POLICIES, {"fields": POLICY, "since_on": "2024-08-06"}, "/since_on"),
        (POLICIES, {"fields": POLICY, "project_id": project}, "/project_id"),
        (FUNDS, {"fields": {"source": "国债"}, "year": 2024}, "/project_id"),
        (FUNDS, {"fields": {"source": "国债"}, "project_id": project}, "/year"),
        (FUNDS, {"fields": {"source": "国债", "applied": "1.00"}, "project_id": project, "year": 2024}, "/fields/"),
        (
            FUNDS,
            {
                "fields": {"source": "国债", "applied": "1e17", "applied_on": "2024-01-01"},
                "project_id": project,
                "year": 2024,
            },
            "/fields/applied",
        ),
        (
            FUNDS,
            {
                "fields": {"source": "国债", "applied": "1.001", "applied_on": "2024-01-01"},
                "project_id": project,
                "year": 2024,
            },
            "/fields/applied",
        ),
    ):
        answer = await finance.post(url, json=body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer), answer.text
    foreign = {"fields": {"source": "国债"}, "project_id": project, "year": 2024}
    assert (await other.post(FUNDS, json=foreign)).status_code == 404
    assert (await finance.get("/v1/registers/moon/entries")).status_code == 404
    assert (await finance.get(f"{FUNDS}?where=applied:3")).status_code == 400
    assert (await finance.get("/v1/registers/fund_policies/sums?by=moon")).status_code == 400


async def test_the_mechanism_tells_the_fields_of_its_registers(enter: Any) -> None:
    office = await enter("office1")
    found = {one["code"]: one for one in (await office.get("/v1/registers")).json()}
    assert found["fund_applications"]["amounts"] == ["applied", "approved", "arrived"]
    assert found["fund_policies"]["fields"]["properties"]["opens_on"]["title"] == "申报开始"
    told = (await office.get("/v1/mechanism")).json()
    assert {one["code"] for one in told["registers"]} == set(found)
    assert {one["code"] for one in told["targets"]} >= {"fai", "batch_signed"}
    assert {one["code"] for one in told["figures"]} == {"fai", "township_fai"}
    assert {one["code"] for one in told["goals"]} >= {"planned_total", "unit_planned_count"}
