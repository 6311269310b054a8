"""Nothing: listed supervision, dispatches and duties need no tables beyond those of 0012 and 0015."""

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
