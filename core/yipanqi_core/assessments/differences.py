"""Differences between what is stored and what it is held against."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

NOTHING = "无"
"""What stands on a side that has nothing there."""

Line = tuple[str, bytes]
"""Whom it concerns, and what is told of it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a stored outcome and its repetition part; NOTHING on the side that lacks it.

    With `tampered` it is not the repetition that differs: what is stored is not what was stored first.
    """

    subject: str
    stored: str
    repeated: str
    tampered: bool = False


def differences(before: Sequence[Line], after: Sequence[Line], *, tampered: bool = False) -> tuple[Difference, ...]:
    """Compare by subject: what one side has more of is told as such, and shifts nothing else."""
    stored, repeated = _less(before, after), _less(after, before)
    return tuple(
        Difference(subject, old, new, tampered)
        for subject in dict.fromkeys([*stored, *repeated])
        for old, new in zip_longest(stored.get(subject, ()), repeated.get(subject, ()), fillvalue=NOTHING)
    )


def _less(lines: Sequence[Line], others: Sequence[Line]) -> dict[str, list[str]]:
    """Give by subject the lines that the others lack, each as often as they lack it."""
    known, found = Counter(others), defaultdict[str, list[str]](list)
    for line in lines:
        if known[line] > 0:
            known[line] -= 1
        else:
            found[line[0]].append(line[1].decode())
    return found
