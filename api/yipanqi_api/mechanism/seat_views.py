"""Seats: the offices and posts that the document names, with whom the county has bound to them."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from yipanqi_api.references import PostReference, Reference, Word
from yipanqi_core.mechanism.edition import Edition
from yipanqi_core.mechanism.seats import SeatKind

_KINDS = {SeatKind.UNIT: "单位", SeatKind.POST: "职务", SeatKind.PORTFOLIO: "按分管领域定的职务"}


class SeatView(msgspec.Struct):
    """A seat; bound to a unit, or to a post with its present holder, or to nothing yet."""

    code: str
    title: str
    kind: Word
    aliases: list[str]
    field: Annotated[str | None, Meta(description="分管领域")]
    bound: bool
    unit: Annotated[Reference | None, Meta(description="绑定的单位，或职务所在单位")]
    post: PostReference | None
    bound_from: Annotated[date | None, Meta(description="自何日起绑定；自始绑定为 null")]


class ProjectSeatView(msgspec.Struct):
    """A seat that each project has of its own; who sits there, the project says."""

    code: str
    title: str
    clause: str


def project_seats_of(edition: Edition) -> list[ProjectSeatView]:
    """Show the seats that each project has of its own."""
    return [ProjectSeatView(one.code, one.title, one.clause) for one in edition.project_seats]


def seats_of(edition: Edition, bound: Mapping[str, Any]) -> list[SeatView]:
    """Show every seat of an edition; `bound` holds the rows of those that are bound."""
    found = []
    for seat in edition.seats:
        row = bound.get(seat.code)
        post = None
        if row is not None and row.post_id is not None:
            post = PostReference(row.post_id, row.post, Reference.maybe(row.holder_id, row.holder))
        found.append(
            SeatView(
                code=seat.code,
                title=seat.title,
                kind=Word(seat.kind.value, _KINDS[seat.kind]),
                aliases=list(seat.aliases),
                field=seat.field,
                bound=row is not None,
                unit=None if row is None else Reference.maybe(row.of_unit_id, row.unit),
                post=post,
                bound_from=None if row is None else row.from_on,
            )
        )
    return found
