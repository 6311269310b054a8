"""The county's administrator keeps its webhooks; the secret is told once, and nobody else sees them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator
from litestar import Litestar
from tests.api.conftest import Year

from yipanqi_api.openapi.document import document_of
from yipanqi_api.services import Services
from yipanqi_core.database.connection import Database
from yipanqi_core.webhooks.delivering import Outcome, deliver

HOSTS = ("hooks.example",)
URL = "https://hooks.example/in"


@pytest.fixture
def hosts(app: Litestar, services: Services) -> Iterator[None]:
    """An installation that lets its counties post to one host."""
    settings = services.settings.model_copy(update={"webhook_hosts": HOSTS})
    app.state.services = replace(services, settings=settings)
    yield
    app.state.services = services


async def subscribed(year: Year, **more: Any) -> dict[str, Any]:
    answer = await year.admin.post("/v1/webhooks", json={"url": URL, **more})
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"/v1/webhooks/{answer.json()['webhook']['id']}"
    return dict(answer.json())


async def test_a_webhook_is_set_up_changed_paused_and_goes_on_where_it_was(
    fresh_year: Year, neighbour_year: Year, hosts: None, database: Database, app: Litestar
) -> None:
    made = await subscribed(fresh_year, kinds=["issue", "letter"])
    assert made["secret"].startswith("whsec_")
    url = f"/v1/webhooks/{made['webhook']['id']}"
    read = await fresh_year.admin.get(url)
    assert read.json() == made["webhook"]
    assert "secret" not in read.text
    assert (await neighbour_year.admin.get(url)).status_code == 404
    body = {"url": URL, "active": False}
    assert (await fresh_year.admin.send("PUT", url, json=body)).status_code == 428
    paused = await fresh_year.admin.send("PUT", url, json=body, headers={"If-Match": read.headers["ETag"]})
    assert paused.status_code == 200, paused.text
    assert (paused.json()["active"], paused.json()["kinds"]) == (False, None)
    assert (
        await fresh_year.admin.send("PUT", url, json=body, headers={"If-Match": read.headers["ETag"]})
    ).status_code == 412
    project = (await fresh_year.office.get("/v1/projects?listed=true&limit=1")).json()["data"][0]["id"]
    issue = {"project_id": project, "description": "征地受阻", "category": "用地", "urgency": "urgent"}
    raised = (await fresh_year.office.post("/v1/issues", json=issue)).json()
    posted: list[bytes] = []

    async def post(_: str, __: dict[str, str], content: bytes) -> Outcome:
        posted.append(content)
        return Outcome(200)

    assert await deliver(database, fresh_year.county.id, post, HOSTS) == (0, False)
    headers = {"If-Match": paused.headers["ETag"]}
    assert (await fresh_year.admin.send("PUT", url, json={**body, "active": True}, headers=headers)).status_code == 200
    assert (await deliver(database, fresh_year.county.id, post, HOSTS))[0] == 1
    document = document_of(app)
    reference = document["webhooks"]["event"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    Draft202012Validator({**reference, "components": document["components"]}).validate(json.loads(posted[0]))
    assert raised["id"] in posted[0].decode()
    attempts = (await fresh_year.admin.get(f"{url}/attempts")).json()["data"]
    assert [(one["action"], one["status"]) for one in attempts] == [("raise_issue", 200)]
    again = await fresh_year.admin.post(f"{url}/retelling", json={"after": attempts[0]["number"] - 1})
    assert again.status_code == 200
    assert (await deliver(database, fresh_year.county.id, post, HOSTS))[0] == 1
    assert posted[0] == posted[1]


async def test_an_address_off_the_list_is_refused_with_the_remedy(year: Year) -> None:
    refused = await year.admin.post("/v1/webhooks", json={"url": URL})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/url")
    assert "WEBHOOK_HOSTS" in refused.text
    assert (await year.admin.get("/v1/webhooks")).json()["data"] == []


async def test_only_who_administers_the_county_sees_or_keeps_webhooks(year: Year, hosts: None) -> None:
    for caller in (year.office, year.leader, year.clerk):
        assert (await caller.get("/v1/webhooks")).status_code == 403
        assert (await caller.post("/v1/webhooks", json={"url": URL})).status_code == 403
    assert (await year.admin.get(f"/v1/webhooks/{uuid4()}")).status_code == 404


@pytest.mark.parametrize("body", [{}, {"url": URL, "kinds": []}, {"url": URL, "kinds": ["user"]}, {"url": 1}])
async def test_a_body_that_does_not_fit_is_refused(year: Year, hosts: None, body: Any) -> None:
    assert (await year.admin.post("/v1/webhooks", json=body)).status_code == 400
