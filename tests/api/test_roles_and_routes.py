"""Who may take which route: every role and every route, and by which clause a role is refused."""

from itertools import product
from typing import Any

import pytest
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from yipanqi_api.clauses_of_routes import FINDERS
from yipanqi_api.guards import permissions_asked
from yipanqi_api.openness import is_open
from yipanqi_core.auth.permissions import HOLDERS, Permission
from yipanqi_core.vocabulary import Role

WITHOUT_CLAUSE = {  # the installation's own acts, of which no document speaks
    "HandInWorkbook", "ApplyWorkbook", "ExportWorkbook", "ReadMarkedWorkbook", "SetParameter", "ListAudit",
    "ExportAudit", "PublishReviewPoints", "ListWebhooks", "ReadWebhook", "CreateWebhook", "ChangeWebhook",
    "RetellWebhook", "ListWebhookAttempts", "ExportWebhooks", "ExportWebhookAttempts",
}  # fmt: skip
ANY = {"uuid": "00000000-0000-7000-8000-000000000000", "int": "2024", "str": "any", "date": "2024-08-05"}


def routes(app: Litestar) -> list[tuple[str, str, HTTPRouteHandler]]:
    return [
        (method, route.path_format, handler)
        for route in app.routes
        if isinstance(route, HTTPRoute) and not route.path.startswith("/v1/samples")
        for method, (handler, _) in route.route_handler_map.items()
        if method not in ("OPTIONS", "HEAD")
    ]


def address(app: Litestar, path: str) -> str:
    for route in app.routes:
        if isinstance(route, HTTPRoute) and route.path_format == path:
            for name, part in route.path_parameters.items():
                path = path.replace("{" + name + "}", ANY.get(part.type.__name__.lower(), "any"))
    return path


@pytest.fixture
async def everyone(county: Any, sign_in: Any) -> dict[Role, Any]:
    return {role: await sign_in(county, role) for role in Role}


async def test_each_role_takes_just_the_routes_that_are_its_own(app: Litestar, everyone: dict[Role, Any]) -> None:
    """An unknown parameter stops who may pass, so that no cell has an effect."""
    amiss, cells = {}, 0
    for (method, path, handler), role in product(routes(app), Role):
        asked = permissions_asked(handler)
        refused = any(role not in HOLDERS[permission] for permission in asked)
        answer = await everyone[role].send(method, f"{address(app, path)}?~=1")
        got = answer.status_code, answer.json()["code"]
        cells += 1
        if got != ((403, "permission_refused") if refused else (400, "unknown_parameter")):
            amiss[method, path, role] = got
        elif refused:
            able = [one for one in Role if all(one in HOLDERS[permission] for permission in asked)]
            assert all(one.label in answer.json()["detail"] for one in able if one is not Role.OFFICE), answer.text
    assert amiss == {}
    assert cells == len(routes(app)) * len(Role) > 2_000


async def test_who_is_not_signed_in_takes_the_open_routes_alone(app: Litestar, client: Any) -> None:
    open_to_all = set()
    for method, path, handler in routes(app):
        answer = await client.request(method, f"{address(app, path)}?~=1")
        assert (answer.status_code == 401) is not is_open(handler.opt), (method, path, answer.text)
        if answer.status_code != 401:
            open_to_all.add(str(handler.operation_id))
    assert open_to_all == {
        "SignIn", "RefreshToken", "ReadLiveness", "ReadReadiness", "ReadKeys", "ListProblems", "ReadProblem", "None",
    }  # fmt: skip


def test_whatever_a_role_may_be_refused_cites_a_clause_or_is_known_to_have_none(app: Litestar) -> None:
    narrow = {
        name if (name := str(handler.operation_id)) in FINDERS else name.removesuffix("Batch")
        for _, _, handler in routes(app)
        if set(permissions_asked(handler)) - {Permission.READ}
    }
    assert narrow == FINDERS.keys() | WITHOUT_CLAUSE


async def _first(caller: Any, url: str) -> str:
    return str((await caller.get(url)).json()["data"][0]["id"])


async def test_a_role_is_refused_by_the_clause_that_says_whose_it_is(year: Any) -> None:
    project = await _first(year.office, "/v1/projects?limit=1")
    items = (await year.office.get(f"/v1/projects/{project}/items?limit=200")).json()["data"]
    node, guarantee = (
        next(one["id"] for one in items if one["kind"]["code"] == kind) for kind in ("node", "guarantee")
    )
    rating = await _first(year.office, "/v1/ratings?period=2024-06&limit=1")
    node_body = {"kind": "node", "title": "验收"}
    asked = [
        ("PUT", f"/v1/projects/{project}/reports/2024-07", {}, "SM-5.2"),
        ("PUT", f"/v1/projects/{project}/plan", {}, "SM-5.2"),
        ("POST", f"/v1/projects/{project}/items", node_body, "SM-2.1"),
        ("POST", f"/v1/projects/{project}/items", {"kind": "guarantee", "title": "用地"}, "SM-1.4"),
        ("POST", f"/v1/projects/{project}/items", b"{", None),
        ("POST", "/v1/items/batch", {"entries": [{**node_body, "project_id": project}]}, "SM-2.1"),
        ("POST", "/v1/items/batch", {"entries": []}, None),
        ("PATCH", f"/v1/items/{node}", {}, "SM-2.1"),
        ("POST", f"/v1/items/{guarantee}/completion", {}, "SM-1.4"),
        ("POST", "/v1/items/completion/batch", {"entries": [
            {"item_id": guarantee, "finished_on": "2024-08-01", "attested_by": "张三"}]}, "SM-1.4"),
        ("PATCH", f"/v1/items/{ANY['uuid']}", {}, None),
        ("POST", f"/v1/items/{node}/replans", {}, "SM-2.1"),
        ("POST", "/v1/cases", {"kind": "land_dossier", "project_id": project, "title": "用地"}, "SM-2.8"),
        ("PUT", "/v1/pools/land/2024", {}, "SM-2.11"),
        ("POST", f"/v1/ratings/{rating}/override", {}, "SM-4.1"),
        ("PUT", f"/v1/projects/{project}/responsibilities/chain", {}, "SM-2.6"),
        ("PUT", f"/v1/projects/{project}/responsibilities/none", {}, None),
        ("POST", "/v1/assessments", {}, "SM-1.6"),
        ("POST", "/v1/chains", {}, "SM-2.6"),
    ]  # fmt: skip
    for method, url, body, clause in asked:
        sent = {"content": body} if isinstance(body, bytes) else {"json": body}
        answer = await year.leader.send(method, url, **sent)
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_refused"), (url, answer.text)
        assert answer.json().get("clause") == clause, (url, answer.text)
        assert "县发展和改革局" in answer.json()["detail"]
