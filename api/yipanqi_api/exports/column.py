"""A column of an exported list, and how what stands in it is found in the item shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yipanqi_api.references import Word
from yipanqi_core.vocabulary import Colour
from yipanqi_core.workbook.writer import ColumnKind

_COLOURS = {colour.value: colour for colour in Colour}


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column of an exported list: its heading, what of the shown item stands in it."""

    heading: str
    value: Callable[[Any], object]
    kind: ColumnKind = ColumnKind.TEXT
    width: float = 14


def path(*names: str) -> Callable[[Any], Any]:
    """Give what stands at the end of these attributes, None where one is missing."""

    def value(item: Any) -> Any:
        for name in names:
            item = None if item is None else getattr(item, name)
        return item

    return value


def coloured(*names: str) -> Callable[[Any], Any]:
    """Give a shown colour as the writer fills it; what is no colour stays its word."""
    at = path(*names)

    def value(item: Any) -> Any:
        word: Word | None = at(item)
        return None if word is None else _COLOURS.get(word.code, word.label)

    return value
