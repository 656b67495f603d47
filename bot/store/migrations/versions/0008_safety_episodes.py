"""Safety episodes, the soft check, triage by half, turns in an episode, words that raised an alarm, known countries."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
FLAGS = (
    ("triage", "soft_check"),
    ("triage", "partial"),
    ("journal_part", "interrupted"),
)


def upgrade() -> None:
    op.create_table(
        "safety_episode",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("open_for", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("escalation_id", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("turned_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_episode")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_safety_episode_client_id_client")),
        sa.ForeignKeyConstraint(["open_for"], ["client.id"], name=op.f("fk_safety_episode_open_for_client")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_safety_episode_message_id_message")),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name=op.f("fk_safety_episode_escalation_id_escalation")
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["coach.id"], name=op.f("fk_safety_episode_closed_by_coach")),
        sa.UniqueConstraint("open_for", name=op.f("uq_safety_episode_open_for")),
    )
    op.create_index(op.f("ix_safety_episode_client_id"), "safety_episode", ["client_id"])
    op.create_index(op.f("ix_safety_episode_escalation_id"), "safety_episode", ["escalation_id"])
    for table, column in FLAGS:
        op.add_column(table, sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))
    partial = sa.text("partial")
    op.create_index("ix_triage_partial", "triage", ["partial"], sqlite_where=partial, postgresql_where=partial)
    op.add_column("message", sa.Column("instead", sa.String(), nullable=True))
    op.add_column("client", sa.Column("country_from", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("client", "country_from")
    op.drop_column("message", "instead")
    op.drop_index("ix_triage_partial", "triage")
    for table, column in reversed(FLAGS):
        op.drop_column(table, column)
    op.drop_table("safety_episode")
