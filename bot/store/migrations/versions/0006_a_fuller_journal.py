"""The journal: tags are sealed, entries can be kept from coaches, and a deletion can be undone for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "journal_undo",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_journal_undo_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_undo")),
        sa.UniqueConstraint("client_id", name=op.f("uq_journal_undo_client_id")),
    )
    op.create_index(op.f("ix_journal_undo_until"), "journal_undo", ["until"], unique=False)
    op.add_column("client", sa.Column("journal_shared", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("intention", sa.Column("shared", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("journal_entry", sa.Column("about", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    # nothing has ever written a tag until now, so there is none to be sealed
    op.drop_column("journal_entry", "tags")
    op.add_column("journal_entry", sa.Column("tags", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("journal_entry", "tags")
    op.add_column("journal_entry", sa.Column("tags", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    op.drop_column("journal_entry", "about")
    op.drop_column("intention", "shared")
    op.drop_column("client", "journal_shared")
    op.drop_index(op.f("ix_journal_undo_until"), table_name="journal_undo")
    op.drop_table("journal_undo")
