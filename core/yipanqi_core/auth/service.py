"""Signing in and out, renewing, and changing a password: each opens and commits its own transaction.

A refusal is decided inside the transaction and raised after its commit, so that the failed attempt stays counted.
"""

from dataclasses import dataclass
from uuid import UUID

from yipanqi_core.audit.service import record
from yipanqi_core.auth.accounts import count_failures, set_password
from yipanqi_core.auth.errors import SignInRefusedError, TokenRefusedError, WrongPasswordError
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.passwords import Passwords, require_strong
from yipanqi_core.auth.queries import (
    Account,
    lock_account,
    lock_account_by_id,
    lock_refresh_token,
    read_identity,
)
from yipanqi_core.auth.refresh import end_family, issue_refresh_token, read_refresh_token, spend
from yipanqi_core.auth.tokens import LIFETIME_S, Claims, Tokens
from yipanqi_core.database.connection import Database
from yipanqi_core.identifiers import new_id
from yipanqi_core.tenants.queries import find_id
from yipanqi_core.tenants.scope import Scope

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What a sign-in gives: a short-lived access token and one refresh token, good for a single use."""

    access_token: str
    refresh_token: str
    expires_in: int = LIFETIME_S


@dataclass(frozen=True, slots=True)
class Auth:
    """Sign-in and everything around it, over one database."""

    database: Database
    tokens: Tokens
    passwords: Passwords

    async def sign_in(self, county: str, login: str, password: str, trace: str | None = None) -> TokenPair:
        """Sign in by county, login and password; five failures lock the account. Raises SignInRefusedError."""
        async with self.passwords.turn():
            async with self.database.transaction(None) as connection:
                tenant_id = await find_id(connection, county)
            async with self.database.transaction(tenant_id) as connection:
                account = await lock_account(connection, tenant_id or _NOBODY, login)
                actor = account.login if account else "unknown"  # what was typed may be a password: never kept
                scope = Scope(connection, tenant_id or _NOBODY, actor, trace)
                pair = None
                if await self._right(scope, account, password) and account is not None:
                    await record(scope, "sign_in", f"user:{account.id}", {})
                    pair = await self._open(scope, account, new_id())
        if pair is None:
            raise SignInRefusedError
        return pair

    async def refresh(self, token: str, trace: str | None = None) -> TokenPair:
        """Renew by a refresh token; one handed in twice ends its whole sign-in. Raises TokenRefusedError."""
        tenant_id, digest = read_refresh_token(token)
        pair = None
        async with self.database.transaction(tenant_id) as connection:
            stored = await lock_refresh_token(connection, tenant_id, digest)
            if stored is not None and not stored.ended:
                account = await lock_account_by_id(connection, tenant_id, stored.user_id)
                scope = Scope(connection, tenant_id, account.login if account else "?", trace)
                if stored.spent:
                    await end_family(scope, stored.family)
                    await record(scope, "refresh_token_reused", f"user:{stored.user_id}", {"family": stored.family})
                elif account is not None and not account.disabled:
                    await spend(scope, stored.id)
                    pair = await self._open(scope, account, stored.family)
        if pair is None:
            raise TokenRefusedError("refresh token")
        return pair

    async def sign_out(self, scope: Scope, identity: Identity) -> None:
        """End the sign-in that this identity came by: its access and refresh tokens."""
        await end_family(scope, identity.session_id)
        await record(scope, "sign_out", f"user:{identity.user_id}", {})

    async def change_password(self, identity: Identity, current: str, new: str, trace: str | None = None) -> TokenPair:
        """Change one's own password, which ends every other sign-in. Raises WeakPasswordError, WrongPasswordError."""
        require_strong(new, identity.login)
        pair = None
        async with self.passwords.turn(), self.database.transaction(identity.tenant_id) as connection:
            scope = Scope(connection, identity.tenant_id, identity.login, trace)
            account = await lock_account_by_id(connection, identity.tenant_id, identity.user_id)
            if await self._right(scope, account, current) and account is not None:
                epoch = await set_password(scope, account.id, await self.passwords.hash(new))
                pair = await self._open(scope, account, new_id(), epoch)
        if pair is None:
            raise WrongPasswordError
        return pair

    async def identify(self, claims: Claims) -> Identity:
        """Read who a verified token speaks for, as of now. Raises TokenRefusedError."""
        async with self.database.transaction(claims.tenant_id) as connection:
            identity = await read_identity(
                connection,
                tenant_id=claims.tenant_id,
                user_id=claims.user_id,
                session_id=claims.session_id,
                epoch=claims.epoch,
            )
        if identity is None:
            raise TokenRefusedError("ended, disabled or outdated")
        return identity

    async def _right(self, scope: Scope, account: Account | None, password: str) -> bool:
        """Verify a password and keep count; the same statements run whether or not the name is known."""
        matches = await self.passwords.verify(account.password_hash if account else None, password)
        if account is not None and matches and not account.disabled and not account.locked:
            if account.failed_attempts:
                await count_failures(scope, account.id, 0)
            return True
        failures = 1 if account is None or account.lock_passed else account.failed_attempts + (not account.locked)
        subject = account.id if account else _NOBODY
        await count_failures(scope, subject, failures, still_locked=account is not None and account.locked)
        if scope.tenant_id != _NOBODY:
            await record(scope, "sign_in_refused", f"user:{subject}", {"failures": failures})
        return False

    async def _open(self, scope: Scope, account: Account, family: UUID, epoch: int | None = None) -> TokenPair:
        refresh = await issue_refresh_token(scope, account.id, family)
        access = await self.tokens.sign(
            tenant_id=scope.tenant_id,
            user_id=account.id,
            session_id=family,
            role=account.role,
            epoch=account.epoch if epoch is None else epoch,
        )
        return TokenPair(access, refresh)
