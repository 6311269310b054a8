"""How posts look."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.references import Reference


class PostRow(msgspec.Struct, kw_only=True):
    """A post with who holds it today and the portfolio that goes with it."""

    id: UUID
    title: str
    unit: Reference
    holder: Annotated[Reference | None, Meta(description="今日任职者；空缺为 null")]
    held_since: date | None
    portfolio: Annotated[list[str], Meta(description="分管领域")]
    leads: Annotated[int, Meta(description="包抓项目数")]

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        return cls(**shown(row))


class Tenure(msgspec.Struct):
    """A stretch in which someone held the post; `to_on` is the successor's first day."""

    person: Reference
    from_on: date | None
    to_on: date | None
    portfolio: list[str]


class PostView(PostRow, kw_only=True):
    """A post with everyone who has held it, the latest first."""

    tenures: list[Tenure]

    @classmethod
    def with_tenures(cls, row: Any, tenures: Any) -> Self:
        """Show a post."""
        held = [Tenure(Reference(one.id, one.name), one.from_on, one.to_on, list(one.portfolio)) for one in tenures]
        return cls(**shown(row), tenures=held)


def shown(row: Any) -> dict[str, Any]:
    """Give what a list and one post show alike."""
    return {
        "id": row.id,
        "title": row.title,
        "unit": Reference(row.unit_id, row.unit),
        "holder": Reference.maybe(row.holder_id, row.holder),
        "held_since": row.from_on,
        "portfolio": list(row.portfolio or ()),
        "leads": row.leads,
    }
