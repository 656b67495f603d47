"""Questionnaires: what is not finished yet, which messages gave the answers, and when they were offered."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

measure = sa.table("measure", sa.column("created_at", sa.DateTime()), sa.column("updated_at", sa.DateTime()))


def upgrade() -> None:
    op.add_column("measure", sa.Column("state", sa.String(), server_default="kept", nullable=False))
    op.add_column("measure", sa.Column("sources", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("measure", sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(measure.update().values(updated_at=measure.c.created_at))
    op.create_table(
        "measure_offer",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("source_message_id", sa.Uuid(), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_measure_offer_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_offer")),
        sa.UniqueConstraint("source_message_id", name=op.f("uq_measure_offer_source_message_id")),
    )
    op.create_index(op.f("ix_measure_offer_client_id"), "measure_offer", ["client_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_measure_offer_client_id"), table_name="measure_offer")
    op.drop_table("measure_offer")
    # what the earlier shape cannot say: an answer that is not there, and a questionnaire that is not finished
    op.execute("DELETE FROM measure WHERE instrument <> 'mood'")
    for name in ("updated_at", "sources", "state"):
        op.drop_column("measure", name)
