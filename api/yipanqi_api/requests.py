"""Requests whose JSON is decoded once, strictly, straight into the type that the route asks for."""

from collections.abc import AsyncGenerator
from functools import cache
from typing import Any

import msgspec
from litestar import Request
from litestar.enums import RequestEncodingType

from yipanqi_api.problems.general import INVALID_REQUEST, MALFORMED_JSON, UNSUPPORTED_MEDIA_TYPE
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_api.problems.messages import explain


class StrictRequest(Request[Any, Any, Any]):
    """A request that takes no number for a text and no unknown field, and says where it does not fit."""

    __slots__ = ()

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """Read a form's whole body before it is taken apart, and keep it: an Idempotency-Key is bound to it."""
        incoming = super().stream()
        if self.content_type[0] == RequestEncodingType.MULTI_PART:
            self._body = self._connection_state.body = b"".join([chunk async for chunk in incoming])
            yield self._body
        else:
            async for chunk in incoming:
                yield chunk

    async def json(self) -> Any:
        """Decode the body into the type of the route's `data`."""
        if self.content_type[0] != "application/json":
            raise ProblemError(UNSUPPORTED_MEDIA_TYPE)
        body = await self.body()
        if b"\\u0000" in body:
            raise ProblemError(INVALID_REQUEST, "内容不能含有 \\u0000 字符。")
        read = self.route_handler.opt.get("read_body")
        field = self.route_handler.parsed_data_field
        try:
            if read is not None:
                return read(body)
            return _decoder(field.annotation if field else Any).decode(body)
        except msgspec.ValidationError as error:
            raise ProblemError(INVALID_REQUEST, errors=(explain(str(error)),)) from error
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ProblemError(MALFORMED_JSON) from error


@cache
def _decoder(shape: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(shape)
