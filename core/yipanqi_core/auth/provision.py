"""Giving out access from the command line: the first password of a user, and who can sign in."""

from dataclasses import dataclass

from yipanqi_core.auth.accounts import set_password
from yipanqi_core.auth.passwords import hash_now, require_strong
from yipanqi_core.people.queries import find_user_id, user_rows
from yipanqi_core.refusals import NotFoundError
from yipanqi_core.tenants.scope import Scope


@dataclass(frozen=True, slots=True)
class Listed:
    """A user as the command line lists them."""

    login: str
    name: str
    unit: str
    role: str
    can_sign_in: bool


async def give_password(scope: Scope, login: str, password: str) -> None:
    """Set a user's password. Raises NotFoundError, WeakPasswordError."""
    user_id = await find_user_id(scope.connection, scope.tenant_id, login)
    if user_id is None:
        raise NotFoundError(f"没有登录名为“{login}”的用户；可用 `yipanqi user list` 查看")
    require_strong(password, login)
    await set_password(scope, user_id, hash_now(password))


async def list_users(scope: Scope) -> list[Listed]:
    """List the county's users."""
    return [
        Listed(row.login, row.name, row.unit, row.role, row.password_hash is not None and row.disabled_at is None)
        for row in await user_rows(scope.connection, scope.tenant_id)
    ]
