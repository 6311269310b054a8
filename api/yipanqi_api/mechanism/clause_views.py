"""The document's parts and clauses as they are shown, with what rests on each."""

from typing import Annotated

import msgspec
from msgspec import Meta

from yipanqi_api.references import Word


class SectionView(msgspec.Struct):
    """A part of the document with the clauses in it."""

    code: str
    title: str
    clauses: Annotated[list[str], Meta(description="条款编号")]


class ClauseView(msgspec.Struct):
    """A numbered place of the document."""

    id: str
    title: str
    article: Annotated[str, Meta(description="原文出处")]
    section: Word | None
    places: Annotated[list[str], Meta(description="在 frameworks 各结构中的位置")] = []


class UseView(msgspec.Struct):
    """Something that rests on a clause."""

    kind: Annotated[
        str, Meta(description="gate、clock、check、letter、task、record、schedule、scoring、track、parameter")
    ]
    code: str
    title: str


class ClauseInUse(msgspec.Struct):
    """A clause with everything in the mechanism that rests on it."""

    id: str
    title: str
    article: str
    section: Word | None
    edition: str
    used_by: list[UseView]
