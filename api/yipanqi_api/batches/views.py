"""How a batch is sent and answered: entries in, a result each out, in the same order."""

from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta

from yipanqi_api.problems.views import Problem

MAX_ENTRIES = 200
Entry = TypeVar("Entry")
T = TypeVar("T")


class Batch(msgspec.Struct, Generic[Entry], forbid_unknown_fields=True):
    """The entries of a batch; each takes effect or is refused by itself."""

    entries: Annotated[list[Entry], Meta(min_length=1, max_length=MAX_ENTRIES)]


class BatchResult(msgspec.Struct, Generic[T], omit_defaults=True):
    """What became of one entry: what the single route would have answered."""

    index: Annotated[int, Meta(description="第几条，从 0 起")]
    status: Annotated[int, Meta(description="单独办理时的状态码")]
    location: str | None = None
    etag: str | None = None
    content: Annotated[T | None, Meta(description="办成后的内容")] = None
    problem: Annotated[Problem | None, Meta(description="未办成的原因；JSON pointer 从整个请求内容起")] = None


class BatchAnswer(msgspec.Struct, Generic[T]):
    """A result for each entry, in the order sent."""

    succeeded: int
    failed: int
    results: list[BatchResult[T]]


class Misfit(msgspec.Struct):
    """An entry that does not fit its form."""

    error: Any
