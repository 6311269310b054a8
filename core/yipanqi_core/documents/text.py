"""Text that people typed, made fit for a page: nothing invisible, nothing that a file format would refuse."""

import re
import unicodedata

_LINE_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# Overrides of the writing direction can make a line read otherwise than it is stored.
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LONGEST_WORD = 12


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines that hold anything, cleaned and without spaces at their ends."""
    cleaned = (_cleaned(line).strip() for line in _LINE_BREAKS.split(text))
    return tuple(line for line in cleaned if line)


def line_of(text: str) -> str:
    """Return the text as one cleaned line."""
    return " ".join(lines_of(text))


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
