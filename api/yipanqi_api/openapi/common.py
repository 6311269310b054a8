"""The problems that follow from a route's shape, so that no route declares them one by one."""

from typing import Any

from litestar.handlers import HTTPRouteHandler

from yipanqi_api.guards import permissions_asked
from yipanqi_api.openapi.refusals import Refusals
from yipanqi_api.openness import is_open
from yipanqi_api.problems import general
from yipanqi_api.problems.assessing import NOT_IN_FORCE
from yipanqi_api.problems.kinds import ProblemKind

Operation = dict[str, Any]


def kinds_for(handler: HTTPRouteHandler, method: str, operation: Operation) -> dict[int, list[ProblemKind]]:
    """List by status every problem that the route may answer: its own and those of its shape."""
    own = [kind for spec in (handler.responses or {}).values() if isinstance(spec, Refusals) for kind in spec.kinds]
    kinds = [*own, *_shape(handler, method, operation), general.UNAVAILABLE, general.OVERLOADED]
    by_status: dict[int, list[ProblemKind]] = {}
    for kind in dict.fromkeys(kinds):
        by_status.setdefault(kind.status, []).append(kind)
    return dict(sorted(by_status.items()))


def _shape(handler: HTTPRouteHandler, method: str, operation: Operation) -> list[ProblemKind]:
    kinds = [general.UNKNOWN_PARAMETER]
    places = {(parameter["in"], parameter["name"]) for parameter in operation.get("parameters", ())}
    if any(place != "path" for place, _ in places) or "requestBody" in operation:
        kinds.append(general.INVALID_REQUEST)
    if ("query", "cursor") in places:
        kinds.append(general.INVALID_CURSOR)
    if ("query", "on") in places:
        kinds.append(NOT_IN_FORCE)
    if any(place == "path" for place, _ in places):
        kinds.append(general.NOT_FOUND)
    if ("header", "If-Match") in places:
        kinds += [general.VERSION_REQUIRED, general.STALE_VERSION]
    if "requestBody" in operation:
        kinds += [general.MALFORMED_JSON, general.TOO_LARGE, general.UNSUPPORTED_MEDIA_TYPE]
    if not is_open(handler.opt):
        kinds += [general.SIGN_IN_REQUIRED, general.RATE_LIMITED]
    if permissions_asked(handler):
        kinds.append(general.PERMISSION_REFUSED)
    if takes_idempotency_key(handler, method):
        kinds += [general.INVALID_IDEMPOTENCY_KEY, general.REQUEST_IN_FLIGHT, general.IDEMPOTENCY_KEY_REUSED]
    return kinds


def takes_idempotency_key(handler: HTTPRouteHandler, method: str) -> bool:
    """Tell whether a route honours Idempotency-Key: each POST that works in the request's transaction."""
    return method == "POST" and "transaction" in handler.parsed_fn_signature.parameters
