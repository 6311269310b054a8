"""Access tokens: signed here, and taken only when every part is exactly as this installation writes it."""

import binascii
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import jwt
import msgspec

from yipanqi_core.auth.errors import TokenRefusedError
from yipanqi_core.auth.keys import Keyring, Keys
from yipanqi_core.identifiers import new_id
from yipanqi_core.vocabulary import Role

ALGORITHM, TYPE, AUDIENCE = "EdDSA", "at+jwt", "yipanqi"
LIFETIME_S = 15 * 60
LONGEST = 4096
_SKEW_S = 5  # clocks of the installation's own machines may differ this much
_REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified access token says; whether it still holds, the county's rows say."""

    tenant_id: UUID
    user_id: UUID
    session_id: UUID
    role: Role
    epoch: int
    expires_at: int


class _Header(msgspec.Struct, forbid_unknown_fields=True):
    alg: str
    kid: str
    typ: str


class _Payload(msgspec.Struct, forbid_unknown_fields=True):
    iss: str
    aud: str
    sub: UUID
    tid: UUID
    sid: UUID
    role: Role
    epoch: Annotated[int, msgspec.Meta(ge=1, lt=2**31)]
    jti: UUID
    iat: int
    nbf: int
    exp: int


class Tokens:
    """Signs access tokens and verifies them; verified ones are remembered (bounded) until they expire."""

    def __init__(self, keyring: Keyring, issuer: str, clock: Callable[[], float] = time.time) -> None:
        self._keyring = keyring
        self._issuer = issuer
        self._clock = clock
        self._verified: dict[str, Claims] = {}
        self._verified_by: Keys | None = None

    async def sign(self, *, tenant_id: UUID, user_id: UUID, session_id: UUID, role: Role, epoch: int) -> str:
        """Sign an access token for one sign-in of a user."""
        keys = await self._keyring.current()
        now = int(self._clock())
        payload = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": str(user_id),
            "tid": str(tenant_id),
            "sid": str(session_id),
            "role": role.value,
            "epoch": epoch,
            "jti": str(new_id()),
            "iat": now,
            "nbf": now,
            "exp": now + LIFETIME_S,
        }
        return jwt.encode(payload, keys.private, algorithm=ALGORITHM, headers={"kid": keys.kid, "typ": TYPE})

    async def verify(self, token: str) -> Claims:
        """Give the claims of a good token. Raises TokenRefusedError."""
        keys = await self._keyring.current()
        if keys is not self._verified_by:  # a key came or was retired: what it signed is judged again
            self._verified.clear()
            self._verified_by = keys
        claims = self._verified.get(token)
        if claims is None:
            claims = await self._verify(token)
            if len(self._verified) >= _REMEMBERED:
                self._verified.pop(next(iter(self._verified)), None)
            self._verified[token] = claims
        if claims.expires_at <= self._clock():
            self._verified.pop(token, None)
            raise TokenRefusedError("expired")
        return claims

    async def _verify(self, token: str) -> Claims:
        header = _header_of(token)
        key = await self._keyring.find(header.kid)
        if key is None:
            raise TokenRefusedError("unknown key")
        try:
            content = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=self._issuer,
                options={
                    "strict_aud": True,
                    "verify_exp": False,  # times are checked below, by the injected clock and as whole numbers only
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
            payload = msgspec.convert(content, _Payload)
        except (jwt.PyJWTError, msgspec.ValidationError, ValueError, TypeError, RecursionError) as error:
            raise TokenRefusedError(type(error).__name__) from error
        return self._claims(payload)

    def _claims(self, payload: _Payload) -> Claims:
        now = self._clock()
        if payload.nbf > now + _SKEW_S or payload.iat > now + _SKEW_S:
            raise TokenRefusedError("not valid yet")
        if not 0 < payload.exp - payload.iat <= LIFETIME_S:
            raise TokenRefusedError("lifetime")
        return Claims(payload.tid, payload.sub, payload.sid, payload.role, payload.epoch, payload.exp)


def _header_of(token: str) -> _Header:
    """Check all that can be checked before any key is touched."""
    if len(token) > LONGEST or not token.isascii():
        raise TokenRefusedError("size or characters")
    parts = token.split(".")
    if len(parts) != 3:
        raise TokenRefusedError("parts")
    first, *_ = [_canonical(part) for part in parts]
    try:
        header = msgspec.json.decode(first, type=_Header)
    except (msgspec.DecodeError, RecursionError) as error:
        raise TokenRefusedError("header") from error
    if header.alg != ALGORITHM or header.typ != TYPE:
        raise TokenRefusedError("algorithm or type")
    return header


def _canonical(part: str) -> bytes:
    """Decode base64url, refusing every second spelling of the same bytes."""
    try:
        raw = urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except (binascii.Error, ValueError) as error:
        raise TokenRefusedError("encoding") from error
    if not raw or urlsafe_b64encode(raw).rstrip(b"=").decode() != part:
        raise TokenRefusedError("encoding")
    return raw
