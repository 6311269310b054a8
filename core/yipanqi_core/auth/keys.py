"""Signing keys (Ed25519): made when first needed, the newest signs, every one not retired verifies."""

import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)
from sqlalchemy import func, insert, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from yipanqi_core.auth.queries import StoredKey, list_keys
from yipanqi_core.auth.tables import signing_keys
from yipanqi_core.database.connection import Database

_LOCK = 0x6B657973  # one maker of keys at a time
_REREAD_S = 30.0  # a retired key is forgotten by every process within this time
_UNKNOWN_S = 1.0  # strange key ids make us look at most this often


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys in use: `kid` and `private` sign, `public` verifies by key id."""

    kid: str
    private: Ed25519PrivateKey
    public: dict[str, Ed25519PublicKey]

    def jwks(self) -> list[dict[str, str]]:
        """Publish the verifying keys as a JSON Web Key Set's members (RFC 8037)."""
        return [
            {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": kid, "x": _base64(key)}
            for kid, key in self.public.items()
        ]


class Keyring:
    """The installation's keys as this process knows them, read again every half minute."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._keys: Keys | None = None
        self._read_at = 0.0

    async def current(self) -> Keys:
        """Give the keys in use, making the first one if there is none."""
        if self._keys is None or self._clock() - self._read_at > _REREAD_S:
            return await self._reread()
        return self._keys

    async def find(self, kid: str) -> Ed25519PublicKey | None:
        """Find a verifying key; an unknown id makes us look again, at most once a second."""
        keys = await self.current()
        if kid not in keys.public and self._clock() - self._read_at > _UNKNOWN_S:
            keys = await self._reread()
        return keys.public.get(kid)

    async def _reread(self) -> Keys:
        async with self._database.transaction(None) as connection:
            stored = await list_keys(connection)
            if not stored:
                stored = [await _make_first(connection)]
        fresh = _load(stored)
        if self._keys is None or self._keys.public.keys() != fresh.public.keys():
            self._keys = fresh  # the same object as long as nothing changed: caches hang on it
        self._read_at = self._clock()
        return self._keys


def _load(stored: list[StoredKey]) -> Keys:
    newest = stored[0]
    private = load_der_private_key(newest.private_key, password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError(f"signing key {newest.kid} is not Ed25519")
    public = {key.kid: Ed25519PublicKey.from_public_bytes(key.public_key) for key in stored}
    return Keys(newest.kid, private, public)


async def _make_first(connection: AsyncConnection) -> StoredKey:
    await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    already = await list_keys(connection)  # another process may have been quicker
    return already[0] if already else await add_key(connection)


async def add_key(connection: AsyncConnection) -> StoredKey:
    """Make a key that signs from now on; older ones verify on until they are retired."""
    private = Ed25519PrivateKey.generate()
    key = StoredKey(
        kid=secrets.token_hex(8),
        private_key=private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        public_key=private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw),
    )
    await connection.execute(
        insert(signing_keys).values(kid=key.kid, private_key=key.private_key, public_key=key.public_key)
    )
    return key


async def retire_keys(connection: AsyncConnection, *, keep: str) -> None:
    """Retire every key but one: what they signed is void within half a minute."""
    k = signing_keys.c
    await connection.execute(
        update(signing_keys).where(k.kid != keep, k.retired_at.is_(None)).values(retired_at=func.clock_timestamp())
    )


def _base64(key: Ed25519PublicKey) -> str:
    return urlsafe_b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).rstrip(b"=").decode()
