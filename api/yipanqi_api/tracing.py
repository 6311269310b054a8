"""A trace id for each request, taken over from the caller's `traceparent` or made here."""

import re
import secrets
from collections.abc import MutableMapping
from typing import Any

_TRACEPARENT = re.compile(rb"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
HEADER = b"trace-id"


def begin_trace(scope: MutableMapping[str, Any]) -> str:
    """Settle the request's trace id."""
    given = next((value for name, value in scope["headers"] if name == b"traceparent"), b"")
    found = _TRACEPARENT.fullmatch(given)
    taken = found is not None and found.group(1).strip(b"0") != b""
    trace = found.group(1).decode() if found and taken else secrets.token_hex(16)
    scope.setdefault("state", {})["trace"] = trace
    return trace


def trace_of(scope: Any) -> str:
    """Give the request's trace id."""
    trace: str = scope["state"]["trace"]
    return trace
