"""Verdicts on triage; the risk mark is a person's, and whether it was cleared is kept with the alert."""

from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FROM_CALM_TO_WORST = ("elevated", "high", "imminent")

client = sa.table("client", sa.column("id", sa.Uuid()), sa.column("risk", sa.String()))
conversation = sa.table("conversation", sa.column("client_id", sa.Uuid()), sa.column("risk", sa.String()))
escalation = sa.table("escalation", sa.column("id", sa.Uuid()), sa.column("risk_cleared", sa.Boolean()))
audit_event = sa.table(
    "audit_event",
    sa.column("act", sa.String()),
    sa.column("subject", sa.String()),
    sa.column("detail", sa.JSON()),
)


def upgrade() -> None:
    op.create_table(
        "verdict",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_verdict_client_id")),
        sa.ForeignKeyConstraint(["coach_id"], ["coach.id"], name=op.f("fk_verdict_coach_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_verdict_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint("message_id", name=op.f("uq_verdict_message_id")),
    )
    op.create_index(op.f("ix_verdict_client_id"), "verdict", ["client_id"], unique=False)
    op.add_column("client", sa.Column("risk", sa.String(), server_default="none", nullable=False))
    for tier in FROM_CALM_TO_WORST:
        with_it = sa.select(conversation.c.client_id).where(conversation.c.risk == tier)
        op.execute(client.update().where(client.c.id.in_(with_it)).values(risk=tier))
    # not in a batch: SQLite would make the table anew, and what refers to it would not allow that
    op.drop_column("conversation", "risk")
    op.add_column("escalation", sa.Column("risk_cleared", sa.Boolean(), server_default=sa.false(), nullable=False))
    cleared = _cleared_until_now()
    if cleared:
        op.execute(escalation.update().where(escalation.c.id.in_(cleared)).values(risk_cleared=True))


def downgrade() -> None:
    op.drop_column("escalation", "risk_cleared")
    op.add_column("conversation", sa.Column("risk", sa.String(), server_default="none", nullable=False))
    of_the_client = sa.select(client.c.risk).where(client.c.id == conversation.c.client_id).scalar_subquery()
    op.execute(conversation.update().values(risk=of_the_client))
    op.drop_column("client", "risk")
    op.drop_index(op.f("ix_verdict_client_id"), table_name="verdict")
    op.drop_table("verdict")


def _cleared_until_now() -> list[UUID]:
    """The alerts whose coach cleared the mark at resolving: until now only the record knew."""
    resolved = op.get_bind().execute(
        sa.select(audit_event.c.subject, audit_event.c.detail).where(audit_event.c.act == "alert.resolved")
    )
    return [
        UUID(row.subject.removeprefix("escalation:")) for row in resolved if (row.detail or {}).get("risk") == "cleared"
    ]
