"""The audit trail as a chain, link by link; what text and engine judged an assessment, and by which revision."""

import sqlalchemy as sa
from alembic import op

from yipanqi_core.database.isolation import protect
from yipanqi_core.database.schema import APP_ROLE

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# Each part is preceded by its length, so that nothing can be moved from one part into the next.
_FUNCTIONS = (
    """
    CREATE FUNCTION audit_part(part bytea) RETURNS bytea LANGUAGE sql IMMUTABLE
      AS $$ SELECT convert_to(octet_length(part)::text || ':', 'UTF8') || part $$
    """,
    """
    CREATE FUNCTION audit_link(previous text, place bigint, one audit) RETURNS text LANGUAGE sql IMMUTABLE
      SET search_path = public, pg_temp AS $$
        SELECT encode(sha256(
          audit_part(convert_to(previous, 'UTF8')) || audit_part(convert_to(place::text, 'UTF8'))
          || audit_part(convert_to(one.id::text, 'UTF8'))
          || audit_part(convert_to((extract(epoch FROM one.at) * 1000000)::bigint::text, 'UTF8'))
          || audit_part(convert_to(one.actor, 'UTF8')) || audit_part(convert_to(one.action, 'UTF8'))
          || audit_part(convert_to(one.subject, 'UTF8'))
          || audit_part(convert_to(coalesce('=' || one.trace, ''), 'UTF8')) || audit_part(one.body)
        ), 'hex') $$
    """,
    """
    CREATE FUNCTION link_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
      SET search_path = public, pg_temp AS $$
      DECLARE last record; acting text := current_setting('app.tenant_id', true);
      BEGIN
        -- A handover writes in a county's trail on a city's behalf, and row-level security binds the owner too.
        PERFORM set_config('app.tenant_id', NEW.tenant_id::text, true);
        PERFORM pg_advisory_xact_lock(hashtextextended(NEW.tenant_id::text || ' audit', 0));
        SELECT number, link INTO last FROM audit_links WHERE tenant_id = NEW.tenant_id ORDER BY number DESC LIMIT 1;
        INSERT INTO audit_links (tenant_id, number, audit_id, link) VALUES (
          NEW.tenant_id, coalesce(last.number, 0) + 1, NEW.id,
          audit_link(coalesce(last.link, NEW.tenant_id::text), coalesce(last.number, 0) + 1, NEW)
        );
        PERFORM set_config('app.tenant_id', coalesce(acting, ''), true);
        RETURN NULL;
      END $$
    """,
    "REVOKE ALL ON FUNCTION audit_part(bytea), audit_link(text, bigint, audit), link_audit() FROM PUBLIC",
)

# At the very end of a transaction, when it asks for nothing else any more: whoever waits here holds up nobody.
_TRIGGER = """
CREATE CONSTRAINT TRIGGER link_audit AFTER INSERT ON audit
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION link_audit()
"""

_PAST = """
DO $$
DECLARE one audit; county uuid; place bigint; previous text;
BEGIN
  FOR one IN SELECT * FROM audit ORDER BY tenant_id, id LOOP
    IF county IS DISTINCT FROM one.tenant_id THEN
      county := one.tenant_id; place := 0; previous := one.tenant_id::text;
    END IF;
    place := place + 1;
    previous := audit_link(previous, place, one);
    INSERT INTO audit_links (tenant_id, number, audit_id, link) VALUES (county, place, one.id, previous);
  END LOOP;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "audit_links",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("audit_id", sa.Uuid(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_audit_links_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "number", name=op.f("pk_audit_links")),
        sa.UniqueConstraint("tenant_id", "audit_id", name=op.f("uq_audit_links_tenant_id_audit_id")),
    )
    for statement in _FUNCTIONS:
        op.execute(statement)
    op.execute("ALTER TABLE audit NO FORCE ROW LEVEL SECURITY")  # row-level security binds the owner too
    op.execute(_PAST)
    op.execute("ALTER TABLE audit FORCE ROW LEVEL SECURITY")
    for statement in protect("audit_links", rights="SELECT"):  # only the trigger adds links, as the schema's owner
        op.execute(statement)
    op.execute(f"REVOKE INSERT, UPDATE, DELETE ON audit_links FROM {APP_ROLE}")
    op.execute(_TRIGGER)
    op.add_column("assessments", sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
    op.add_column("assessments", sa.Column("text_fingerprint", sa.Text()))
    op.add_column("assessments", sa.Column("engine_fingerprint", sa.Text()))


def downgrade() -> None:
    for column in ("engine_fingerprint", "text_fingerprint", "revision"):
        op.drop_column("assessments", column)
    op.execute("DROP TRIGGER link_audit ON audit")
    op.drop_table("audit_links")
    op.execute("DROP FUNCTION link_audit(), audit_link(text, bigint, audit), audit_part(bytea)")
