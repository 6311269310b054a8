"""Who may call a route: everyone signed in by default, and then only who holds the permission that it names."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from yipanqi_api.limits import note_left
from yipanqi_api.openness import is_open
from yipanqi_api.problems.general import SIGN_IN_REQUIRED
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_api.refusing import refuse
from yipanqi_api.services import services_of
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, holds

Connection = ASGIConnection[Any, Any, Any, Any]


async def require_sign_in(connection: Connection, handler: BaseRouteHandler) -> None:
    """Let in who carries a good access token of someone who may still use it; the guard of the whole application."""
    connection.app.state.load.require(connection.scope["path"])
    if is_open(handler.opt):
        return
    token = bearer_of(connection)
    services = services_of(connection)
    identity = await services.identities.of(await services.tokens.verify(token))
    connection.scope["user"] = identity
    note_left(connection.scope, services.limits.take(identity.user_id))


def bearer_of(connection: Connection) -> str:
    """Give the access token that a request carries. Raises ProblemError when it carries none, or two."""
    values = connection.headers.getall("authorization", [])
    scheme, _, token = values[0].partition(" ") if len(values) == 1 else ("", "", "")
    if scheme.lower() != "bearer" or not token:
        raise ProblemError(SIGN_IN_REQUIRED)
    return token


class Requires:
    """A guard that asks for one permission; the documentation and the tests read it from the route."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    async def __call__(self, connection: Connection, handler: BaseRouteHandler) -> None:
        """Let pass or raise PermissionRefusedError; a coroutine, or Litestar would run it in a thread."""
        identity: Identity = connection.scope["user"]
        if not holds(identity.role, self.permission):
            await refuse(connection, handler, self.permission)


def requires(permission: Permission) -> Callable[[Connection, BaseRouteHandler], Awaitable[None]]:
    """Make the guard for a permission."""
    return Requires(permission)


def permissions_asked(handler: BaseRouteHandler) -> tuple[Permission, ...]:
    """List the permissions that a route asks for."""
    return tuple(guard.permission for guard in handler.resolve_guards() if isinstance(guard, Requires))
