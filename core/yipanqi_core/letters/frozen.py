"""A letter's document as it is kept: canonical JSON in which each block names its kind."""

from datetime import date
from typing import Any

import msgspec

from yipanqi_core.documents.model import Block, Chart, Heading, Listing, OfficialDocument, Paragraph, Table
from yipanqi_core.documents.text import official
from yipanqi_core.mechanism.canonical import encode

_KINDS: dict[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "listing": Listing,
    "table": Table,
    "chart": Chart,
}


def freeze(document: OfficialDocument) -> bytes:
    """Give the bytes that are stored when the letter is issued and never change; its days are written in Chinese."""
    body = msgspec.to_builtins(document, builtin_types=(date,))
    body["paragraphs"] = [
        {"kind": type(block).__name__.lower(), **_official(msgspec.to_builtins(block))} for block in document.paragraphs
    ]
    return encode(body)


def _official(told: Any) -> Any:
    """Write every day in a block's words, headings and cells as documents do."""
    if isinstance(told, str):
        return official(told)
    if isinstance(told, dict):
        return {name: _official(value) for name, value in told.items()}
    return [_official(one) for one in told] if isinstance(told, list | tuple) else told


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
