"""Booked times: coaches' hours, days off and groups, who belongs to which coach, and the bookings themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("booking", "group_event", "day_off", "open_hours", "coach_calendar", "own_coach")


def upgrade() -> None:
    _table("own_coach", _client(), _coach(), sa.UniqueConstraint("client_id", name=op.f("uq_own_coach_client_id")))
    _table(
        "coach_calendar",
        _coach(),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.UniqueConstraint("coach_id", name=op.f("uq_coach_calendar_coach_id")),
    )
    _table(
        "open_hours",
        _coach(),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.UniqueConstraint("coach_id", "weekday", "starts", name=op.f("uq_open_hours_coach_id_weekday_starts")),
    )
    _table(
        "day_off",
        _coach(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.UniqueConstraint("coach_id", "day", name=op.f("uq_day_off_coach_id_day")),
    )
    _table(
        "group_event",
        _coach(),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index(op.f("ix_group_event_coach_id"), "group_event", ["coach_id"], unique=False)
    _table(
        "booking",
        _client(),
        _coach(),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("holds", sa.String(), nullable=True),
        sa.Column("source_message_id", sa.Uuid(), nullable=False),
        sa.Column("instead_of", sa.Uuid(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["group_event.id"], name=op.f("fk_booking_group_id")),
        sa.UniqueConstraint("holds", name=op.f("uq_booking_holds")),
        sa.UniqueConstraint("source_message_id", name=op.f("uq_booking_source_message_id")),
    )
    for column in ("client_id", "coach_id", "starts_at"):
        op.create_index(op.f(f"ix_booking_{column}"), "booking", [column], unique=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _table(name: str, *parts: sa.Column[object] | sa.Constraint) -> None:
    """A table whose rows have an id and know when they were made."""
    columns = {part.name for part in parts if isinstance(part, sa.Column)}
    references = [
        sa.ForeignKeyConstraint([f"{whom}_id"], [f"{whom}.id"], name=op.f(f"fk_{name}_{whom}_id"))
        for whom in ("client", "coach")
        if f"{whom}_id" in columns
    ]
    op.create_table(
        name,
        *parts,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *references,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _client() -> sa.Column[object]:
    return sa.Column("client_id", sa.Uuid(), nullable=False)


def _coach() -> sa.Column[object]:
    return sa.Column("coach_id", sa.Uuid(), nullable=False)
