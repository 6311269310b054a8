"""How a ruling looks in every answer: its value, the clause, why, and the very figures that it was given on."""

from typing import Annotated

import msgspec
from msgspec import Meta


class RulingView(msgspec.Struct):
    """A ruling that explains itself; `facts` are embedded byte for byte as they were stored."""

    value: str | None
    clause: str
    because: str
    facts: Annotated[msgspec.Raw, Meta(description="裁定所用的数字，按存档原样", extra_json_schema={"type": "object"})]
