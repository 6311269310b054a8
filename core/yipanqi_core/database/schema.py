"""How tables are declared: tenant first in every key, closed sets as checked text, money as numeric in 万元."""

from collections.abc import Iterable

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.schema import SchemaItem

from yipanqi_core.vocabulary import Labelled

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

APP_ROLE = "yipanqi_app"
"""The database role every request and job works as: neither owner nor superuser nor BYPASSRLS."""


def tenant_table(name: str, *items: SchemaItem, key: tuple[str, ...] = ("id",), append_only: bool = False) -> Table:
    """Declare a table whose every row belongs to a tenant; its primary key is `tenant_id` and then `key`.

    `append_only` says that the application may add rows and never change or remove one; migrations grant accordingly.
    """
    identity = [Column("id", Uuid, nullable=False)] if key == ("id",) else []
    return Table(
        name,
        metadata,
        Column("tenant_id", Uuid, ForeignKey("tenants.id"), nullable=False),
        *identity,
        *items,
        PrimaryKeyConstraint("tenant_id", *key),
        info={"tenant": True, "append_only": append_only},
    )


def reference(column: str, target: str, *, nullable: bool = False) -> tuple[SchemaItem, SchemaItem]:
    """Declare a column that points to a row of `target` within the same tenant."""
    return (
        Column(column, Uuid, nullable=nullable),
        ForeignKeyConstraint(["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"]),
    )


def choice(
    name: str, words: type[Labelled] | Iterable[str], *, nullable: bool = False
) -> tuple[SchemaItem, SchemaItem]:
    """Declare a text column that takes only these words (text with a check stays leakproof and indexable)."""
    allowed = ", ".join(f"'{word!s}'" for word in words)
    return (
        Column(name, Text, nullable=nullable),
        CheckConstraint(f"{name} IN ({allowed})", name=f"{name}_known"),
    )


def money(name: str, *, nullable: bool = True) -> Column[object]:
    """Declare an amount in 万元 with two decimals."""
    return Column(name, Numeric(18, 2), nullable=nullable)


def day(name: str, *, nullable: bool = True) -> Column[object]:
    """Declare a local date (Asia/Shanghai)."""
    return Column(name, Date, nullable=nullable)


def instant(name: str, *, nullable: bool = True, now: bool = False) -> Column[object]:
    """Declare an instant, by the database's clock when `now`."""
    default = func.clock_timestamp() if now else None
    return Column(name, DateTime(timezone=True), nullable=nullable, server_default=default)
