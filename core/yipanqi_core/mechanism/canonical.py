"""One byte form for facts, parameters and figures, so that what was judged can be hashed and judged again."""

from typing import TypeVar

import msgspec

_encoder = msgspec.json.Encoder(order="deterministic", decimal_format="string")

T = TypeVar("T")


def encode(value: object) -> bytes:
    """Encode as canonical JSON: sorted keys, no spaces, amounts as decimal strings, dates as ISO text."""
    return _encoder.encode(value)


def decode(body: bytes, shape: type[T]) -> T:
    """Decode canonical JSON back into its shape. Raises msgspec.ValidationError when it does not fit."""
    return msgspec.json.decode(body, type=shape)
