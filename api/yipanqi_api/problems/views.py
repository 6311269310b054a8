"""How problems look on the wire."""

from typing import Annotated

import msgspec


class ProblemPlace(msgspec.Struct, omit_defaults=True):
    """One place that does not fit: in the body by JSON pointer, or a parameter by name."""

    message: str
    pointer: Annotated[str | None, msgspec.Meta(description="JSON pointer into the body")] = None
    parameter: Annotated[str | None, msgspec.Meta(description="query, path or header parameter")] = None


class Problem(msgspec.Struct, omit_defaults=True):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    code: Annotated[str, msgspec.Meta(description="stable; see GET /problems")]
    trace_id: str
    clause: Annotated[str | None, msgspec.Meta(description="the clause of the mechanism that refuses")] = None
    errors: tuple[ProblemPlace, ...] | None = None


class ProblemKindView(msgspec.Struct):
    """An entry of the catalogue of problems."""

    code: str
    type: str
    status: int
    title: str
    meaning: str
    remedy: str


class ProblemCatalogue(msgspec.Struct):
    """All kinds of problems."""

    data: list[ProblemKindView]
