"""How other things are named in an answer: by id and name, posts with who holds them, words with their label."""

from typing import Annotated, Self
from uuid import UUID

import msgspec
from msgspec import Meta

from yipanqi_core.vocabulary import Labelled


class Reference(msgspec.Struct, gc=False):
    """A project, unit or person by id and name."""

    id: UUID
    name: str

    @classmethod
    def maybe(cls, key: UUID | None, name: str | None) -> Self | None:
        """Name it, if there is one."""
        return None if key is None else cls(key, name or "")


class PostReference(msgspec.Struct, gc=False):
    """A post by id and title, with who held it on the day that matters."""

    id: UUID
    title: str
    holder: Annotated[Reference | None, Meta(description="当日任职者；空缺为 null")]


class Word(msgspec.Struct, gc=False):
    """A word of a closed set, or a kind that the mechanism declares, with its Chinese label."""

    code: str
    label: str

    @classmethod
    def of(cls, word: Labelled) -> Self:
        """Show a word."""
        return cls(word.value, word.label)
