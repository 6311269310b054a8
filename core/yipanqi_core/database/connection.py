"""Connections that carry their tenant on the BEGIN of each transaction, and the one way to open a transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from yipanqi_core.database.direct import begun, driver_of, give_back
from yipanqi_core.database.errors import PrivilegedRoleError, UnreachableDatabaseError
from yipanqi_core.database.schema import APP_ROLE

LIMITS = {
    "client_connection_check_interval": "2s",  # the statement of a killed process ends, though it waits for a lock
    "tcp_keepalives_idle": "10s",  # a process whose machine vanished is missed
    "tcp_keepalives_interval": "5s",
    "tcp_keepalives_count": "2",
    "idle_in_transaction_session_timeout": "60s",  # a frozen one loses its transaction, so it cannot finish it late
    "lock_timeout": "30s",  # one county's lock never holds up others for longer
}
"""What every session keeps to: whatever becomes of its process, its locks are free again within half a minute."""


KEPT = {"max_cacheable_statement_size": 0}
"""How the driver keeps statements prepared: however long they are, those of one round trip for many above all."""


class TenantConnection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg ships no types
    """A driver connection whose BEGIN takes `SET LOCAL app.tenant_id` along, so that it costs no round trip."""

    __slots__ = ("planned_once", "tenant")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.tenant: UUID | None = None
        self.planned_once = False

    async def execute(self, query: str, *arguments: Any, timeout: float | None = None) -> str:
        """Send the query; a BEGIN takes the tenant along for just that transaction."""
        if self.tenant is not None and query.startswith("BEGIN"):
            query = f"{query.rstrip(';')}; SET LOCAL app.tenant_id = '{self.tenant}';"
            if self.planned_once:
                query += " SET LOCAL plan_cache_mode = force_generic_plan;"
        return str(await super().execute(query, *arguments, timeout=timeout))


_PRIVILEGES = text(
    "SELECT r.rolsuper OR r.rolbypassrls OR EXISTS ("
    "  SELECT 1 FROM pg_class c WHERE c.relname = 'tenants' AND pg_has_role(r.oid, c.relowner, 'USAGE')"
    ") FROM pg_roles r WHERE r.rolname = current_user"
)


class Database:
    """The application's side of the database: every transaction names a tenant or deliberately none."""

    def __init__(
        self, url: str, *, pool_size: int = 10, assume_role: bool = True, name: str = "yipanqi", flushed: bool = True
    ) -> None:
        """Open lazily at `url` (postgresql+asyncpg://…); `assume_role` steps down to the application role at login.

        Unless `flushed` a commit does not wait for the disk: what a machine that loses power may lose, its last
        transactions whole, must be possible to do again.
        """
        settings = {"application_name": name, "timezone": "Asia/Shanghai", "jit": "off", **LIMITS}
        if not flushed:
            settings["synchronous_commit"] = "off"
        if assume_role:
            settings["role"] = APP_ROLE
        self.engine: AsyncEngine = create_async_engine(
            make_url(url),
            pool_size=pool_size,
            max_overflow=0,
            hide_parameters=True,  # personal data stay out of errors and logs
            pool_timeout=10,
            connect_args={"connection_class": TenantConnection, "server_settings": settings, "timeout": 10, **KEPT},
        )

    @asynccontextmanager
    async def transaction(
        self, tenant_id: UUID | None, *, planned_once: bool = False
    ) -> AsyncIterator[AsyncConnection]:
        """Run one transaction for this tenant: committed at the end of the block, rolled back by any error.

        With `None` no row of any tenant can be seen; only the narrow functions and the installation's own tables.
        `planned_once` is for large statements that find little by key: their first plan serves for all values.
        """
        connection = await self.engine.connect()
        try:
            driver = driver_of(connection)
            if not isinstance(driver, TenantConnection):  # pragma: no cover - a wiring mistake
                raise TypeError(f"connection class is {type(driver).__name__}")
            driver.tenant, driver.planned_once = tenant_id, planned_once
            try:
                async with begun(connection):
                    yield connection
            finally:
                driver.tenant = None
        except BaseException:
            await connection.__aexit__(None, None, None)  # to the end, even if cancelled again meanwhile
            raise
        give_back(connection)

    async def require_unprivileged(self) -> None:
        """Refuse to serve under a role that row-level security does not bind.

        Raises UnreachableDatabaseError or PrivilegedRoleError.
        """
        try:
            async with self.transaction(None) as connection:
                privileged = (await connection.execute(_PRIVILEGES)).scalar_one()
        except (OSError, TimeoutError) as error:
            raise UnreachableDatabaseError.at(self.engine.url, error) from error
        if privileged:
            raise PrivilegedRoleError(
                "当前数据库角色可绕过行级安全（超级用户、属主或 BYPASSRLS），拒绝启动；"
                f"请让应用以角色 {APP_ROLE} 登录，或给登录角色授予 {APP_ROLE}。"
            )

    async def close(self) -> None:
        """Give all connections back to the server."""
        await self.engine.dispose()
