"""Reading a batch entry by entry, so that one that does not fit spoils no other."""

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from yipanqi_api.batches.views import MAX_ENTRIES, Misfit
from yipanqi_api.problems.general import INVALID_REQUEST
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_api.problems.messages import explain


class _Whole(msgspec.Struct, forbid_unknown_fields=True):
    entries: Annotated[list[msgspec.Raw], Meta(min_length=1, max_length=MAX_ENTRIES)]


_WHOLE = msgspec.json.Decoder(_Whole)


def reader_of(batch: type[Any], entry: type[Any]) -> Callable[[bytes], Any]:
    """Give what reads the bytes of a batch: a misfit stands in the place of its entry."""
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(entry)

    def read(body: bytes) -> Any:
        return batch(entries=[_entry(decoder, raw) for raw in _WHOLE.decode(body).entries])

    return read


def _entry(decoder: "msgspec.json.Decoder[Any]", raw: msgspec.Raw) -> Any:
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError as error:
        return Misfit(ProblemError(INVALID_REQUEST, errors=(explain(str(error)),)))
