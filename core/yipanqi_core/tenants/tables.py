"""Tables of tenants, their bound seats and their dated parameters."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from yipanqi_core.database.schema import choice, day, instant, metadata, reference, tenant_table

tenants = Table(
    "tenants",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    *choice("kind", ("county", "city")),
    Column("parent_id", Uuid, ForeignKey("tenants.id")),
    Column("mechanism", Text),
    day("live_from"),  # scheduled work begins here; what lies before is only assessed on demand
    day("clock_date"),  # a demonstration county's own date; NULL: the real one
    instant("created_at", nullable=False, now=True),
    CheckConstraint("code ~ '^[a-z][a-z0-9-]{1,30}$'", name="code_form"),
    CheckConstraint("(kind = 'county') = (mechanism IS NOT NULL)", name="county_has_mechanism"),
    info={"tenant_key": "id"},
)

seat_bindings = tenant_table(
    "seat_bindings",
    Column("seat", Text, nullable=False),
    *reference("unit_id", "units", nullable=True),
    *reference("post_id", "posts", nullable=True),
    day("from_on"),
    day("to_on"),
    CheckConstraint("(unit_id IS NULL) <> (post_id IS NULL)", name="unit_or_post"),
)
Index(
    "uq_seat_bindings_open",
    seat_bindings.c.tenant_id,
    seat_bindings.c.seat,
    unique=True,
    postgresql_where=seat_bindings.c.to_on.is_(None),
)

parameter_settings = tenant_table(
    "parameter_settings",
    Column("name", Text, nullable=False),
    day("effective_from", nullable=False),
    Column("value", JSONB, nullable=False),
    Column("reason", Text, nullable=False),
    Column("set_by", Text, nullable=False),
    instant("set_at", nullable=False, now=True),
    UniqueConstraint("tenant_id", "name", "effective_from"),
)
