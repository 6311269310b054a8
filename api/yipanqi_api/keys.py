"""The keys that verify our tokens, for services beside this one."""

from typing import Any

import msgspec
from litestar import Request, get

from yipanqi_api.openness import OPEN
from yipanqi_api.services import services_of


class Jwk(msgspec.Struct):
    """A public Ed25519 key (RFC 8037)."""

    kty: str
    crv: str
    use: str
    alg: str
    kid: str
    x: str


class Jwks(msgspec.Struct):
    """A JSON Web Key Set (RFC 7517)."""

    keys: list[Jwk]


@get("/.well-known/jwks.json", operation_id="ReadKeys", summary="验证访问令牌的公钥", tags=["auth"], opt=OPEN)
async def read_keys(request: Request[Any, Any, Any]) -> Jwks:
    """The public keys of every signing key that is not retired, the newest first."""
    keys = await services_of(request).keyring.current()
    return Jwks([Jwk(**key) for key in keys.jwks()])
