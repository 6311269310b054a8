"""Tables of reviews, their rounds and the opinions given."""

from sqlalchemy import ARRAY, Column, Index, Integer, Text

from yipanqi_core.database.schema import choice, day, instant, reference, tenant_table
from yipanqi_core.mechanism.reviews import Opinion, ReviewState

reviews = tenant_table(
    "reviews",
    Column("kind", Text, nullable=False),  # the mechanism's kind of review
    *reference("project_id", "projects"),
    *reference("item_id", "items", nullable=True),  # the item under approval, where it is one
    *choice("state", ReviewState),
    Column("round", Integer, nullable=False),
    Column("application", Integer, nullable=False, server_default="1"),  # a rejected one may begin again as another
    day("opened_on", nullable=False),
    day("closed_on"),
    Column("opened_by", Text, nullable=False),
    Column("clause", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
)
Index("ix_reviews_project", reviews.c.tenant_id, reviews.c.project_id, reviews.c.kind)

Index(
    "uq_reviews_open",
    reviews.c.tenant_id,
    reviews.c.project_id,
    reviews.c.kind,
    reviews.c.item_id,
    unique=True,
    postgresql_nulls_not_distinct=True,
    postgresql_where=reviews.c.state.in_(("open", "returned", "submitted")),
)

review_rounds = tenant_table(
    "review_rounds",
    *reference("review_id", "reviews"),
    Column("round", Integer, nullable=False),
    day("submitted_on", nullable=False),
    Column("submitted_by", Text, nullable=False),
    Column("document", Text),
    key=("review_id", "round"),
    append_only=True,
)

review_opinions = tenant_table(
    "review_opinions",
    *reference("review_id", "reviews"),
    Column("round", Integer, nullable=False),
    Column("seat", Text, nullable=False),  # who was asked, as the mechanism names it
    *reference("unit_id", "units"),
    *choice("opinion", Opinion),
    Column("text", Text, nullable=False),
    Column("given_by", Text, nullable=False),
    day("given_on", nullable=False),
    instant("given_at", nullable=False, now=True),
    key=("review_id", "round", "seat"),
    append_only=True,
)

review_points = tenant_table(
    "review_points",
    *reference("unit_id", "units"),
    Column("item", Text, nullable=False),  # the kind of item by its title
    Column("key_figures", ARRAY(Text), nullable=False),  # 关键指标
    Column("review_points", ARRAY(Text), nullable=False),  # 审核要点
    day("published_on", nullable=False),
    Column("published_by", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    key=("unit_id", "item"),
)
