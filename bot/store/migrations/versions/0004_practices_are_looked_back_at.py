"""A practice has a day on which it is looked back at, how it went, and what helped."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

practice = sa.table(
    "practice",
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("done_at", sa.DateTime(timezone=True)),
    sa.column("looked_back_at", sa.DateTime(timezone=True)),
    sa.column("ended_at", sa.DateTime(timezone=True)),
    sa.column("outcome", sa.String()),
)


def upgrade() -> None:
    op.add_column("practice", sa.Column("source_message_id", sa.Uuid(), nullable=True))
    op.add_column("practice", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("practice", sa.Column("looked_back_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("practice", sa.Column("outcome", sa.String(), nullable=True))
    op.add_column("practice", sa.Column("helped", sa.LargeBinary(), nullable=True))
    op.add_column("practice", sa.Column("helped_message_id", sa.Uuid(), nullable=True))
    op.add_column("practice", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_practice_source_message_id"), "practice", ["source_message_id"], unique=True)
    done = practice.update().where(practice.c.done_at.is_not(None))
    op.execute(done.values(looked_back_at=practice.c.done_at, outcome="done"))
    # what was chosen before is not asked about now: nobody was told that it would be
    op.execute(practice.update().values(ended_at=sa.func.coalesce(practice.c.done_at, practice.c.created_at)))
    op.drop_column("practice", "done_at")


def downgrade() -> None:
    op.add_column("practice", sa.Column("done_at", sa.DateTime(timezone=True), nullable=True))
    done = practice.update().where(practice.c.outcome == "done")
    op.execute(done.values(done_at=practice.c.looked_back_at))
    op.drop_index(op.f("ix_practice_source_message_id"), table_name="practice")
    for name in (
        "ended_at", "helped_message_id", "helped", "outcome", "looked_back_at", "due_at", "source_message_id",
    ):  # fmt: skip
        op.drop_column("practice", name)
