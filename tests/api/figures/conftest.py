"""A county under 阳城's mechanism with its people signed in."""

from tests.api.racing_county import enter, open_county

__all__ = ["enter", "open_county"]
