"""One letter: what it rests on, its document and files, and answering it."""

import asyncio
import io
import re
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import docx
import pytest
from sqlalchemy import text
from tests.api.reading_lists import statements

from yipanqi_api.services import Services
from yipanqi_core.database.connection import Database

GOOD = {"parts": {"causes": "征地未完成", "measures": "七月底前完成征地，分管副局长负责"}}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


async def first(caller: Any, query: str = "mine=true&sort=number") -> Any:
    return (await caller.get(f"/v1/letters?{query}")).json()["data"][0]


@pytest.mark.clause("SM-4.2")
async def test_a_letter_shows_its_ruling_its_frozen_document_and_its_files(year: Any) -> None:
    row = await first(year.department)
    one = (await year.department.get(f"/v1/letters/{row['id']}")).json()
    assert one["ruling"]["clause"] == "SM-4.2"
    assert one["ruling"]["value"] == "预警通知书"
    assert one["ruling"]["facts"]["colour"] == row["colour"]["code"]
    document = one["document"]
    assert (document["number"], document["addressee"]) == (row["number"], row["unit"]["name"])
    assert [block["kind"] for block in document["blocks"]][:4] == ["paragraph", "heading", "paragraph", "table"]
    assert one["reply"] is None
    assert [each["format"] for each in one["files"]] == ["docx", "pdf"]
    for each in one["files"]:
        answer = await year.department.get(each["href"])
        assert answer.headers["content-type"] == each["media_type"]


async def test_one_letter_costs_two_statements_and_its_file_one(year: Any, services: Services) -> None:
    row = await first(year.department)
    for tail, most in (("", 2), ("/document", 1)):
        with statements(services) as sent:
            await year.department.get(f"/v1/letters/{row['id']}{tail}")
        assert len([one for one in sent if "token_epoch" not in one]) == most


async def test_a_letter_has_an_etag_and_answers_304(year: Any) -> None:
    row = await first(year.office, "")
    answer = await year.office.get(f"/v1/letters/{row['id']}")
    again = await year.office.get(f"/v1/letters/{row['id']}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_foreign_and_an_unknown_letter_are_the_same_404(year: Any, neighbour_year: Any) -> None:
    foreign = (await first(neighbour_year.office, ""))["id"]
    for tail in ("", "/document", "/document?format=pdf"):
        bodies = []
        for letter_id in (foreign, str(uuid4())):
            answer = await year.office.get(f"/v1/letters/{letter_id}{tail}")
            assert answer.status_code == 404
            bodies.append({**answer.json(), "trace_id": ""})
        assert bodies[0] == bodies[1]
    answer = await year.department.post(f"/v1/letters/{foreign}/reply", json=GOOD)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("", "*/*", DOCX),
        ("", "text/html", DOCX),
        ("", "application/pdf", "application/pdf"),
        ("?format=docx", "application/pdf", DOCX),
        ("?format=pdf", "*/*", "application/pdf"),
    ],
)
async def test_the_file_comes_as_asked_and_is_named_by_number_and_kind(
    year: Any, query: str, accept: str, media_type: str
) -> None:
    row = await first(year.department)
    url = f"/v1/letters/{row['id']}/document{query}"
    answer = await year.department.get(url, headers={"Accept": accept})
    assert answer.headers["content-type"] == media_type
    named = re.fullmatch(
        r"attachment; filename=\"letter\.(docx|pdf)\"; filename\*=UTF-8''(\S+)", answer.headers["content-disposition"]
    )
    assert named
    assert unquote(named[2]) == f"{row['number']} 预警通知书.{named[1]}"
    assert answer.content == (await year.department.get(url, headers={"Accept": accept})).content
    if media_type == DOCX:
        words = "\n".join(each.text for each in docx.Document(io.BytesIO(answer.content)).paragraphs)
        assert row["project"]["name"] in words
        assert "2024年7月10日前（含当日）" in words
    else:
        assert answer.content.startswith(b"%PDF")


async def test_an_unknown_format_is_refused(year: Any) -> None:
    row = await first(year.department)
    assert (await year.department.get(f"/v1/letters/{row['id']}/document?format=odt")).status_code == 400


async def test_the_document_tells_both_media_types(year: Any) -> None:
    document = (await year.office.get("/schema/openapi.json")).json()
    content = document["paths"]["/v1/letters/{letter_id}/document"]["get"]["responses"]["200"]["content"]
    assert set(content) == {DOCX, "application/pdf"}


@pytest.mark.clause("SM-4.2")
async def test_the_action_offered_is_the_one_the_route_takes_once(fresh_year: Any) -> None:
    row = await first(fresh_year.clerk)
    (offered,) = row["_actions"]
    assert (offered["name"], offered["allowed"], offered["method"]) == ("reply", True, "POST")
    parts = offered["input"]["properties"]["parts"]
    assert parts["required"] == ["causes", "measures"]
    assert parts["properties"]["measures"]["title"] == "整改措施"
    before = (await fresh_year.clerk.get(f"/v1/letters/{row['id']}")).headers["etag"]
    answer = await fresh_year.clerk.post(offered["href"], json=GOOD)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/v1/letters/{row['id']}"
    reply = answer.json()
    assert reply["parts"] == [
        {"code": "causes", "title": "滞后原因", "text": GOOD["parts"]["causes"]},
        {"code": "measures", "title": "整改措施", "text": GOOD["parts"]["measures"]},
    ]
    assert (reply["replied_on"], reply["late_days"], reply["replied_by"]["name"]) == ("2024-08-05", 26, "陈明")
    after = await fresh_year.clerk.get(f"/v1/letters/{row['id']}")
    assert after.json()["reply"] == reply
    assert after.headers["etag"] != before
    assert after.json()["reply_state"]["stage"]["code"] == "answered"
    (refused,) = after.json()["_actions"]
    again = await fresh_year.clerk.post(offered["href"], json=GOOD)
    assert (again.status_code, again.json()["code"], again.json()["clause"]) == (409, "rule_refuses", "SM-4.2")
    assert (refused["allowed"], refused["because"], refused["clause"]) == (False, again.json()["detail"], "SM-4.2")
    answered = (await fresh_year.office.get("/v1/letters?answered=true")).json()["data"]
    assert [one["id"] for one in answered] == [row["id"]]
    overdue = (await fresh_year.office.get("/v1/letters?overdue=true&count=true")).json()["total"]
    assert overdue == 32


@pytest.mark.clause("SM-4.2")
@pytest.mark.parametrize("who", ["leader", "office", "admin"])
async def test_others_are_refused_in_the_words_of_the_action(year: Any, who: str) -> None:
    caller = getattr(year, who)
    row = await first(year.department)
    (shown,) = (await caller.get(f"/v1/letters/{row['id']}")).json()["_actions"]
    answer = await caller.post(f"/v1/letters/{row['id']}/reply", json=GOOD)
    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_actor")
    assert (shown["allowed"], shown["because"], shown["clause"]) == (False, answer.json()["detail"], "SM-4.2")
    assert answer.json()["clause"] == "SM-4.2"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"parts": {**GOOD["parts"], "a/b": "x"}}, "/parts/a~1b"),
        ({"parts": {**GOOD["parts"], "measures": "长" * 4001}}, "/parts/measures"),
        ({"parts": {"causes": 1}}, "/parts/..."),
        ({}, "/parts"),
    ],
)
async def test_a_reply_that_does_not_fit_names_the_place(year: Any, body: Any, pointer: str) -> None:
    row = await first(year.department)
    answer = await year.department.post(f"/v1/letters/{row['id']}/reply", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.clause("SM-4.2")
@pytest.mark.parametrize("parts", [{"causes": "征地"}, {"causes": "x", "measures": " "}])
async def test_a_reply_that_lacks_a_part_is_refused_by_the_clause_and_names_it(year: Any, parts: Any) -> None:
    row = await first(year.department)
    answer = await year.department.post(f"/v1/letters/{row['id']}/reply", json={"parts": parts})
    told = answer.json()
    assert (answer.status_code, told["code"], told["clause"]) == (409, "rule_refuses", "SM-4.2")
    assert "措施" in told["detail"]


async def test_the_same_key_answers_the_same_and_another_body_is_refused(fresh_year: Any, database: Database) -> None:
    row = await first(fresh_year.department)
    url, key = f"/v1/letters/{row['id']}/reply", {"Idempotency-Key": str(uuid4())}
    once = await fresh_year.department.post(url, json=GOOD, headers=key)
    again = await fresh_year.department.post(url, json=GOOD, headers=key)
    assert (once.status_code, again.status_code) == (201, 201)
    assert once.json() == again.json()
    other = await fresh_year.department.post(url, json={"parts": {}}, headers=key)
    assert other.status_code == 422
    async with database.transaction(fresh_year.county.id) as connection:
        assert (await connection.execute(text("SELECT count(*) FROM letter_replies"))).scalar_one() == 1
        audit = await connection.execute(text("SELECT actor FROM audit WHERE action = 'reply_letter'"))
        assert audit.scalars().all() == ["office8"]


async def test_of_two_replies_at_once_one_is_taken_and_one_refused(fresh_year: Any) -> None:
    row = await first(fresh_year.department)
    url = f"/v1/letters/{row['id']}/reply"
    answers = await asyncio.gather(fresh_year.department.post(url, json=GOOD), fresh_year.clerk.post(url, json=GOOD))
    assert sorted(one.status_code for one in answers) == [201, 409]
    refused = next(one for one in answers if one.status_code == 409)
    assert (refused.json()["code"], refused.json()["clause"]) == ("rule_refuses", "SM-4.2")
