"""Colours as answers name them: the four, and the unrated."""

from yipanqi_api.references import Word
from yipanqi_core.vocabulary import Colour

UNRATED = Word("unrated", "未评级")
_WORDS = {colour.value: Word.of(colour) for colour in Colour}


def colour_word(value: str | None) -> Word:
    """Name a rating's value; None is the unrated."""
    return UNRATED if value is None else _WORDS.get(value) or Word(value, value)
