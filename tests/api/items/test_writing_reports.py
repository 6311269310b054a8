"""Monthly reports with their attestation, and the year's plan, written over the API."""

from typing import Any

import pytest
from tests.api.entering import enter, named, refused


@pytest.mark.clause("SM-5.2")
async def test_a_report_is_attested_and_a_correction_says_why(fresh_year: Any) -> None:
    project = await named(fresh_year.clerk, "001")
    url = f"/v1/projects/{project['id']}/reports/2024-08"
    body = {"completed": "12.50", "attested_by": "陈明"}
    silent = await fresh_year.clerk.send("PUT", url, json=body)
    assert (silent.status_code, silent.json()["errors"][0]["pointer"]) == (400, "/reason")
    assert "已填报 15.00 万元" in silent.json()["detail"]
    answer = await fresh_year.clerk.send("PUT", url, json={**body, "reason": "误填"})
    assert answer.status_code == 200, answer.text
    assert (answer.json()["completed"], answer.json()["attested_by"]) == ("12.50", "陈明")
    history = (await fresh_year.clerk.get(f"/v1/projects/{project['id']}/history")).json()["data"]
    assert history[0]["line"] == "更正“2024-08 完成投资(万元)”：由“15.00”改为“12.50”，理由：误填"
    assert (await fresh_year.clerk.send("PUT", url, json=body)).status_code == 200
    unattested = await fresh_year.clerk.send("PUT", url, json={"completed": "1.00"})
    assert unattested.status_code == 400


@pytest.mark.clause("SM-5.2")
async def test_others_may_not_report_and_months_to_come_are_refused(fresh_year: Any, neighbour_year: Any) -> None:
    project = await named(fresh_year.clerk, "001")
    url, body = f"/v1/projects/{project['id']}/reports", {"completed": "1.00", "attested_by": "某人"}
    finance = await enter(fresh_year, "office6")
    refused(await finance.send("PUT", f"{url}/2024-08", json=body), 403, "SM-5.2")
    ahead = await fresh_year.clerk.send("PUT", f"{url}/2024-09", json=body)
    assert (ahead.status_code, ahead.json()["errors"][0]["pointer"]) == (400, "/month")
    for month in ("2024-13", "2024-8", "第八月"):
        assert (await fresh_year.clerk.send("PUT", f"{url}/{month}", json=body)).status_code == 400
    away = await named(neighbour_year.clerk, "001")
    foreign = f"/v1/projects/{away['id']}/reports/2024-08"
    assert (await fresh_year.clerk.send("PUT", foreign, json=body)).status_code == 404


async def test_a_plan_never_fills_in_what_is_completed(fresh_year: Any) -> None:
    project = await named(fresh_year.clerk, "001")
    url = f"/v1/projects/{project['id']}/plan"
    months = [{"month": f"2025-{number:02d}", "planned": "10.00"} for number in range(1, 13)]
    body = {"year": 2025, "annual": "120.00", "reason": "年度计划", "months": months}
    uneven = await fresh_year.clerk.send("PUT", url, json={**body, "annual": "119.99"})
    assert (uneven.status_code, uneven.json()["errors"][0]["pointer"]) == (400, "/months")
    answer = await fresh_year.clerk.send("PUT", url, json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["annual_plan"] == "120.00"
    assert {one["planned"] for one in answer.json()["months"]} == {"10.00"}
    assert {one["completed"] for one in answer.json()["months"]} == {None}


async def test_a_plan_once_set_is_changed_by_the_office_alone(fresh_year: Any) -> None:
    project = await named(fresh_year.clerk, "001")
    url, body = f"/v1/projects/{project['id']}/plan", {"year": 2024, "annual": "240.00", "reason": "年中调整"}
    assert "县发展和改革局" in refused(await fresh_year.clerk.send("PUT", url, json=body), 403, "SM-5.2")
    answer = await fresh_year.office.send("PUT", url, json=body)
    assert (answer.status_code, answer.json()["annual_plan"]) == (200, "240.00")
    assert answer.json()["planned_by_month"] is False
    history = (await fresh_year.clerk.get(f"/v1/projects/{project['id']}/history")).json()["data"]
    assert any("2024 年度计划投资(万元)”：由“200.00”改为“240.00”" in one["line"] for one in history)
