"""Any error answered as a problem: found in the catalogue, written in the caller's language, logged when it is ours."""

import re
from traceback import extract_tb
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from yipanqi_api.problems import general
from yipanqi_api.problems.catalogue import kind_of
from yipanqi_api.problems.kinds import Language, ProblemError, ProblemKind
from yipanqi_api.problems.language import language_of
from yipanqi_api.problems.messages import explain
from yipanqi_api.problems.storage import kind_of_storage
from yipanqi_api.problems.views import Problem, ProblemPlace
from yipanqi_api.tracing import trace_of

MEDIA_TYPE = "application/problem+json"
_log = structlog.get_logger("yipanqi.api")
_BY_STATUS = {
    400: general.INVALID_REQUEST,
    401: general.SIGN_IN_REQUIRED,
    403: general.PERMISSION_REFUSED,
    404: general.NOT_FOUND,
    405: general.METHOD_NOT_ALLOWED,
    413: general.TOO_LARGE,
    415: general.UNSUPPORTED_MEDIA_TYPE,
    503: general.UNAVAILABLE,
}
_LACKING = re.compile(r"Missing required \w+ parameter '([^']+)'")
_RETRY_AFTER_S = {general.UNAVAILABLE.code: "1", general.REQUEST_IN_FLIGHT.code: "1", general.OVERLOADED.code: "2"}


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer any error as a problem; what nobody foresaw is logged with its trace and answered as 500."""
    kind = _kind(error)
    if kind.status >= 500:
        _report(error, kind)
    body = msgspec.json.encode(problem_of(request, error))
    language = language_of(request.headers.get("accept-language"))
    headers = {"Content-Language": language, "Vary": "Accept-Language", **_headers(error, kind)}
    return Response(body, status_code=kind.status, media_type=MEDIA_TYPE, headers=headers)


def problem_of(request: Request[Any, Any, Any], error: Exception, *, under: str = "") -> Problem:
    """Say any error as a problem; places of a part of the body stand `under` that part's pointer."""
    kind = _kind(error)
    language = language_of(request.headers.get("accept-language"))
    places = tuple(
        place if place.pointer is None else ProblemPlace(place.message, pointer=f"{under}{place.pointer}")
        for place in _places(error)
    )
    return Problem(
        type=f"/problems/{kind.code}",
        title=kind.title.of(language),
        status=kind.status,
        detail=_detail(error, kind, language),
        code=kind.code,
        trace_id=trace_of(request.scope),
        clause=getattr(error, "clause", None),
        errors=places or None,
    )


def _kind(error: Exception) -> ProblemKind:
    if isinstance(error, ProblemError):
        return error.kind
    if isinstance(error, HTTPException):
        return _BY_STATUS.get(error.status_code, general.INTERNAL_ERROR)
    return kind_of(error) or kind_of_storage(error) or general.INTERNAL_ERROR


def _detail(error: Exception, kind: ProblemKind, language: Language) -> str:
    if isinstance(error, ProblemError) and error.detail:
        return error.detail
    if kind_of(error) and str(error):
        return str(error)  # the core's own words: Chinese, naming the place and the remedy
    return f"{kind.meaning.of(language)}{'' if language == 'zh' else ' '}{kind.remedy.of(language)}"


def _places(error: Exception) -> tuple[ProblemPlace, ...]:
    if isinstance(error, ProblemError):
        places = tuple(ProblemPlace(message, pointer=pointer) for pointer, message in error.errors)
        return places if error.parameter is None else (ProblemPlace(str(error), parameter=error.parameter), *places)
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        return tuple(_place(item) for item in error.extra)
    if isinstance(error, ValidationException) and (lacking := _LACKING.match(error.detail)):
        return (ProblemPlace(f"缺少必填参数 {lacking[1]}", parameter=lacking[1]),)
    pointer = getattr(error, "pointer", None)
    return () if pointer is None else (ProblemPlace(str(error), pointer=pointer),)


def _place(item: dict[str, Any]) -> ProblemPlace:
    pointer, message = explain(str(item.get("message", "")))
    key = str(item.get("key", ""))
    if item.get("source") == "body" or key == "data":
        return ProblemPlace(message, pointer=pointer)
    return ProblemPlace(message, parameter=key or None)


def _headers(error: Exception, kind: ProblemKind) -> dict[str, str]:
    headers = dict(getattr(error, "headers", None) or {})
    if kind.status == 401:
        headers["WWW-Authenticate"] = "Bearer" if kind is general.SIGN_IN_REQUIRED else 'Bearer error="invalid_grant"'
    if seconds := _RETRY_AFTER_S.get(kind.code):
        headers["Retry-After"] = seconds
    return headers


def _report(error: Exception, kind: ProblemKind) -> None:
    """Log what and where; never the message, which may repeat what someone entered."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
    _log.error("failed", code=kind.code, error=type(error).__name__, sqlstate=state, frames=frames)
