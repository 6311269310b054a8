"""Workbooks: planned, applied whole and once, marked, exported."""

import io
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from tests.api.reading_lists import statements

from yipanqi_api.services import Services
from yipanqi_api.workbooks.views import Counts
from yipanqi_core.vocabulary import Role
from yipanqi_core.workbook.plan import KINDS

SAMPLE = Path(__file__).parents[2] / "data" / "shimian-2024.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def edited(sheet: str, cell: str, value: Any) -> bytes:
    book = load_workbook(SAMPLE)
    book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def hand_in(caller: Any, data: bytes, name: str = "县.xlsx", year: str | None = None) -> Any:
    fields = {} if year is None else {"year": year}
    return await caller.post("/v1/workbooks", files={"file": (name, data, XLSX)}, data=fields)


@pytest.fixture
async def office(sign_in: Any, county: Any) -> Any:
    return await sign_in(county, Role.OFFICE)


async def test_a_workbook_is_planned_applied_once_and_shown(office: Any) -> None:
    answer = await hand_in(office, SAMPLE.read_bytes(), year="2024")
    assert answer.status_code == 201, answer.text
    plan = answer.json()
    assert (plan["state"]["code"], plan["year"], plan["filename"]) == ("planned", 2024, "县.xlsx")
    assert (plan["created"]["projects"], plan["created"]["listed"], plan["errors"]) == (60, 53, [])
    assert plan["not_listed"][0]["clause"] == "SM-1.1"
    assert {act["name"]: act["allowed"] for act in plan["_actions"]} == {"apply": True, "errors": False}
    assert (await office.get("/v1/assessments")).json()["data"] == []
    apply = next(act for act in plan["_actions"] if act["name"] == "apply")
    headers = {"Idempotency-Key": "apply-1"}
    done = await office.send(apply["method"], apply["href"], headers=headers)
    assert (done.status_code, done.json()["state"]["code"]) == (200, "applied")
    assert (await office.send(apply["method"], apply["href"], headers=headers)).json() == done.json()
    twice = await office.send(apply["method"], apply["href"])
    assert (twice.status_code, "不重复载入" in twice.json()["detail"]) == (409, True)
    shown = await office.get(answer.headers["location"])
    assert shown.json() == done.json()
    refused = next(act for act in shown.json()["_actions"] if act["name"] == "apply")
    assert refused["because"] == twice.json()["detail"]
    again = await office.get(answer.headers["location"], headers={"If-None-Match": shown.headers["etag"]})
    assert again.status_code == 304


async def test_errors_come_all_at_once_and_in_the_clerks_own_file(office: Any) -> None:
    answer = await hand_in(office, edited("项目", "D2", "一千万"))
    plan = answer.json()
    assert (answer.status_code, plan["state"]["code"]) == (201, "refused")
    (error,) = plan["errors"]
    assert (error["sheet"], error["row"], error["value"]) == ("项目", 2, "一千万")
    assert {act["name"]: act["allowed"] for act in plan["_actions"]} == {"apply": False, "errors": True}
    marked = await office.get(f"{answer.headers['location']}/errors.xlsx")
    assert (marked.status_code, marked.headers["content-type"]) == (200, XLSX)
    assert "filename*=UTF-8''%E5%8E%BF" in marked.headers["content-disposition"]
    book = load_workbook(io.BytesIO(marked.content))
    assert (book.sheetnames[0], book["项目"]["D2"].comment is not None) == ("错误", True)
    applied = await office.post(f"{answer.headers['location']}/apply")
    refused = next(act for act in plan["_actions"] if act["name"] == "apply")
    assert (applied.status_code, applied.json()["detail"]) == (409, refused["because"])


async def test_a_sound_workbook_has_no_errors_to_mark(office: Any) -> None:
    plan = await hand_in(office, SAMPLE.read_bytes())
    marked = await office.get(f"{plan.headers['location']}/errors.xlsx")
    refused = next(act for act in plan.json()["_actions"] if act["name"] == "errors")
    assert (marked.status_code, marked.json()["detail"]) == (409, refused["because"])


async def test_a_stale_plan_is_not_applied(office: Any) -> None:
    first = await hand_in(office, SAMPLE.read_bytes())
    second = await hand_in(office, SAMPLE.read_bytes())
    assert (await office.post(f"{first.headers['location']}/apply")).status_code == 200
    stale = await office.post(f"{second.headers['location']}/apply")
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_plan")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no", SAMPLE.read_bytes()[:5000], b"<html></html>" * 100])
async def test_a_file_that_is_no_workbook_is_refused_and_nothing_is_kept(office: Any, data: bytes) -> None:
    answer = await hand_in(office, data)
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable_workbook")
    assert answer.json()["detail"]
    assert (await office.get("/v1/workbooks?count=true")).json()["total"] == 0


async def test_a_form_that_does_not_fit_is_refused(office: Any) -> None:
    assert (await office.post("/v1/workbooks", data={"year": "2024"})).status_code == 400
    assert (await office.post("/v1/workbooks", files={"other": ("a.xlsx", b"x", XLSX)})).status_code == 400
    extra = {"file": ("a.xlsx", b"x", XLSX), "note": (None, "x")}
    assert "note" in (await office.post("/v1/workbooks", files=extra)).json()["errors"][0]["message"]
    text = (await office.post("/v1/workbooks", files={"file": (None, "x")})).json()
    assert (text["status"], "带文件名" in text["errors"][0]["message"]) == (400, True)
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    assert (await office.post("/v1/workbooks", content=b"no form", headers=broken)).status_code == 400
    assert (await office.post("/v1/workbooks", json={})).status_code == 400
    answer = await hand_in(office, SAMPLE.read_bytes(), year="去年")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert (await hand_in(office, SAMPLE.read_bytes(), year="99")).status_code == 400
    assert (await hand_in(office, SAMPLE.read_bytes(), "a" * 300 + ".xlsx")).status_code == 400


async def test_only_this_route_takes_a_large_body_and_only_to_its_limit(office: Any) -> None:
    big = await hand_in(office, b"x" * (17 * 1024 * 1024))
    assert (big.status_code, big.json()["code"]) == (413, "too_large")
    within = await hand_in(office, b"x" * (2 * 1024 * 1024))
    assert within.status_code == 422


async def test_the_same_upload_with_the_same_key_is_kept_once(office: Any) -> None:
    headers = {"Idempotency-Key": "upload-1", "Content-Type": "multipart/form-data; boundary=one"}
    body = b'--one\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
    body += SAMPLE.read_bytes() + b"\r\n--one--\r\n"
    first = await office.post("/v1/workbooks", content=body, headers=headers)
    other = {**headers, "Content-Type": "multipart/form-data; boundary=two"}
    again = await office.post("/v1/workbooks", content=body.replace(b"--one", b"--two"), headers=other)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert (await office.get("/v1/workbooks?count=true")).json()["total"] == 1


async def test_only_those_who_manage_workbooks_hand_in_apply_and_take_out(year: Any) -> None:
    for caller in (year.leader, year.department, year.clerk):
        for answer in (
            await hand_in(caller, b"x"),
            await caller.post(f"/v1/workbooks/{uuid4()}/apply"),
            await caller.get(f"/v1/workbooks/{uuid4()}/errors.xlsx"),
            await caller.get("/v1/workbooks/export"),
        ):
            assert answer.status_code == 403
        assert (await caller.get("/v1/workbooks")).status_code == 200


async def test_workbooks_are_listed_latest_first_each_once(office: Any, services: Services) -> None:
    bad = edited("项目", "D2", "一千万")
    made = [(await hand_in(office, bad)).json()["id"] for _ in range(2)]
    made.append((await hand_in(office, SAMPLE.read_bytes())).json()["id"])
    found: list[str] = []
    page = (await office.get("/v1/workbooks?limit=2")).json()
    found += [one["id"] for one in page["data"]]
    with statements(services) as seen:
        page = (await office.get(f"/v1/workbooks?limit=2&cursor={page['next_cursor']}")).json()
    assert len(seen) == 1
    found += [one["id"] for one in page["data"]]
    assert found == made[::-1]
    refused = (await office.get("/v1/workbooks?state=refused&year=2024&count=true")).json()
    assert (refused["total"], [one["errors"] for one in refused["data"]]) == (2, [1, 1])
    assert (await office.get("/v1/workbooks?state=lost")).status_code == 400


async def test_a_neighbours_workbook_is_as_unknown_as_none(sign_in: Any, office: Any, neighbour: Any) -> None:
    other = await sign_in(neighbour, Role.OFFICE)
    theirs = (await hand_in(other, SAMPLE.read_bytes())).headers["location"]
    for method, rest in (("GET", ""), ("POST", "/apply"), ("GET", "/errors.xlsx")):
        foreign = (await office.send(method, f"{theirs}{rest}")).json()
        unknown = (await office.send(method, f"/v1/workbooks/{uuid4()}{rest}")).json()
        assert foreign.pop("trace_id") != unknown.pop("trace_id")
        assert (foreign, foreign["status"]) == (unknown, 404)
    assert (await office.get("/v1/workbooks")).json()["data"] == []


async def test_the_county_taken_out_loads_again_without_a_change(year: Any, sign_in: Any, county: Any) -> None:
    taken = await year.office.get("/v1/workbooks/export")
    assert (taken.status_code, taken.headers["content-type"]) == (200, XLSX)
    office = await sign_in(county, Role.ADMIN)  # the county has watching roles
    plan = (await hand_in(office, taken.content)).json()
    assert (plan["errors"], plan["created"]["projects"]) == ([], 60)


def test_the_api_counts_every_kind_of_row_that_a_workbook_can_have() -> None:
    assert set(Counts.__struct_fields__) == set(KINDS)
