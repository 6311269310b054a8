"""Within /v1 nothing that a released version promised goes away, and nothing more is demanded of who relies on it."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from yipanqi_api.openapi.__main__ import RELEASED, generate
from yipanqi_api.openapi.promises import broken, written

Change = Callable[[dict[str, Any]], object]


def test_what_was_released_is_kept() -> None:
    assert broken(RELEASED.read_text("utf-8"), generate()) == []


CHANGES: dict[str, tuple[Change, str]] = {
    "a route goes": (lambda one: one["paths"].pop("/v1/issues"), "no longer there: GET /v1/issues"),
    "a filter goes": (
        lambda one: one["paths"]["/v1/issues"]["get"]["parameters"].clear(),
        "no longer there: GET /v1/issues query limit",
    ),
    "a field goes": (
        lambda one: one["components"]["schemas"]["Event"]["properties"].pop("href"),
        "no longer there: Event.href: null|string",
    ),
    "a field may be lacking": (
        lambda one: one["components"]["schemas"]["Event"]["required"].remove("number"),
        "no longer there: Event.number: integer",
    ),
    "a type changes": (
        lambda one: one["components"]["schemas"]["Event"]["properties"].update(number={"type": "string"}),
        "no longer there: Event.number: integer",
    ),
    "a body demands more": (
        lambda one: one["components"]["schemas"]["NewWebhook"]["required"].append("kinds"),
        "newly demanded: NewWebhook.kinds",
    ),
    "a parameter is demanded": (
        lambda one: one["paths"]["/v1/events"]["get"]["parameters"][0].update(required=True),
        "newly demanded: GET /v1/events header Last-Event-ID",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_removal_or_a_narrowing_is_told(change: str) -> None:
    document = generate()
    before, (act, told) = written(document), CHANGES[change]
    changed = copy.deepcopy(document)
    act(changed)
    found = broken(before, changed)
    assert told in found, found


def test_an_addition_breaks_nothing() -> None:
    document = generate()
    before, more = written(document), copy.deepcopy(document)
    more["paths"]["/v1/new"] = {"post": {**more["paths"]["/v1/webhooks"]["post"], "parameters": []}}
    more["components"]["schemas"]["Event"]["properties"]["actor"] = {"type": "string"}
    more["paths"]["/v1/issues"]["get"]["parameters"].append({"in": "query", "name": "new", "required": False})
    assert broken(before, more) == []
