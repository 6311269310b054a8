"""The document says what goes over the wire, and the page that shows it needs no internet."""

import json
import re
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from litestar import Litestar

from yipanqi_api.openapi import __main__ as generator
from yipanqi_api.openapi.document import document_of


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["operationId"]: each for item in document["paths"].values() for each in item.values()}


def test_the_committed_document_is_the_generated_one() -> None:
    committed = generator.COMMITTED.read_text("utf-8")
    assert committed == generator.text(), "run: python -m yipanqi_api.openapi"


def test_every_route_is_named_summed_up_and_either_open_or_guarded() -> None:
    document = generator.generate()
    assert document["openapi"].startswith("3.1")
    for operation in operations(document).values():
        assert operation["summary"]
        assert operation["description"]
        assert operation["tags"]
        codes = operation["responses"].keys()
        assert ("401" in codes) or operation["security"] == []
        assert ("403" in codes) or operation["security"] == []
    for name in ("SignIn", "RefreshToken", "ReadLiveness", "ReadReadiness", "ReadKeys", "ListProblems", "ReadProblem"):
        assert operations(document)[name]["security"] == []
    assert "security" not in operations(document)["ReadMe"]
    assert document["security"] == [{"bearer": []}]


def test_problems_are_documented_as_problem_json_and_nothing_else(app: Litestar) -> None:
    for operation in operations(document_of(app)).values():
        for status, answer in operation["responses"].items():
            if int(status) >= 400 and operation["operationId"] != "ReadReadiness":
                assert list(answer["content"]) == ["application/problem+json"]
                schema = answer["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}


def test_amounts_are_documented_as_they_are_sent(app: Litestar) -> None:
    schemas = document_of(app)["components"]["schemas"]
    for schema in (schemas["AmountsView"]["properties"]["budget"], schemas["Amounts"]["properties"]["budget"]):
        assert schema["type"] == "string"
        assert re.search(schema["pattern"], "1000.50")
    assert schemas["Amounts"]["additionalProperties"] is False


def test_shape_tells_the_headers_and_the_problems(app: Litestar) -> None:
    found = operations(document_of(app))
    rename, read, create = found["RenameSample"], found["ReadSample"], found["CreateSample"]
    assert {"400", "401", "403", "404", "409", "412", "415", "428", "503"} <= rename["responses"].keys()
    assert "304" in read["responses"]
    assert "ETag" in read["responses"]["200"]["headers"]
    assert "Location" in create["responses"]["201"]["headers"]
    assert "Idempotency-Key" in {each["name"] for each in create["parameters"]}
    assert "Link" in found["ListSamples"]["responses"]["200"]["headers"]
    assert {each["name"] for each in found["ListSamples"]["parameters"]} == {"limit", "cursor", "count", "q", "kind"}
    assert "null" not in json.dumps([each["schema"] for each in found["ListSamples"]["parameters"]])


def test_every_reference_leads_somewhere_and_every_schema_is_sound(app: Litestar) -> None:
    document = document_of(app)
    names = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert names <= document["components"]["schemas"].keys()
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


async def test_the_document_is_served(client: httpx.AsyncClient, app: Litestar) -> None:
    answer = await client.get("/schema/openapi.json")
    assert answer.headers["content-type"].startswith("application/vnd.oai.openapi+json")
    assert answer.json() == json.loads(json.dumps(document_of(app)))


async def test_the_page_loads_nothing_from_elsewhere(client: httpx.AsyncClient) -> None:
    page = await client.get("/schema")
    assert page.headers["content-type"].startswith("text/html")
    links = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert links
    for link in links:
        if not link.startswith("data:"):
            assert link.startswith("/schema/assets/")
            assert (await client.get(link)).status_code == 200
    assert "<script>" not in page.text
    assert "style=" not in page.text


@pytest.mark.parametrize(
    "path", ["/schema/none", "/schema/assets/none.js", "/schema/assets/..%2f..%2fapp.py", "/.litestar"]
)
async def test_other_addresses_beside_it_are_problems(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
