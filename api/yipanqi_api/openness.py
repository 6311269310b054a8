"""Which routes need no sign-in: only those that say so."""

from typing import Any

OPEN: dict[str, Any] = {"open": True}
"""Give this as a route's `opt`; every other route refuses who is not signed in."""


def is_open(opt: dict[str, Any]) -> bool:
    """Tell whether a route needs no sign-in."""
    return bool(opt.get("open"))
