"""A letter's document as it was frozen at its issue, in blocks for reading, and its files."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, Self
from urllib.parse import quote
from uuid import UUID

import msgspec
from msgspec import Meta

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
Form = Literal["docx", "pdf"]
MEDIA_TYPES: dict[Form, str] = {"docx": DOCX, "pdf": PDF}


class HeadingBlock(msgspec.Struct, tag_field="kind", tag="heading"):
    """A heading that carries its own number."""

    level: Literal[1, 2, 3]
    text: str


class ParagraphBlock(msgspec.Struct, tag_field="kind", tag="paragraph"):
    """A paragraph of the body."""

    text: str


class ListingBlock(msgspec.Struct, tag_field="kind", tag="listing"):
    """Points that the renderer numbers （1）, （2） …"""

    items: tuple[str, ...]


class TableBlock(msgspec.Struct, tag_field="kind", tag="table"):
    """A table with its heading row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str | None = None


class SeriesView(msgspec.Struct):
    """One kind of parts of a chart's bars."""

    name: str
    colour: Annotated[str, Meta(description="RRGGBB", pattern="^[0-9A-F]{6}$")]
    values: tuple[int, ...]


class ChartBlock(msgspec.Struct, tag_field="kind", tag="chart"):
    """A chart of stacked bars, one for each category."""

    caption: str
    categories: tuple[str, ...]
    series: tuple[SeriesView, ...]


Block = HeadingBlock | ParagraphBlock | ListingBlock | TableBlock | ChartBlock


class DocumentView(msgspec.Struct):
    """An official document as data; names and figures as they were on the day of issue."""

    issuer: str
    number: str
    title: str
    addressee: str
    blocks: Annotated[Sequence[Block], Meta(description="正文，依次为标题、段落、列项、表格")]
    signature: str
    dated: date
    copies: tuple[str, ...]
    attachments: tuple[str, ...]

    @classmethod
    def of(cls, stored: bytes) -> Self:
        """Show the stored bytes of a document."""
        body: dict[str, Any] = msgspec.json.decode(stored)
        return msgspec.convert({**body, "blocks": body["paragraphs"]}, cls)


class FileLink(msgspec.Struct):
    """Where a letter can be had as a file."""

    format: Form
    media_type: str
    href: str

    @classmethod
    def all_of(cls, letter_id: UUID) -> list[Self]:
        """Give the links to every form of a letter."""
        return cls.under(f"/v1/letters/{letter_id}/document")

    @classmethod
    def under(cls, path: str) -> list[Self]:
        """Give the links to every form of what lies at this address."""
        return [cls(form, media_type, f"{path}?format={form}") for form, media_type in MEDIA_TYPES.items()]


def attachment(number: str, kind: str, form: Form) -> str:
    """Give the Content-Disposition of a file named by number and kind; plain clients get a plain name."""
    name = quote(f"{number} {kind}.{form}", safe="")
    return f"attachment; filename=\"letter.{form}\"; filename*=UTF-8''{name}"
