"""How bulletins look in a list and one by one, and how inspectors write theirs."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_api.letters.documents import DocumentView, FileLink
from yipanqi_api.values import Instant, local


class BulletinRow(msgspec.Struct, kw_only=True):
    """A bulletin as lists show it."""

    id: UUID
    kind: str
    period: Annotated[str, Meta(examples=["2024-Q2"])]
    number: Annotated[str, Meta(description="文号", examples=["某发改通〔2024〕1号"])]
    title: str
    clause: str
    issued_on: date
    issued_at: Instant
    issued_by: str
    problems: Annotated[int, Meta(description="反馈问题数")]
    open_problems: Annotated[int, Meta(description="尚未确认整改到位的问题数")]
    href: str

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a row."""
        return cls(**_shown(row))


class BulletinView(BulletinRow, kw_only=True):
    """A bulletin with its document as issued; its figures never change."""

    document: DocumentView
    files: list[FileLink]

    @classmethod
    def of(cls, row: Any) -> Self:
        """Show a bulletin's row with its document."""
        path = f"/v1/bulletins/{row.id}/document"
        return cls(**_shown(row), document=DocumentView.of(row.document), files=FileLink.under(path))


class WrittenBulletin(msgspec.Struct, forbid_unknown_fields=True):
    """What a seat writes itself: upon the bulletin of a period, or at will."""

    kind: Annotated[str, Meta(min_length=1, max_length=50, examples=["县委督查通报"])]
    title: Annotated[str, Meta(min_length=1, max_length=200)]
    paragraphs: Annotated[list[Annotated[str, Meta(min_length=1, max_length=4000)]], Meta(min_length=1, max_length=100)]
    period: Annotated[str, Meta(min_length=4, max_length=10, examples=["2024-Q2"])] | None = None


def _shown(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "period": row.period,
        "number": row.number,
        "title": row.title.replace("\n", ""),
        "clause": row.clause,
        "issued_on": row.issued_on,
        "issued_at": local(row.issued_at),
        "issued_by": row.issued_by,
        "problems": row.problems,
        "open_problems": row.open_problems,
        "href": f"/v1/bulletins/{row.id}",
    }
