"""A letter's document as it is kept: canonical JSON in which each block names its kind."""

from datetime import date
from typing import Any

import msgspec

from yipanqi_core.documents.model import Block, Chart, Heading, Listing, OfficialDocument, Paragraph, Table
from yipanqi_core.mechanism.canonical import encode

_KINDS: dict[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "listing": Listing,
    "table": Table,
    "chart": Chart,
}


def freeze(document: OfficialDocument) -> bytes:
    """Give the bytes that are stored when the letter is issued and never change."""
    body = msgspec.to_builtins(document, builtin_types=(date,))
    body["paragraphs"] = [
        {"kind": type(block).__name__.lower(), **msgspec.to_builtins(block)} for block in document.paragraphs
    ]
    return encode(body)


def thaw(body: bytes) -> OfficialDocument:
    """Rebuild the document from its stored bytes."""
    stored: dict[str, Any] = msgspec.json.decode(body)
    blocks = tuple(
        msgspec.convert({k: v for k, v in block.items() if k != "kind"}, _KINDS[block["kind"]])
        for block in stored.pop("paragraphs")
    )
    shape = {**stored, "paragraphs": blocks}
    shape["dated"] = date.fromisoformat(shape["dated"])
    if shape["printed_on"] is not None:
        shape["printed_on"] = date.fromisoformat(shape["printed_on"])
    return OfficialDocument(**{**shape, "copies": tuple(shape["copies"]), "attachments": tuple(shape["attachments"])})
