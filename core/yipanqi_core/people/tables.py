"""Tables of units, posts, appointments and users."""

from sqlalchemy import ARRAY, CheckConstraint, Column, Index, Integer, Text, UniqueConstraint, text

from yipanqi_core.database.schema import choice, day, instant, reference, tenant_table
from yipanqi_core.vocabulary import Role, UnitKind

_EMPTY = text("'{}'")

units = tenant_table(
    "units",
    Column("name", Text, nullable=False),
    *choice("kind", UnitKind),
    Column("assessment_group", Text),
    Column("short_names", ARRAY(Text), nullable=False, server_default=_EMPTY),
    Column("credit_code", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("tenant_id", "name"),
)

posts = tenant_table(
    "posts",
    *reference("unit_id", "units"),
    Column("title", Text, nullable=False),
    UniqueConstraint("tenant_id", "unit_id", "title"),
)

users = tenant_table(
    "users",
    Column("login", Text, nullable=False),
    Column("name", Text, nullable=False),
    *reference("unit_id", "units"),
    *choice("role", Role),
    Column("office_phone", Text),
    Column("password_hash", Text),  # NULL: this person cannot sign in yet
    Column("failed_attempts", Integer, nullable=False, server_default="0"),
    instant("locked_until"),
    instant("disabled_at"),
    Column("token_epoch", Integer, nullable=False, server_default="1"),  # raised: every token so far is void
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("tenant_id", "login"),
)

appointments = tenant_table(
    "appointments",
    *reference("post_id", "posts"),
    *reference("user_id", "users"),
    day("from_on"),
    day("to_on"),  # exclusive: the successor's first day
    Column("portfolio", ARRAY(Text), nullable=False, server_default=_EMPTY),
    CheckConstraint("to_on IS NULL OR from_on IS NULL OR from_on <= to_on", name="in_order"),
)
Index("ix_appointments_post", appointments.c.tenant_id, appointments.c.post_id, appointments.c.from_on)
Index("ix_appointments_user", appointments.c.tenant_id, appointments.c.user_id)
