"""Answers that can be kept: each leaves its bytes on the request before the transaction commits."""

from typing import Any, TypeVar

from litestar import Request, Response
from litestar.response.base import ASGIResponse

T = TypeVar("T")
_KEPT = "answer"


class Answer(Response[T]):
    """The response class of every route; return it instead of the bare view to set a status or headers."""

    def __init__(self, content: T, *, status_code: int | None = None, headers: Any = None, **more: Any) -> None:
        """`headers` as a mapping."""
        super().__init__(content, status_code=status_code, headers=headers, **more)

    def to_asgi_response(self, app: Any, request: Request[Any, Any, Any], **more: Any) -> ASGIResponse:
        """Encode, and leave the result where the transaction's end finds it."""
        answer = super().to_asgi_response(app, request, **more)
        request.scope["state"][_KEPT] = answer
        return answer


def answer_of(request: Request[Any, Any, Any]) -> ASGIResponse:
    """Give the encoded answer of a request. Raises KeyError when the route answered past `Answer`."""
    answer: ASGIResponse = request.scope["state"][_KEPT]
    return answer


def created(content: T, location: str, headers: dict[str, str] | None = None) -> Answer[T]:
    """Answer 201 with the address of what was made."""
    return Answer(content, status_code=201, headers={"Location": location, **(headers or {})})
