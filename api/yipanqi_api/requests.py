"""Requests whose JSON is decoded once, strictly, straight into the type that the route asks for."""

from collections.abc import AsyncGenerator, Iterator
from functools import cache
from typing import Any

import msgspec
from litestar import Request

from yipanqi_api.problems.general import INVALID_REQUEST, MALFORMED_JSON, UNSUPPORTED_MEDIA_TYPE
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_api.problems.messages import NOTHING_SENT, explain, step

_ENDLESS = {"9999-12-31", "0001-01-01"}  # the database's driver takes these for "no end" and "no beginning"
_MAY_BE_ENDLESS = (b"9999", b"0001", b"\\u00")


class StrictRequest(Request[Any, Any, Any]):
    """A request that takes no number for a text and no unknown field, and says where it does not fit."""

    __slots__ = ()

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """Read the whole body before it is taken apart, and keep it: an Idempotency-Key is bound to it."""
        incoming = super().stream()
        self._body = self._connection_state.body = b"".join([chunk async for chunk in incoming])
        yield self._body

    async def json(self) -> Any:
        """Decode the body into the type of the route's `data`."""
        if self.content_type[0] != "application/json":
            raise ProblemError(UNSUPPORTED_MEDIA_TYPE)
        body = await self.body()
        if b"\\u0000" in body:
            raise ProblemError(INVALID_REQUEST, "内容不能含有 \\u0000 字符。")
        if not body.strip():
            raise ProblemError(INVALID_REQUEST, errors=(("", NOTHING_SENT),))
        read = self.route_handler.opt.get("read_body")
        field = self.route_handler.parsed_data_field
        try:
            found = _decoder(field.annotation if field else Any).decode(body) if read is None else read(body)
        except msgspec.ValidationError as error:
            raise ProblemError(INVALID_REQUEST, errors=(explain(str(error)),)) from error
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ProblemError(MALFORMED_JSON) from error
        if any(mark in body for mark in _MAY_BE_ENDLESS):
            _refuse_endless(body)
        return found


@cache
def _decoder(shape: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(shape)


def _refuse_endless(body: bytes) -> None:
    if places := tuple(_endless(msgspec.json.decode(body), "")):
        raise ProblemError(INVALID_REQUEST, errors=tuple((place, "日期超出范围，请填实际的日期") for place in places))


def _endless(value: Any, pointer: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _endless(part, f"{pointer}/{step(key)}")
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _endless(part, f"{pointer}/{place}")
    elif isinstance(value, str) and value in _ENDLESS:
        yield pointer
