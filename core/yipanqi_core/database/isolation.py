"""Row-level security as migrations lay it: one policy per table, FORCE, and no more rights than its use needs."""

from collections.abc import Iterable

from yipanqi_core.database.schema import APP_ROLE

CURRENT_TENANT = "nullif(current_setting('app.tenant_id', true), '')::uuid"
"""The bare expression of every policy: no set tenant, no rows."""


def create_role() -> Iterable[str]:
    """Give the statements that make the application role, if the cluster lacks it, and let the migrator use it."""
    yield f"""
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
        CREATE ROLE {APP_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$
    """
    yield f"""
    DO $$ BEGIN
      IF NOT pg_has_role(current_user, '{APP_ROLE}', 'MEMBER') THEN
        GRANT {APP_ROLE} TO CURRENT_USER;
      END IF;
    END $$
    """
    yield f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}"


def protect(table: str, *, rights: str = "SELECT, INSERT, UPDATE, DELETE", key: str = "tenant_id") -> Iterable[str]:
    """Give the statements that bind a table's rows to the transaction's tenant; `rights` are the application's."""
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield (f"CREATE POLICY tenant ON {table} USING ({key} = {CURRENT_TENANT}) WITH CHECK ({key} = {CURRENT_TENANT})")
    yield f"REVOKE ALL ON {table} FROM PUBLIC"
    yield f"GRANT {rights} ON {table} TO {APP_ROLE}"
