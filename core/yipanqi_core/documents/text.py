"""Text that people typed, made fit for a page: nothing invisible, nothing that a file format would refuse."""

import re
import unicodedata

_LINE_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# Overrides of the writing direction can make a line read otherwise than it is stored.
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LONGEST_WORD = 12
_DAY = re.compile(
    r"(?:(?<=[^\x00-\x7f]) )?"  # a space between Chinese and the figures goes
    r"(?<![\w-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\w-])"
    r"(?: (?=[^\x00-\x7f]))?",
    re.ASCII,
)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines that hold anything, cleaned and without spaces at their ends."""
    cleaned = (_cleaned(line).strip() for line in _LINE_BREAKS.split(text))
    return tuple(line for line in cleaned if line)


def line_of(text: str) -> str:
    """Return the text as one cleaned line."""
    return " ".join(lines_of(text))


def official(text: str) -> str:
    """Write days and months of ISO form (2024-06-30, 2024-06) as documents do, without a space towards Chinese.

    What only looks so stays: a part of a longer code, such as 2407-140522-04-01-123456.
    """

    def written(found: re.Match[str]) -> str:
        year, month, day = found.groups()
        return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")

    return _DAY.sub(written, text)


def width_of(text: str) -> float:
    """Return the width in characters: 1 for what is set full width, ½ for Latin letters and digits."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def breakable(text: str, mark: str = "\u200b") -> str:
    """Put `mark` into words too long to be kept whole, so that a line may turn inside them."""
    return re.sub(rf"[!-~]{{{_LONGEST_WORD}}}(?=[!-~])", lambda found: found.group() + mark, text)


def _cleaned(line: str) -> str:
    return "".join(" " if char == "\t" else char for char in line if char == "\t" or _printable(char))


def _printable(char: str) -> bool:
    if unicodedata.category(char) in ("Cc", "Cs") or char in _DIRECTION_MARKS:
        return False
    point = ord(char)
    return not (0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE)
