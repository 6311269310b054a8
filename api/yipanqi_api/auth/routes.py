"""Signing in, renewing, signing out, one's own account."""

from typing import Any

from litestar import Request, Router, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from yipanqi_api.auth.views import ChangePassword, Me, Refresh, SignIn, TokenView
from yipanqi_api.guards import requires
from yipanqi_api.openapi.refusals import refuses
from yipanqi_api.openness import OPEN
from yipanqi_api.problems.general import SIGN_IN_REQUIRED
from yipanqi_api.problems.signing_in import SIGN_IN_REFUSED, WEAK_PASSWORD, WRONG_PASSWORD
from yipanqi_api.services import services_of
from yipanqi_api.tracing import trace_of
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission
from yipanqi_core.tenants.scope import Scope


@post(
    "/token",
    status_code=200,
    operation_id="SignIn",
    summary="登录",
    opt=OPEN,
    responses=refuses(SIGN_IN_REFUSED),
)
async def sign_in(request: Request[Any, Any, Any], data: JSONBody[SignIn]) -> TokenView:
    """Sign in by county, login and password; five failures in a row lock the account for ten minutes."""
    auth = services_of(request).auth
    return TokenView.of(await auth.sign_in(data.county, data.login, data.password, trace_of(request.scope)))


@post(
    "/refresh",
    status_code=200,
    operation_id="RefreshToken",
    summary="用刷新令牌换取新令牌",
    opt=OPEN,
    responses=refuses(SIGN_IN_REQUIRED),
)
async def refresh(request: Request[Any, Any, Any], data: JSONBody[Refresh]) -> TokenView:
    """Renew; the refresh token is spent, and handing it in again ends the whole sign-in."""
    return TokenView.of(await services_of(request).auth.refresh(data.refresh_token, trace_of(request.scope)))


@post(
    "/logout",
    status_code=204,
    operation_id="SignOut",
    summary="退出登录",
    guards=[requires(Permission.READ)],
)
async def sign_out(
    request: Request[Any, Any, Any], transaction: NamedDependency[Scope], identity: NamedDependency[Identity]
) -> None:
    """End this sign-in: its access and refresh tokens are void."""
    services = services_of(request)
    await services.auth.sign_out(transaction, identity)
    services.identities.forget(identity.user_id)


@get("/me", operation_id="ReadMe", summary="当前登录者", guards=[requires(Permission.READ)])
async def read_me(identity: NamedDependency[Identity]) -> Me:
    """Who is signed in: role, unit, posts held today, permissions."""
    return Me.of(identity)


@post(
    "/password",
    status_code=200,
    operation_id="ChangePassword",
    summary="修改本人密码",
    guards=[requires(Permission.READ)],
    responses=refuses(WRONG_PASSWORD, WEAK_PASSWORD),
)
async def change_password(
    request: Request[Any, Any, Any], data: JSONBody[ChangePassword], identity: NamedDependency[Identity]
) -> TokenView:
    """Change one's own password; every other sign-in ends, and this one goes on with the tokens answered."""
    services = services_of(request)
    pair = await services.auth.change_password(
        identity, data.current_password, data.new_password, trace_of(request.scope)
    )
    services.identities.forget(identity.user_id)
    return TokenView.of(pair)


auth_router = Router("/v1/auth", route_handlers=[sign_in, refresh, sign_out, read_me, change_password], tags=["auth"])
