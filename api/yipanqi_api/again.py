"""Answers given before: whoever asks again, and of whom the very same rows are read, is told the very same.

Nothing is kept of the database: each request reads all rows, and what they stand for is only worked out once.
"""

from collections.abc import Hashable

_MOST = 128  # answers, of some 16 KB each
_given: dict[Hashable, tuple[bytes, str]] = {}


def given_before(key: Hashable) -> tuple[bytes, str] | None:
    """Give the bytes and the tag of an answer by what it rests on."""
    found = _given.pop(key, None)
    if found is not None:
        _given[key] = found  # the latest asked for is the last to go
    return found


def remember(key: Hashable, answer: tuple[bytes, str]) -> None:
    """Keep an answer by everything that it rests on."""
    if len(_given) >= _MOST:
        _given.pop(next(iter(_given)))
    _given[key] = answer
