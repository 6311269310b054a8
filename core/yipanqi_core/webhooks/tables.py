"""Tables of webhooks and of each attempt to deliver."""

from sqlalchemy import BigInteger, Column, Index, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY

from yipanqi_core.database.schema import instant, reference, tenant_table

webhooks = tenant_table(
    "webhooks",
    Column("url", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("kinds", ARRAY(Text)),  # NULL: all that is told
    Column("delivered", BigInteger, nullable=False),  # the last number of the trail's chain that is dealt with
    Column("paused", Text),  # why nothing is delivered; NULL while it is
    instant("failing_since"),
    Column("failures", Integer, nullable=False, server_default="0"),  # in a row
    instant("not_before"),
    instant("leased_until"),
    Column("made_by", Text, nullable=False),
    instant("made_at", nullable=False, now=True),
    Column("version", Integer, nullable=False, server_default="1"),
)

webhook_attempts = tenant_table(
    "webhook_attempts",
    *reference("webhook_id", "webhooks"),
    Column("number", BigInteger, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("status", Integer),  # of the answer; NULL when there was none
    Column("error", Text),
    Column("took_ms", Integer, nullable=False),
    instant("at", nullable=False, now=True),
    append_only=True,
)
Index("ix_webhook_attempts", webhook_attempts.c.tenant_id, webhook_attempts.c.webhook_id, webhook_attempts.c.id)
