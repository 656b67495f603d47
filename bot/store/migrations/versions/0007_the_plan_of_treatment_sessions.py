"""A plan of treatment sessions: with a guide or not, when each was prepared, came to an end and was looked back at."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
COLUMNS = (
    ("guided", sa.Boolean()),
    ("prepared_at", MOMENT),
    ("ended_at", MOMENT),
    ("looked_back_at", MOMENT),
    ("stage", sa.String()),
    ("before_state", sa.String()),
    ("before_when", MOMENT),
    ("before_when_text", sa.LargeBinary()),
    ("changed_by", sa.Uuid()),
)
treatment_session = sa.table(
    "treatment_session",
    sa.column("state", sa.String()),
    sa.column("stage", sa.String()),
    sa.column("created_at", MOMENT),
    sa.column("prepared_at", MOMENT),
    sa.column("looked_back_at", MOMENT),
)


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column("treatment_session", sa.Column(name, kind, nullable=True))
    # until now nobody noted when; that it happened at all is what counts
    made = treatment_session.c.created_at
    state = treatment_session.c.state
    op.execute(treatment_session.update().where(state == "prepared").values(prepared_at=made))
    op.execute(treatment_session.update().where(state == "integrated").values(looked_back_at=made, stage="day"))


def downgrade() -> None:
    # what is older knows no cancelled session, and would prepare it
    op.execute(sa.delete(treatment_session).where(treatment_session.c.state == "cancelled"))
    for name, _ in reversed(COLUMNS):
        op.drop_column("treatment_session", name)
