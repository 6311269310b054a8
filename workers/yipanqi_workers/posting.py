"""Posting to other systems: no redirects, ten seconds, and of the answer its status alone."""

from types import TracebackType
from typing import TYPE_CHECKING, Self

from yipanqi_core.webhooks.delivering import Outcome

if TYPE_CHECKING:
    from httpx import AsyncClient

TIMEOUT_S = 10.0


class Poster:
    """Posts over connections that it keeps; its library is loaded at the first message, which most never send."""

    def __init__(self) -> None:
        self._client: AsyncClient | None = None

    async def __aenter__(self) -> Self:
        """Connect at the first message."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the connections back."""
        if self._client is not None:
            await self._client.aclose()

    async def __call__(self, url: str, headers: dict[str, str], body: bytes) -> Outcome:
        """Post one message."""
        from httpx import AsyncClient, HTTPError, InvalidURL

        if self._client is None:
            self._client = AsyncClient(timeout=TIMEOUT_S, follow_redirects=False, trust_env=False)
        try:
            async with self._client.stream("POST", url, headers=headers, content=body) as answer:
                return Outcome(answer.status_code)
        except (HTTPError, InvalidURL) as error:
            return Outcome(None, f"没有送达：{type(error).__name__} {error}"[:300].strip())
