"""A refusal by role: told with whose the act is, in the county's own words and by its clause."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler

from yipanqi_api.batches.views import Misfit
from yipanqi_api.clauses_of_routes import FINDERS, Asked
from yipanqi_api.editions import edition_today
from yipanqi_api.problems.kinds import ProblemError
from yipanqi_api.services import services_of
from yipanqi_core.auth.identity import Identity
from yipanqi_core.auth.permissions import Permission, require
from yipanqi_core.mechanism.registry import NotInForceError
from yipanqi_core.tenants.scope import Scope

BATCH = "Batch"


async def refuse(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler, asked: Permission) -> None:
    """Raise PermissionRefusedError for someone whose role lacks the permission."""
    who: Identity = connection.scope["user"]
    async with services_of(connection).database.transaction(who.tenant_id) as database:
        scope = Scope(database, who.tenant_id, who.login)
        try:
            edition = await edition_today(scope)
        except NotInForceError:
            require(who.role, asked)
            return
        name = str(getattr(handler, "operation_id", ""))
        many = name not in FINDERS
        find = FINDERS.get(name.removesuffix(BATCH) if many else name)
        clause = None
        if find is not None:
            body = await _body(connection)
            entry = body if not many else next(iter(getattr(body, "entries", ())), None)
            entry = None if isinstance(entry, Misfit) else entry
            named = {**connection.path_params, **({} if entry is body else _named(entry))}
            clause = await find(Asked(scope, edition, named, entry)) if not many or entry is not None else None
        require(who.role, asked, clause, edition.role_title)


def _named(entry: Any) -> dict[str, Any]:
    names = getattr(entry, "__struct_fields__", ())
    return {name: getattr(entry, name) for name in names if name.endswith("_id") or name in ("code", "kind")}


async def _body(connection: Any) -> Any:
    """Read the body as the route would; one that does not fit says nothing."""
    if connection.scope["method"] == "GET" or getattr(connection, "json", None) is None:
        return None
    try:
        return await connection.json()
    except (ProblemError, HTTPException):
        return None
