"""Bodies that no route can take are refused in Chinese with their place, whatever the route."""

from typing import Any

import pytest

SAMPLE = "/v1/samples/echo"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
async def someone(county: Any, sign_in: Any) -> Any:
    return await sign_in(county)


@pytest.mark.parametrize("body", [b"", b" ", b"\n"])
async def test_an_empty_body_is_said_to_be_missing(someone: Any, body: bytes) -> None:
    answer = await someone.post(SAMPLE, content=body, headers=JSON)
    assert answer.status_code == 400
    assert "请求没有内容" in answer.text


async def test_a_number_beyond_all_bounds_is_told_in_chinese(someone: Any) -> None:
    answer = await someone.post(SAMPLE, content=b'{"budget": "1", "people": 1e999}', headers=JSON)
    assert answer.status_code == 400
    (place,) = answer.json()["errors"]
    assert place["message"] == "数字超出范围"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
async def test_a_day_that_the_database_takes_for_no_end_is_refused(year: Any, day: str) -> None:
    project = (await year.office.get("/v1/projects?limit=1")).json()["data"][0]["id"]
    body = {"project_id": project, "description": "路未通", "category": "路", "urgency": "urgent", "required_on": day}
    answer = await year.office.post("/v1/issues", json=body)
    assert answer.status_code == 400, answer.text
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/required_on"]
    batch = await year.office.post("/v1/issues/batch", json={"entries": [{**body, "required_on": None}, body]})
    assert batch.status_code == 400, batch.text
    assert [one["pointer"] for one in batch.json()["errors"]] == ["/entries/1/required_on"]


@pytest.mark.parametrize("url", ["/v1/workbooks", "/v1/evidence"])
@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
async def test_an_upload_without_a_form_is_no_fault_of_ours(someone: Any, url: str, kind: str) -> None:
    for body in (b"", b"{}", b"--x--"):
        for key in ({}, {"Idempotency-Key": "k"}):
            answer = await someone.post(url, content=body, headers={"Content-Type": kind, **key})
            assert answer.status_code in (400, 415), (kind, body, answer.text)


async def test_a_change_that_changes_nothing_is_said_to_be_none(someone: Any) -> None:
    nobody = "00000000-0000-7000-8000-000000000000"
    for url, more in ((f"/v1/cases/{nobody}", {}), (f"/v1/registers/any/entries/{nobody}", {"reason": "更正"})):
        answer = await someone.send("PATCH", url, json={"fields": {}, **more}, headers={"If-Match": "*"})
        assert answer.status_code == 400, answer.text
        assert [(one["pointer"], one["message"]) for one in answer.json()["errors"]] == [("/fields", "至少 1 项")]
