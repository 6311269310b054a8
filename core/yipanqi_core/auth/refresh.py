"""Refresh tokens: opaque, kept only as digests, each good once; a family is everything that one sign-in gave."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, insert, update

from yipanqi_core.auth.errors import TokenRefusedError
from yipanqi_core.auth.queries import family_end
from yipanqi_core.auth.tables import refresh_tokens
from yipanqi_core.identifiers import new_id
from yipanqi_core.tenants.scope import Scope

LIVES_FOR = timedelta(days=7)
"""From the sign-in on; renewing does not prolong it."""

_now = func.clock_timestamp()


async def issue_refresh_token(scope: Scope, user_id: UUID, family: UUID) -> str:
    """Make a refresh token of a family and keep its digest."""
    token = f"{scope.tenant_id.hex}.{secrets.token_urlsafe(32)}"
    ends = func.coalesce(family_end(scope.tenant_id, family), _now + LIVES_FOR)
    await scope.connection.execute(
        insert(refresh_tokens).values(
            tenant_id=scope.tenant_id,
            id=new_id(),
            user_id=user_id,
            family=family,
            digest=_digest(token),
            expires_at=ends,
        )
    )
    return token


def read_refresh_token(token: str) -> tuple[UUID, bytes]:
    """Take a refresh token apart: the tenant to look in (a guess, until found there) and the digest to look for."""
    tenant, dot, secret = token.partition(".")
    if len(token) > 128 or len(tenant) != 32 or not dot or not secret or not token.isascii():
        raise TokenRefusedError("refresh token's form")
    try:
        return UUID(hex=tenant), _digest(token)
    except ValueError as error:
        raise TokenRefusedError("refresh token's form") from error


async def spend(scope: Scope, token_id: UUID) -> None:
    """Mark a refresh token as used."""
    r = refresh_tokens.c
    await scope.connection.execute(
        update(refresh_tokens).where(r.tenant_id == scope.tenant_id, r.id == token_id).values(spent_at=_now)
    )


async def end_family(scope: Scope, family: UUID) -> None:
    """End one sign-in: its refresh tokens at once, its access token with the next request that looks."""
    r = refresh_tokens.c
    await scope.connection.execute(
        update(refresh_tokens)
        .where(r.tenant_id == scope.tenant_id, r.family == family, r.revoked_at.is_(None))
        .values(revoked_at=_now)
    )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
