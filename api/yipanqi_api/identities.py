"""Who is asking, read from the county's rows and believed for less than a second."""

import time
from collections.abc import Callable
from uuid import UUID

from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.service import Auth
from yipanqi_core.auth.tokens import Claims

BELIEVED_S = 0.8  # disabling, signing out and a changed role count within one second
_REMEMBERED = 8192


class Identities:
    """A bounded memory of identities; each is dated by the moment before its reading began."""

    def __init__(self, auth: Auth, clock: Callable[[], float] = time.monotonic) -> None:
        self._auth = auth
        self._clock = clock
        self._known: dict[Claims, tuple[float, Identity]] = {}

    async def of(self, claims: Claims) -> Identity:
        """Give the identity a token speaks for. Raises TokenRefusedError when it speaks for nobody any more."""
        known = self._known.get(claims)
        now = self._clock()
        if known is not None and now - known[0] < BELIEVED_S:
            return known[1]
        self._known.pop(claims, None)
        identity = await self._auth.identify(claims)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[claims] = (now, identity)
        return identity

    def forget(self, user_id: UUID) -> None:
        """Forget a user at once, after a change made by this very process."""
        for claims in [claims for claims in self._known if claims.user_id == user_id]:
            del self._known[claims]
