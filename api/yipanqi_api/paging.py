"""Lists by key: a page, the cursor to the next, and never an offset."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import parse_qsl, urlencode

import msgspec
from litestar import Request
from litestar.params import QueryParameter

from yipanqi_api.answers import Answer
from yipanqi_api.problems.general import INVALID_CURSOR
from yipanqi_api.problems.kinds import ProblemError

T = TypeVar("T")
Row = TypeVar("Row")
Key = TypeVar("Key", bound=tuple[Any, ...])
_PAGING = {"cursor", "limit", "count"}


class Page(msgspec.Struct, Generic[T]):
    """One page of a list."""

    data: list[T]
    next_cursor: str | None
    has_more: bool
    total: int | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class Paging:
    """What the caller asked of a list; fetch `limit + 1` rows after `after(...)` and hand them to `answer`."""

    limit: int
    cursor: str | None
    count: bool
    path: str
    query: str

    @property
    def whole(self) -> bool:
        """Tell whether all rows go into a file, where nobody can act."""
        return False

    def after(self, key: type[Key]) -> Key | None:
        """Give the key of the last row seen, typed as `tuple[str, UUID]` or the like; None on the first page."""
        if self.cursor is None:
            return None
        try:
            raw = urlsafe_b64decode(self.cursor + "=" * (-len(self.cursor) % 4))
            of, values = msgspec.json.decode(raw, type=tuple[str, Any])
            if of != self._of():
                raise ProblemError(INVALID_CURSOR)
            found: Key = msgspec.convert(values, key)
        except (ValueError, msgspec.MsgspecError) as error:
            raise ProblemError(INVALID_CURSOR) from error
        return found

    def answer(
        self, rows: Sequence[Row], *, key: Callable[[Row], tuple[Any, ...]], view: Callable[[Row], T], total: int | None
    ) -> Answer[Page[T]]:
        """Answer a page from up to `limit + 1` rows; `total` only when `count` was asked."""
        shown = rows[: self.limit]
        following = self._cursor(key(shown[-1])) if len(rows) > self.limit else None
        page = Page([view(row) for row in shown], following, following is not None)
        if total is not None:
            page.total = total
        headers = {} if following is None else {"Link": f'<{self.path}?{self._next_query(following)}>; rel="next"'}
        return Answer(page, headers=headers)

    def _cursor(self, key: tuple[Any, ...]) -> str:
        raw = msgspec.json.encode((self._of(), key))
        return urlsafe_b64encode(raw).rstrip(b"=").decode()

    def _of(self) -> str:
        """Name the list with its filters and order, so that a cursor of another list is refused."""
        rest = sorted((name, value) for name, value in parse_qsl(self.query, True) if name not in _PAGING)
        return hashlib.blake2b(f"{self.path}?{urlencode(rest)}".encode(), digest_size=6).hexdigest()

    def _next_query(self, cursor: str) -> str:
        rest = [(name, value) for name, value in parse_qsl(self.query, True) if name != "cursor"]
        return urlencode([*rest, ("cursor", cursor)])


def provide_paging(
    request: Request[Any, Any, Any],
    limit: Annotated[int, QueryParameter(ge=1, le=200, description="每页条数")] = 50,
    cursor: Annotated[str | None, QueryParameter(max_length=1000, description="上一页给出的 next_cursor")] = None,
    count: Annotated[bool, QueryParameter(description="同时给出总数 total")] = False,
) -> Paging:
    """Give what the caller asked of the list."""
    return Paging(limit, cursor, count, request.scope["path"], request.scope["query_string"].decode("latin-1"))
