"""Parts of a project's facts that were not read from the database: whoever looks at one is told its name."""

from functools import cache
from typing import Any, NoReturn


class UnreadError(LookupError):
    """Someone looked at a part of the facts that was not read."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class Unread(tuple[Any, ...]):  # a tuple cannot have slots, so it has a dictionary
    """Stands where a part of the facts would, and for the rows that it would be made of; it cannot be looked at."""

    part: str

    @classmethod
    @cache
    def called(cls, part: str) -> "Unread":
        """Give the one of a part."""
        unread = cls()
        unread.part = part
        return unread

    def get(self, *_: object) -> "Unread":
        """Give itself for the rows of any project."""
        return self

    def _tell(self, *_: object, **__: object) -> NoReturn:
        raise UnreadError(self.part)


_LOOKING = """
    __iter__ __len__ __bool__ __getitem__ __contains__ __reversed__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__
    __hash__ __add__ __radd__ __mul__ __rmul__ __repr__ __str__ __reduce_ex__ count index
"""
for _way in _LOOKING.split():
    setattr(Unread, _way, Unread._tell)  # every way in which a tuple is looked at
