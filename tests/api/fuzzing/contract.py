"""What the document promises of every answer, asked of one answer at a time."""

import json
import re
from functools import cache
from typing import Any

import httpx
import jsonschema_rs

from yipanqi_api.openapi.__main__ import COMMITTED
from yipanqi_api.problems.catalogue import KINDS

Operation = dict[str, Any]
DOCUMENT = json.loads(COMMITTED.read_text("utf-8"))
OPERATIONS: dict[str, tuple[str, str, Operation]] = {
    one["operationId"]: (method.upper(), path, one)
    for path, item in DOCUMENT["paths"].items()
    for method, one in item.items()
    if "text/event-stream" not in one["responses"].get("200", {}).get("content", ())  # it has no end
}
_CHINESE = re.compile("[一-鿿]")


@cache
def _validator(schema: str) -> Any:
    """Compile a schema with what it refers to, and nothing else of the document."""
    own = json.loads(schema)
    needed: dict[str, Any] = {}
    _gather(own, needed)
    whole = {"allOf": [own], "components": {"schemas": needed}}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def _gather(part: Any, needed: dict[str, Any]) -> None:
    if isinstance(part, list):
        for one in part:
            _gather(one, needed)
    elif isinstance(part, dict):
        name = str(part.get("$ref", "")).rpartition("/")[2]
        if name and name not in needed:
            needed[name] = DOCUMENT["components"]["schemas"][name]
            _gather(needed[name], needed)
        for one in part.values():
            _gather(one, needed)


def fits_body(operation_id: str, body: Any) -> bool:
    """Tell whether a body fits its schema."""
    schema = OPERATIONS[operation_id][2]["requestBody"]["content"]["application/json"]["schema"]
    return bool(_validator(json.dumps(schema)).is_valid(body))


def breaches(operation_id: str, answer: httpx.Response) -> list[str]:
    """List what an answer breaks of the contract, nothing if it keeps it."""
    status = str(answer.status_code)
    promised = OPERATIONS[operation_id][2]["responses"].get(status)
    if answer.status_code >= 500:
        return [f"{status}: {answer.text[:300]}"]
    if promised is None:
        return [f"{status} is not in the document: {answer.text[:300]}"]
    media = answer.headers.get("content-type", "").partition(";")[0]
    found = [f"no header {name}" for name in promised.get("headers", {}) if _lacks(name, answer)]
    if "content" not in promised:
        return found + ([f"a body where none is promised: {answer.text[:80]}"] if answer.content else [])
    if media not in promised["content"]:
        return [*found, f"{media} is not among {list(promised['content'])}"]
    if not media.endswith("json"):
        return found
    judge = _validator(json.dumps(promised["content"][media]["schema"]))
    errors = [f"{error.instance_path}: {error.message[:200]}" for error in judge.iter_errors(answer.json())]
    return found + errors[:3] + (_problem(answer) if answer.status_code >= 400 else [])


def _lacks(name: str, answer: httpx.Response) -> bool:
    return name not in answer.headers and not (name == "Link" and not answer.json()["has_more"])


def _problem(answer: httpx.Response) -> list[str]:
    """A problem is one of the catalogue's, in Chinese, and says where the misfit is."""
    told = answer.json()
    kind = KINDS.get(told["code"])
    if kind is None or kind.status != answer.status_code or told["status"] != answer.status_code:
        return [f"{told['code']} with {answer.status_code}"]
    found = [] if _CHINESE.search(told["detail"]) else [f"no Chinese: {told['detail'][:100]}"]
    return found + [
        f"no Chinese: {one['message']}" for one in told.get("errors", ()) if not _CHINESE.search(one["message"])
    ]
