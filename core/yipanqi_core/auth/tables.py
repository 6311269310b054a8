"""Tables of signing keys, refresh tokens and idempotency keys."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text, Uuid

from yipanqi_core.database.schema import instant, metadata, reference, tenant_table

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("kid", Text, primary_key=True),
    Column("private_key", LargeBinary, nullable=False),  # PKCS 8, Ed25519
    Column("public_key", LargeBinary, nullable=False),  # 32 raw bytes
    instant("created_at", nullable=False, now=True),
    instant("retired_at"),
    info={"installation": True},
)

refresh_tokens = tenant_table(
    "refresh_tokens",
    *reference("user_id", "users"),
    Column("family", Uuid, nullable=False),  # one sign-in; reuse of a spent token ends it
    Column("digest", LargeBinary, nullable=False),
    instant("issued_at", nullable=False, now=True),
    instant("expires_at", nullable=False),
    instant("spent_at"),
    instant("revoked_at"),
)
Index("ix_refresh_tokens_digest", refresh_tokens.c.tenant_id, refresh_tokens.c.digest, unique=True)
Index("ix_refresh_tokens_family", refresh_tokens.c.tenant_id, refresh_tokens.c.family)

idempotency_keys = tenant_table(
    "idempotency_keys",
    *reference("user_id", "users"),
    Column("key", Text, nullable=False),
    Column("request_digest", LargeBinary, nullable=False),
    Column("status", Integer),  # NULL: in flight
    Column("headers", Text),
    Column("response", LargeBinary),
    instant("created_at", nullable=False, now=True),
    key=("user_id", "key"),
)
