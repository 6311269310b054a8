"""What a process holds open for its requests."""

from dataclasses import dataclass
from typing import Any

from litestar.connection import ASGIConnection
from redis.asyncio import Redis

from yipanqi_api.bell import Bell
from yipanqi_api.events.watching import Watching
from yipanqi_api.identities import Identities
from yipanqi_api.limits import Limits
from yipanqi_core.auth.keys import Keyring
from yipanqi_core.auth.passwords import Passwords
from yipanqi_core.auth.service import Auth
from yipanqi_core.auth.tokens import Tokens
from yipanqi_core.database.connection import Database
from yipanqi_core.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """One of each for the process."""

    settings: Settings
    database: Database
    keyring: Keyring
    tokens: Tokens
    auth: Auth
    identities: Identities
    valkey: Redis
    bell: Bell
    watching: Watching
    limits: Limits

    async def close(self) -> None:
        """Give all connections back."""
        await self.bell.aclose()
        await self.valkey.aclose()
        await self.database.close()


def open_services(settings: Settings) -> Services:
    """Make the services; nothing connects before the first use."""
    database = Database(settings.database_url, pool_size=settings.pool_size)
    keyring = Keyring(database)
    tokens = Tokens(keyring, settings.issuer)
    auth = Auth(database, tokens, Passwords(settings.passwords_at_once))
    valkey = Redis.from_url(settings.valkey_url, socket_timeout=2, socket_connect_timeout=2)
    return Services(
        settings,
        database,
        keyring,
        tokens,
        auth,
        Identities(auth),
        valkey,
        Bell(settings.valkey_url),
        Watching(database),
        Limits(settings.requests_each_minute),
    )


def services_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Services:
    """Give the services of the application that serves this connection."""
    services: Services = connection.app.state.services
    return services
