"""What changes about an account: its password, its count of failures, whether it may be used at all."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, update

from yipanqi_core.audit.service import record
from yipanqi_core.auth.tables import refresh_tokens
from yipanqi_core.people.tables import users
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope

FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=10)
_now = func.clock_timestamp()


async def set_password(scope: Scope, user_id: UUID, password_hash: str) -> int:
    """Set a password (already checked and hashed), end every sign-in of the user, and give the new token epoch."""
    values = {"password_hash": password_hash, "failed_attempts": 0, "locked_until": None}
    epoch = await _change(scope, user_id, values)
    await end_sign_ins(scope, user_id)
    await record(scope, "set_password", f"user:{user_id}", {})
    return epoch


async def disable(scope: Scope, user_id: UUID) -> None:
    """Shut a user out: every token of theirs is void at once."""
    await _change(scope, user_id, {"disabled_at": func.coalesce(users.c.disabled_at, _now)})
    await end_sign_ins(scope, user_id)
    await record(scope, "disable_user", f"user:{user_id}", {})


async def enable(scope: Scope, user_id: UUID) -> None:
    """Let a disabled or locked user sign in again."""
    await _change(scope, user_id, {"disabled_at": None, "failed_attempts": 0, "locked_until": None})
    await record(scope, "enable_user", f"user:{user_id}", {})


async def count_failures(scope: Scope, user_id: UUID, failures: int, *, still_locked: bool = False) -> None:
    """Keep the count of failures in a row; at the fifth the account is locked, and a running lock is not prolonged."""
    values: dict[str, object] = {"failed_attempts": failures}
    if not still_locked:
        values["locked_until"] = _now + LOCKED_FOR if failures >= FAILURES_ALLOWED else None
    u = users.c
    await scope.connection.execute(
        update(users).where(u.tenant_id == scope.tenant_id, u.id == user_id).values(**values)
    )


async def end_sign_ins(scope: Scope, user_id: UUID) -> None:
    """End every sign-in of a user."""
    r = refresh_tokens.c
    await scope.connection.execute(
        update(refresh_tokens)
        .where(r.tenant_id == scope.tenant_id, r.user_id == user_id, r.revoked_at.is_(None))
        .values(revoked_at=_now)
    )


async def _change(scope: Scope, user_id: UUID, values: dict[str, object]) -> int:
    u = users.c
    epoch: int | None = (
        await scope.connection.execute(
            update(users)
            .where(u.tenant_id == scope.tenant_id, u.id == user_id)
            .values(**values, token_epoch=u.token_epoch + 1, version=u.version + 1)
            .returning(u.token_epoch)
        )
    ).scalar_one_or_none()
    if epoch is None:
        raise NotFoundError("没有这个用户")
    return epoch
