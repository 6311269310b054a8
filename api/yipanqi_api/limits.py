"""How much one person may ask for, and how much a process takes on at once: the rest hears when to come again."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yipanqi_api.problems.general import OVERLOADED, RATE_LIMITED
from yipanqi_api.problems.kinds import ProblemError

_REMEMBERED = 16_384
_LEFT = "left"
_LIGHT = ("/health/", "/v1/events")
MINUTE_S = 60.0
AT_ONCE = 256
"""Requests that a process has under way; each further one is turned away at once instead of waiting with the others."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person has left of the limit."""

    limit: int
    remaining: int
    reset_s: int  # whole seconds until all is there again

    def texts(self) -> dict[str, str]:
        """Give the headers that say so."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset_s),
        }


class Limits:
    """One of a process: so many requests a minute for each person, which come back evenly (GCRA)."""

    def __init__(self, each_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = each_minute
        self._interval = MINUTE_S / each_minute
        self._clock = clock
        self._free_at: dict[UUID, float] = {}

    def take(self, user_id: UUID) -> Standing:
        """Count a request. Raises ProblemError with Retry-After when the person has none left."""
        now = self._clock()
        free_at = max(self._free_at.get(user_id, now), now) + self._interval
        owed = free_at - now
        if owed > MINUTE_S + 1e-9:
            again = max(1, math.ceil(owed - MINUTE_S))
            headers = Standing(self._limit, 0, math.ceil(owed - self._interval)).texts()
            raise ProblemError(RATE_LIMITED, headers={**headers, "Retry-After": str(again)})
        if len(self._free_at) >= _REMEMBERED:
            self._free_at = {one: at for one, at in self._free_at.items() if at > now}
        self._free_at[user_id] = free_at
        return Standing(self._limit, int((MINUTE_S - owed + 1e-9) / self._interval), math.ceil(owed))


class Load:
    """What a process has under way; streams mostly wait, and health must be told: neither counts."""

    def __init__(self) -> None:
        self.under_way = 0

    @contextmanager
    def counted(self, path: str) -> Iterator[None]:
        """Count a request while it is under way."""
        weight = not path.startswith(_LIGHT)
        self.under_way += weight
        try:
            yield
        finally:
            self.under_way -= weight

    def require(self, path: str) -> None:
        """Let pass or raise ProblemError when more is under way than the process takes on."""
        if self.under_way > AT_ONCE and not path.startswith(_LIGHT):
            raise ProblemError(OVERLOADED)


def note_left(scope: Any, standing: Standing) -> None:
    """Keep with a request what its person has left."""
    scope["state"][_LEFT] = standing


def left_of(scope: Any) -> list[tuple[bytes, bytes]]:
    """Give the headers that say what the request's person has left, none where nobody is known."""
    left: Standing | None = scope.get("state", {}).get(_LEFT)
    if left is None:
        return []
    return [(name.lower().encode(), value.encode()) for name, value in left.texts().items()]
