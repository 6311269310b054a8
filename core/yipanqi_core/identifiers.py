"""Identifiers: UUIDv7 made by the application, so that keys sort by the time of their making."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Make a fresh time-ordered identifier."""
    return uuid7()
