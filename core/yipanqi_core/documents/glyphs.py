"""What the fonts that come with the program can show, read from the fonts themselves."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn

_SEGMENTED_COVERAGE = 12  # the cmap format that reaches beyond U+FFFF


def legible(text: str) -> str:
    """Write characters that no font can show as [U+20BB7], so that a rare name is never a blank box."""
    shown = shown_characters()
    return "".join(char if char in shown or char.isspace() else _stand_in(char) for char in text)


@cache
def shown_characters() -> frozenset[str]:
    """Return every character that one of the two fonts has."""
    fonts = (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path())
    return frozenset().union(*(_characters_of(path) for path in fonts))


def _stand_in(char: str) -> str:
    joins_or_varies = unicodedata.category(char) == "Cf" or unicodedata.name(char, "").startswith("VARIATION SELECTOR")
    return "" if joins_or_varies else f"[U+{ord(char):04X}]"


def _characters_of(path: Path) -> frozenset[str]:
    font = path.read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * index) for index in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (maps,) = struct.unpack_from(">H", font, start + 2)
    for index in range(maps):
        (offset,) = struct.unpack_from(">L", font, start + 8 + 8 * index)
        if struct.unpack_from(">H", font, start + offset) == (_SEGMENTED_COVERAGE,):
            return _segments(font, start + offset)
    raise LookupError(f"字体文件“{path.name}”没有可读的字符表，请重新安装程序的依赖")


def _segments(font: bytes, start: int) -> frozenset[str]:
    (groups,) = struct.unpack_from(">L", font, start + 12)
    bounds = (struct.unpack_from(">LL", font, start + 16 + 12 * index) for index in range(groups))
    return frozenset(chr(point) for first, last in bounds for point in range(first, last + 1))
